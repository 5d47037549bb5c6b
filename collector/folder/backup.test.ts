// A backup that is not whole has no name, and one that is too old, or older than an erasure, brings nobody back.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MIGRATIONS } from '../storage/migrations.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import type { Database } from '../storage/duckdb-database.ts'
import { createDuckdbDocuments } from '../storage/settings/duckdb.ts'
import { sql } from '../storage/sql.ts'
import { makeBackup } from './backup.ts'
import type { BackupParts } from './backup.ts'
import { BACKUP_LASTS_MS, readErasures, writeErasures } from './erasures.ts'
import type { Tombstone } from './erasures.ts'
import { hashWith, keyId } from './keys.ts'
import { restoreBackup } from './restore.ts'
import type { RestoreParts } from './restore.ts'
import { verifyFolder } from './verify.ts'

const NOW_MS = 1_800_000_000_000
const KEY = 'ab'.repeat(32)
const quiet = (): void => {}

let folder: string
let data: string
let place: string
let database: Database
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-backup-'))
  data = join(folder, 'data')
  place = join(folder, 'backup')
  await mkdir(join(data, 'recommend/shop/rows-aaaaaaaaaaaaaaaa'), { recursive: true })
  await writeFile(join(data, 'recommend/shop/rows-aaaaaaaaaaaaaaaa/0'), 'rows')
  const cards = { folder: 'rows-aaaaaaaaaaaaaaaa', shards: 1 }
  await writeFile(
    join(data, 'recommend/shop/model.json'),
    JSON.stringify({ head: { rows: cards, cards } }),
  )
  database = await openDatabase({ path: join(data, 'tidemark.duckdb') })
  const driver = createDuckdbDriver(database)
  await driver.migrate()
  const lines = Array.from({ length: 5 }, (_, at) => ({
    line: 'event',
    site: 'shop',
    stream: `stream-${at}`,
    seq: 1,
    type: 'page_view',
    name: 'page_view',
    time_ms: NOW_MS,
    received_ms: NOW_MS,
    visitor: `visitor-${at}`,
  }))
  const path = join(folder, 'segment')
  await writeFile(path, lines.map((line) => JSON.stringify(line)).join('\n'))
  await driver.insert({ name: '1-a', path })
  await rm(path)
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const make = (parts: Partial<BackupParts> = {}) =>
  makeBackup(
    {
      dataFolder: data,
      version: 'test',
      clock: { now: () => NOW_MS },
      copy: database.copy,
      drain: async () => {},
      wait: async () => {},
      ...parts,
    },
    place,
    quiet,
  )

const restore = (parts: Partial<RestoreParts> = {}) =>
  restoreBackup({
    backup: place,
    dataFolder: join(folder, 'restored'),
    clock: { now: () => NOW_MS },
    openStore: async (path) => {
      const opened = await openDatabase({ path })
      return { driver: createDuckdbDriver(opened), documents: createDuckdbDocuments(opened) }
    },
    erasures: 'nobody',
    keys: [KEY],
    tell: quiet,
    ...parts,
  })

const tombstone = (visitor: string, atMs: number): Tombstone => ({
  atMs,
  key: keyId(KEY),
  hash: hashWith(KEY)('shop', visitor),
})

async function restoredVisitors(): Promise<string[]> {
  const restored = await openDatabase({ path: join(folder, 'restored/tidemark.duckdb') })
  const rows = await restored.select<{ visitor: string }>(
    sql`select visitor from events order by visitor`,
  )
  await restored.close()
  await rm(join(folder, 'restored'), { recursive: true })
  return rows.map(({ visitor }) => visitor)
}

test('it holds what is listed, and leaves out what is a secret or a stranger’s', async () => {
  await writeFile(join(data, 'cli-token'), 'secret')
  await writeFile(join(data, 'diary.txt'), 'mine')
  await mkdir(join(data, 'log'))
  await writeFile(join(data, 'log/0000000001-aa.v2.ndjson.damaged'), 'x')
  const { manifest, leftOut } = await make()
  expect(manifest.files.map(({ path }) => path)).toEqual([
    'tidemark.duckdb',
    'recommend/shop/model.json',
    'recommend/shop/rows-aaaaaaaaaaaaaaaa/0',
  ])
  expect(manifest).toMatchObject({
    format: 1,
    schema: MIGRATIONS.at(-1)!.version,
    startedMs: NOW_MS,
    rows: { events: 5 },
  })
  expect(leftOut).toEqual(['diary.txt'])
  expect(await verifyFolder(place, { tell: quiet })).toMatchObject({ faults: [] })
})

