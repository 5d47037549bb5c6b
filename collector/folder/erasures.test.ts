// Who was erased is remembered without a name, beyond a crash, and only as long as a backup may hold them.
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BACKUP_LASTS_MS, createErasures, readErasures } from './erasures.ts'
import type { Erasures } from './erasures.ts'
import { BrokenErasures, hashWith, keyFileOf, keyId, readKeys } from './keys.ts'

let folder: string
let file: string
let keyFile: string
let nowMs: number
let erasures: Erasures
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-erasures-'))
  file = join(folder, 'erasures.ndjson')
  keyFile = join(folder, 'key')
  nowMs = 1_800_000_000_000
  let made = 0
  const random = { bytes: (count: number) => new Uint8Array(count).fill(++made) }
  erasures = createErasures({ file, keyFile, random, clock: { now: () => nowMs } })
})
afterEach(() => rm(folder, { recursive: true }))

test('no key is made before it is needed, then one, that only its owner may read', async () => {
  expect(await readKeys(keyFile)).toEqual([])
  await Promise.all([erasures.begin('shop', ['anna']), erasures.begin('shop', ['berta'])])
  const key = '01'.repeat(32)
  expect(await readKeys(keyFile)).toEqual([{ secret: key }])
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600)
  expect((await readErasures(file)).map(({ hash }) => hash)).toEqual([
    hashWith(key)('shop', 'anna'),
    hashWith(key)('shop', 'berta'),
  ])
})

test('it names neither the visitor nor the key, and tells sites and keys apart', async () => {
  await erasures.begin('shop', ['anna-0001'])
  const text = await readFile(file, 'utf8')
  const key = '01'.repeat(32)
  expect(text).toContain(hashWith(key)('shop', 'anna-0001'))
  for (const secret of ['anna', 'shop', key]) expect(text).not.toContain(secret)
  const hashes = [
    hashWith(key)('shop', 'anna-0001'),
    hashWith(key)('shop2', 'anna-0001'),
    hashWith('ff'.repeat(32))('shop', 'anna-0001'),
  ]
  expect(new Set(hashes).size).toBe(3)
  expect(keyId(key)).not.toBe(keyId('ff'.repeat(32)))
})

test('a line that a crash cut short is left out, and gone with the next', async () => {
  await erasures.begin('shop', ['anna'])
  const whole = await readFile(file, 'utf8')
  await appendFile(file, '{"atMs":18000')
  expect(await readErasures(file)).toHaveLength(1)
  await erasures.begin('shop', ['berta'])
  expect(await readErasures(file)).toHaveLength(2)
  expect((await readFile(file, 'utf8')).startsWith(`${whole}{"atMs":${nowMs},`)).toBe(true)
})

test('a line that is damaged is not passed over', async () => {
  await writeFile(file, '{"atMs":1}\n')
  await expect(readErasures(file)).rejects.toThrow(BrokenErasures)
  await writeFile(keyFile, 'no key')
  await expect(erasures.begin('shop', ['anna'])).rejects.toThrow('64 hex digits')
})

test('they are forgotten once no backup can hold them', async () => {
  await erasures.begin('shop', ['anna'])
  nowMs += BACKUP_LASTS_MS - 1
  await erasures.begin('shop', ['berta'])
  await erasures.sweep()
  expect(await readErasures(file)).toHaveLength(2)
  nowMs += 1
  await erasures.sweep()
  expect(await readErasures(file)).toHaveLength(1)
})

test('another key is gone on with, and the old one kept for as long as what it made', async () => {
  const [first, second, third] = ['01', '02', '03'].map((byte) => byte.repeat(32))
  await erasures.begin('shop', ['anna'])
  const retiredMs = nowMs
  expect(await erasures.rotate()).toEqual({ key: keyId(second!), kept: 1 })
  expect(await readKeys(keyFile)).toEqual([{ secret: second }, { secret: first, retiredMs }])
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600)
  await erasures.begin('shop', ['berta'])
  expect((await readErasures(file)).map(({ key, hash }) => [key, hash])).toEqual([
    [keyId(first!), hashWith(first!)('shop', 'anna')],
    [keyId(second!), hashWith(second!)('shop', 'berta')],
  ])
  nowMs += BACKUP_LASTS_MS - 1
  await erasures.rotate()
  await erasures.sweep()
  expect(await readKeys(keyFile)).toHaveLength(3)
  nowMs += 1
  await erasures.sweep()
  expect((await readKeys(keyFile)).map(({ secret }) => secret)).toEqual([third, second])
})

test('a clock that was set forward and back costs no key that is still needed', async () => {
  nowMs += 2 * BACKUP_LASTS_MS
  await erasures.begin('shop', ['anna'])
  nowMs -= 2 * BACKUP_LASTS_MS
  await erasures.rotate()
  nowMs += BACKUP_LASTS_MS + 1
  await erasures.sweep()
  expect(await readKeys(keyFile)).toHaveLength(2)
})

test('two who change the key at once change it twice, and lose none', async () => {
  await Promise.all([erasures.rotate(), erasures.rotate(), erasures.begin('shop', ['anna'])])
  const ids = (await readKeys(keyFile)).map(({ secret }) => keyId(secret))
  expect(ids).toHaveLength(2)
  expect(ids).toContain((await readErasures(file))[0]?.key)
})

test('a file of keys that is damaged is not passed over', async () => {
  await erasures.rotate()
  await appendFile(keyFile, 'ff')
  await expect(readKeys(keyFile)).rejects.toThrow('64 hex digits')
  await expect(erasures.rotate()).rejects.toThrow('64 hex digits')
})

test('the key lies beside the data folder, or where it is said', () => {
  expect(keyFileOf({ keyFile: undefined, dataFolder: '/srv/data/' })).toBe('/srv/data.key')
  expect(keyFileOf({ keyFile: '/etc/key', dataFolder: '/srv/data' })).toBe('/etc/key')
})
