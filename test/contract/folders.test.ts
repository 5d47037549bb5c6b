// Data folders of every released version are opened by this one: each row, document and report is there; a newer one is left as it is.
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSecret } from '../../collector/accounts/secret.ts'
import { systemClock } from '../../collector/clock.ts'
import { createCollector } from '../../collector/collector.ts'
import type { Collector } from '../../collector/collector.ts'
import { makeBackup } from '../../collector/folder/backup.ts'
import { restoreBackup } from '../../collector/folder/restore.ts'
import { verifyFolder } from '../../collector/folder/verify.ts'
import { sumLine } from '../../collector/log/checksum.ts'
import { diskFiles } from '../../collector/log/files.ts'
import { systemRandom } from '../../collector/random.ts'
import { trainHere } from '../../collector/recommend/training.ts'
import { startServer } from '../../collector/server.ts'
import { readSettings } from '../../collector/settings.ts'
import { toRow } from '../../collector/storage/columns.ts'
import type { Row, SparseRow } from '../../collector/storage/columns.ts'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import type { Driver } from '../../collector/storage/driver.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import { NewerDatabase } from '../../collector/storage/migrate.ts'
import { MIGRATIONS } from '../../collector/storage/migrations.ts'
import { createDuckdbDocuments } from '../../collector/storage/settings/duckdb.ts'
import { raw } from '../../collector/storage/sql.ts'
import { FROM_MS, loadedLines, makeFolder, named, SHOP, unloadedLines } from './folders/make.ts'
import type { Line } from './folders/make.ts'

const FIXTURES = 'test/contract/folders'
const DAY_MS = 86_400_000
const NEWEST = MIGRATIONS.at(-1)!.version
const CLI = createSecret(systemRandom)

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-upgrade-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function unpack(version: number): Promise<void> {
  await cp(join(FIXTURES, `v${version}`), folder, { recursive: true })
  const packed = join(folder, 'tidemark.duckdb.gz')
  await writeFile(join(folder, 'tidemark.duckdb'), gunzipSync(await readFile(packed)))
  await rm(packed)
}

async function open(): Promise<{ collector: Collector; driver: Driver }> {
  const database = await openDatabase({ path: join(folder, 'tidemark.duckdb') })
  const driver = createDuckdbDriver(database)
  const parts = {
    settings: { ...readSettings({}), dataFolder: folder, keyFile: join(folder, 'key') },
    version: 'test',
    consoleOrigin: () => '',
    clock: systemClock,
    random: systemRandom,
    files: diskFiles,
    driver,
    documents: createDuckdbDocuments(database),
    assets: { tags: new Map(), chunks: new Map(), console: new Map() },
    logger: { write: () => {} },
    wait: async () => {},
    startTraining: trainHere,
    cliSecret: CLI,
  }
  const collector = await createCollector(parts).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  return { collector, driver }
}

const byIdentity = (a: Row, b: Row): number => a.stream.localeCompare(b.stream) || a.seq - b.seq

function rowsOf(lines: readonly Line[]): Row[] {
  const events = lines.filter(({ line }) => line === 'event')
  return events
    .map((event) => {
      const { line: _, ...sparse } = named(event)
      return toRow(sparse as unknown as SparseRow)
    })
    .sort(byIdentity)
}

async function storedRows(driver: Driver): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of driver.rows('shop', 0, 10 * FROM_MS)) rows.push(row)
  return rows.sort(byIdentity)
}

async function report(collector: Collector, name: string): Promise<Record<string, unknown>> {
  const server = await startServer(collector.handle, { host: '127.0.0.1', port: 0 })
  const span = `fromMs=${FROM_MS}&toMs=${FROM_MS + 2 * DAY_MS}`
  const answer = await fetch(
    `http://127.0.0.1:${server.port}/api/v1/sites/shop/reports/${name}?${span}`,
    { headers: { authorization: `Bearer ${CLI}` } },
  )
  const told = (await answer.json()) as Record<string, unknown>
  await server.stop()
  return told
}

const versions = MIGRATIONS.map(({ version }) => version)

test('every version of the tables has a folder here', async () => {
  const place = join(FIXTURES, `v${NEWEST}`)
  if (process.env['FOLDER_FIXTURE'] === 'make' && !existsSync(place))
    await makeFolder(place, NEWEST, sumLine)
  const kept = (await readdir(FIXTURES)).filter((name) => /^v\d+$/.test(name))
  const hint = 'FOLDER_FIXTURE=make npx vitest run --project contract folders'
  expect(kept, hint).toEqual(versions.map((version) => `v${version}`))
})