test('what fails on the way leaves nothing, and what was left unfinished is begun anew', async () => {
  const before = await readdir(folder)
  const failing = async (): Promise<never> => {
    throw new Error('fails')
  }
  await expect(make({ drain: failing })).rejects.toThrow('fails')
  await expect(make({ copy: failing })).rejects.toThrow('fails')
  expect(await readdir(folder)).toEqual(before)
  await mkdir(`${place}.unfinished`)
  await writeFile(join(`${place}.unfinished`, 'half'), '')
  await expect(verifyFolder(`${place}.unfinished`, { tell: quiet })).rejects.toThrow('neither')
  await make()
  expect(await readdir(place)).not.toContain('half')
  expect(await readdir(folder)).not.toContain('backup.unfinished')
})

test('every kind of damage is named', async () => {
  await make()
  const damaged = async (path: string, bytes: string | undefined): Promise<string> => {
    const whole = await readFile(join(place, path))
    if (bytes === undefined) await rm(join(place, path))
    else await writeFile(join(place, path), bytes)
    const { faults } = await verifyFolder(place, { tell: quiet })
    await writeFile(join(place, path), whole)
    return faults.join('; ')
  }
  const shard = 'recommend/shop/rows-aaaaaaaaaaaaaaaa/0'
  expect(await damaged(shard, undefined)).toContain(`${shard} is missing`)
  expect(await damaged(shard, 'row')).toContain('has 3 bytes instead of 4')
  expect(await damaged(shard, 'r0ws')).toContain('its sum is another')
  const manifest = await readFile(join(place, 'manifest.json'), 'utf8')
  const changed = manifest.replace('"events": 5', '"events": 6')
  expect(await damaged('manifest.json', changed)).toBe('table events has 5 rows instead of 6')
  for (const [text, why] of [
    [manifest.slice(0, 50), 'is not JSON'],
    [manifest.replace('"format": 1', '"format": 2'), 'a later version'],
    [manifest.replace(shard, '../../etc/passwd'), 'a path within the backup'],
  ] as const)
    await expect(damaged('manifest.json', text)).rejects.toThrow(why)
})

test('of erasures those count that the backup does not know of, whatever the clock said', async () => {
  const earlier = tombstone('visitor-0', NOW_MS - 5)
  await writeErasures(join(data, 'erasures.ndjson'), [earlier])
  await make()
  const lists = {
    'known and earlier': [earlier],
    'known, and at its moment': [tombstone('visitor-1', NOW_MS)],
    later: [tombstone('visitor-1', NOW_MS + 5)],
    'by a clock that was set back': [tombstone('visitor-1', NOW_MS - 9), earlier],
    'of another site': [
      { ...tombstone('visitor-1', NOW_MS), hash: hashWith(KEY)('x', 'visitor-1') },
    ],
  }
  const left: Record<string, number> = {}
  for (const [name, erasures] of Object.entries(lists)) {
    await restore({ erasures })
    const known = await readErasures(join(folder, 'restored/erasures.ndjson'))
    expect(known).toEqual(expect.arrayContaining([...erasures]))
    left[name] = (await restoredVisitors()).length
  }
  expect(left).toEqual({
    'known and earlier': 5,
    'known, and at its moment': 4,
    later: 4,
    'by a clock that was set back': 4,
    'of another site': 5,
  })
})

test('a backup is too old once erasures may be forgotten, but where nobody was erased', async () => {
  await make()
  const clock = { now: () => NOW_MS + BACKUP_LASTS_MS + 1 }
  await expect(restore({ clock, erasures: [] })).rejects.toThrow('older than 400 days')
  await restore({ clock: { now: () => NOW_MS + BACKUP_LASTS_MS }, erasures: [] })
  expect(await restoredVisitors()).toHaveLength(5)
  await restore({ clock })
  expect(await restoredVisitors()).toHaveLength(5)
})

test('a segment in a backup that the disk has damaged is named, and its whole groups come back', async () => {
  const fixture = 'test/contract/folders/v3/log/0000000002-00000002.v2.ndjson'
  const group = await readFile(fixture)
  await mkdir(join(data, 'log'))
  const broken = Buffer.from(group)
  broken[10]! ^= 1
  const path = join(data, 'log/0000000002-00000002.v2.ndjson')
  await writeFile(path, Buffer.concat([group, broken]))
  await make({ isStopped: true })
  const { faults } = await verifyFolder(place, { tell: quiet })
  expect(faults.join()).toMatch(/^segment 0000000002-00000002\.v2\.ndjson is damaged: \d+ bytes/)
  await restore()
  expect(await readdir(join(folder, 'restored/log'))).toEqual([
    '0000000002-00000002.v2.ndjson.damaged',
  ])
  expect(await restoredVisitors()).toHaveLength(5 + 8)
})
