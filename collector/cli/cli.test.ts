// The verbs together: serve on a fresh folder, import twice, export, stop; then start again on what is there.
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { exportRows } from './export.ts'
import { importFile } from './import.ts'
import { serve } from './serve.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Shell, Verb } from './verb.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

const CSV = [
  'year,month,day,order,country,session_id,main_category,model',
  '2008,4,1,1,29,1,1,5',
  '2008,4,1,2,29,1,1,8',
  '2008,4,2,1,12,2,4,71',
].join('\n')

function createShell() {
  const stopping = new AbortController()
  const printed: string[] = []
  const shell: Shell = {
    environment: { TIDEMARK_DATA: join(folder, 'data'), TIDEMARK_PORT: '0' },
    version: 'test',
    programFolder: folder,
    out: async (text) => {
      printed.push(text)
    },
    err: () => {},
    isTerminal: false,
    pause: async () => {},
    stopped: stopping.signal,
  }
  return { shell, stop: () => stopping.abort(), out: () => printed.join('') }
}

function given(files: readonly string[], options: Record<string, string | true> = {}): Arguments {
  const text = (name: string): string | undefined => {
    const value = options[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    files,
    text,
    texts: (name) => [text(name) ?? []].flat(),
    has: (name) => options[name] === true,
  }
}

async function run(verb: Verb, what: Arguments): Promise<string> {
  const { shell, out } = createShell()
  await verb.run(what, shell)
  return out()
}

async function startServing() {
  const rig = createShell()
  const ended = serve.run(given([]), rig.shell)
  await vi.waitFor(() => expect(rig.out()).toContain('sign in once'))
  return {
    out: rig.out,
    stop: () => {
      rig.stop()
      return ended
    },
  }
}

test('nothing is lost between two lives of the collector', async () => {
  const file = join(folder, 'clicks.csv')
  await writeFile(file, CSV)
  const clicks = given([file], { site: 'shop', preset: 'eshop2008', create: true })
  const exported = given([], { site: 'shop', from: '2008-04-01', format: 'csv' })

  const first = await startServing()
  expect(await run(importFile, clicks)).toBe(
    '3 rows read, 3 accepted, 0 of them already known, 0 refused\n',
  )
  const rows = await run(exportRows, exported)
  expect(rows.split('\r\n').filter(Boolean)).toHaveLength(4)
  expect((await stat(join(folder, 'data/cli-token'))).mode & 0o777).toBe(0o600)
  await first.stop()
  expect(first.out()).toContain('tidemark stopped')
  expect(await readdir(join(folder, 'data'))).toEqual(['log', 'tidemark.duckdb'])
  expect(await readdir(join(folder, 'data/log'))).toEqual([])

  const second = await startServing()
  expect(await run(importFile, clicks)).toContain('3 of them already known')
  const again = await run(exportRows, exported)
  expect(again.split('\r\n').sort()).toEqual(rows.split('\r\n').sort())
  await second.stop()
})

test('without a collector the verbs say so', async () => {
  const exported = run(exportRows, given([], { site: 'shop' }))
  await expect(exported).rejects.toThrow('no collector runs on')
})

test.each([
  ['no site', importFile, given(['a.csv'], { preset: 'eshop2008' })],
  ['no source', importFile, given([], { site: 'shop' })],
  [
    'two kinds of source',
    importFile,
    given(['a'], { site: 'shop', preset: 'eshop2008', map: 'b' }),
  ],
  ['an unknown preset', importFile, given(['a'], { site: 'shop', preset: 'constructor' })],
  ['no such format', exportRows, given([], { site: 'shop', format: 'xml' })],
  ['no such time', exportRows, given([], { site: 'shop', from: 'yesterday' })],
])('%s is a mistake of usage', async (_, verb, what) => {
  await expect(run(verb, what)).rejects.toThrow(UsageError)
})
