// The verbs together: serve on a fresh folder, import twice, export, stop; then start again on what is there.
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given, runVerb, serveOn } from '../../test/support/verbs.ts'
import { exportRows } from './export.ts'
import { importFile } from './import.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Verb } from './verb.ts'

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

const run = (verb: Verb, what: Arguments): Promise<string> =>
  runVerb(verb, what, join(folder, 'data'))
const startServing = () => serveOn(join(folder, 'data'))

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