describe.each(versions)('a folder of version %i', (version) => {
  test('lacks no row, no document and no report', async () => {
    await unpack(version)
    const { collector, driver } = await open()
    await collector.pipeline.drain()
    const told = [...loadedLines(version), ...unloadedLines(version)]
    expect(await storedRows(driver)).toEqual(rowsOf(told))
    expect(await driver.select(raw('select stream, emitted, followed from streams'))).toEqual([
      { stream: 'stream-0', emitted: 8, followed: true },
    ])
    expect(await driver.select(raw('select from_seq, to_seq, reason from voids'))).toEqual([
      { from_seq: 7, to_seq: 8, reason: 'overflow' },
    ])
    expect(collector.sites.get('shop')).toEqual(SHOP)
    expect(await report(collector, 'overview')).toMatchObject({
      pageViews: { value: 44 },
      orders: { value: 4 },
    })
    expect(await driver.file?.inspect()).toMatchObject({ schema: NEWEST, faults: [] })
    await collector.stop()
  })

  test('takes what a new one takes', async () => {
    await unpack(version)
    const { collector, driver } = await open()
    await collector.pipeline.drain()
    const path = join(folder, 'more.ndjson')
    const more: Line = {
      ...named(unloadedLines(NEWEST)[0]!),
      stream: 'stream-new',
      item_list: 'list',
    }
    await writeFile(path, `${JSON.stringify(more)}\n`)
    expect(await driver.insert({ name: 'more', path })).toEqual({ rows: 1 })
    expect(await driver.erase('shop', [String(more['visitor'])], 'UTC')).toMatchObject({
      orders: 1,
    })
    await driver.fold(FROM_MS)
    await driver.file?.compact(0)
    expect(await storedRows(driver)).toHaveLength(48 - 11)
    await collector.stop()
  })
})

test('a stopped folder of the first version is backed up as it is, and restored as today’s', async () => {
  await unpack(1)
  const [place, restored] = [join(folder, '../', `${basename(folder)}-backup`), join(folder, 'new')]
  const database = await openDatabase({ path: join(folder, 'tidemark.duckdb') })
  const quiet = (): void => {}
  const clock = { now: () => FROM_MS }
  const made = await makeBackup(
    {
      dataFolder: folder,
      version: 'test',
      clock,
      copy: database.copy,
      drain: async () => {},
      isStopped: true,
      wait: async () => {},
    },
    place,
    quiet,
  )
  await database.close()
  expect(made.manifest).toMatchObject({ schema: 1, rows: { events: 40 } })
  expect(await verifyFolder(place, { tell: quiet })).toMatchObject({ faults: [] })
  await restoreBackup({
    backup: place,
    dataFolder: restored,
    clock,
    openStore: async (path) => {
      const opened = await openDatabase({ path })
      return { driver: createDuckdbDriver(opened), documents: createDuckdbDocuments(opened) }
    },
    erasures: 'nobody',
    keys: [],
    tell: quiet,
  })
  const { rows, faults } = await verifyFolder(restored, { tell: quiet })
  expect([rows['events'], rows['schema_version'], faults]).toEqual([48, MIGRATIONS.length, []])
  await rm(place, { recursive: true })
})

async function sums(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue
    const path = join(name.parentPath, name.name)
    found[path] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return found
}

test('a folder of a later version is refused by name, and left as it was', async () => {
  await unpack(NEWEST)
  const database = await openDatabase({ path: join(folder, 'tidemark.duckdb') })
  await database.transaction(({ run }) =>
    run(raw(`insert into schema_version values (${NEWEST + 1})`)),
  )
  await database.close()
  const before = await sums()
  const refused = await open().catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(NewerDatabase)
  expect(String(refused)).toContain(
    `its tables are version ${NEWEST + 1}, this one knows ${NEWEST}`,
  )
  const { faults } = await verifyFolder(folder, { tell: () => {} })
  expect(faults.join()).toContain('of a later version')
  expect(await sums()).toEqual(before)

  // The control: a folder that is taken does change.
  await rm(folder, { recursive: true })
  await unpack(1)
  const old = await sums()
  await (await open()).collector.stop()
  expect(await sums()).not.toEqual(old)
})
