// Each fault of a data folder, of its disk and of its key is found, and a good one is left in peace.
import { chmod, chown, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keyId } from '../folder/keys.ts'
import { checkFolder } from './folder.ts'
import type { FolderParts } from './folder.ts'

const GIB = 1024 ** 3
const KEY = `${'0123456789abcdef'.repeat(4)}\n`

let place: string
let data: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'tidemark-doctor-'))
  data = join(place, 'data')
  await mkdir(join(data, 'log'), { recursive: true, mode: 0o700 })
  await writeFile(join(data, 'tidemark.duckdb'), '')
  await writeFile(join(place, 'data.key'), KEY, { mode: 0o600 })
})
afterEach(() => rm(place, { recursive: true }))

async function found(more: Partial<FolderParts> = {}): Promise<string[]> {
  const findings = await checkFolder({
    dataFolder: data,
    keyFile: undefined,
    uid: process.getuid?.(),
    freeBytes: async () => 10 * GIB,
    ...more,
  })
  return findings.flatMap(({ level, about, way }) =>
    level === 'ok' ? [] : [`${level} ${about} → ${way}`],
  )
}

test('a good folder is left in peace', async () => {
  expect(await found()).toEqual([])
})

test('no folder', async () => {
  expect(await found({ dataFolder: join(place, 'none') })).toEqual([
    expect.stringMatching(/^wrong data folder → start the collector/),
  ])
})

test('a folder that others may look into', async () => {
  await chmod(data, 0o755)
  expect(await found()).toEqual([`wrong data folder → chmod 700 ${data}`])
})

test('a folder of somebody else', async () => {
  expect(await found({ uid: 54_321 })).toEqual([
    expect.stringMatching(/^wrong data folder → ask as the collector/),
  ])
})

const isRoot = process.getuid?.() === 0
test.skipIf(!isRoot)(
  isRoot ? 'files of two owners' : 'files of two owners (skipped: not root)',
  async () => {
    await chown(join(data, 'tidemark.duckdb'), 54_321, 54_321)
    expect(await found()).toEqual([expect.stringMatching(/^wrong owner → stop the collector/)])
  },
)

test('a disk that is nearly full, and one without room for a compaction', async () => {
  expect(await found({ freeBytes: async () => 100 * 1024 ** 2 })).toEqual([
    expect.stringMatching(/^wrong disk → make room/),
  ])
  expect(await found({ freeBytes: async () => 1 * GIB })).toEqual([
    expect.stringMatching(/^warn disk →/),
  ])
  await truncate(join(data, 'tidemark.duckdb'), 9 * GIB)
  expect(await found()).toEqual([expect.stringMatching(/^warn disk →/)])
})

test('a key in the data folder', async () => {
  await writeFile(join(data, 'key'), KEY, { mode: 0o600 })
  expect(await found({ keyFile: join(data, 'key') })).toEqual([
    expect.stringMatching(/^wrong key of erasures → move it/),
  ])
})

test('a key that others may read, or that is none', async () => {
  const path = join(place, 'data.key')
  await chmod(path, 0o644)
  expect(await found()).toEqual([`wrong key of erasures → chmod 600 ${path}`])
  await writeFile(path, 'not a key')
  expect(await found()).toEqual([expect.stringMatching(/^wrong key of erasures → put the copy/)])
})

test('a key that is not there: no harm before anybody was erased', async () => {
  await rm(join(place, 'data.key'))
  expect(await found()).toEqual([])
  await writeFile(join(data, 'erasures.ndjson'), '')
  expect(await found()).toEqual([expect.stringMatching(/^wrong key of erasures → put the copy/)])
  await rm(join(data, 'erasures.ndjson'))
  expect(await found({ keyFile: join(place, 'no/where') })).toEqual([
    expect.stringMatching(/^wrong key of erasures → make that folder/),
  ])
})

test('a key that is another than that of an erasure', async () => {
  const told = (key: string) =>
    writeFile(join(data, 'erasures.ndjson'), `{"atMs":1,"key":"${key}","hash":"x"}\n`)
  await told('00000000')
  expect(await found()).toEqual([expect.stringMatching(/^wrong key of erasures → put the copy/)])
  await told(keyId(KEY.trim()))
  expect(await found()).toEqual([])
})
