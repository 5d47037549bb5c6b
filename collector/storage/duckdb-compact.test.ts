// Erased bytes leave the file, readers and writers hardly notice, and a kill at any step leaves one whole file.
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDuckdbDriver } from './drivers/duckdb.ts'
import { openDatabase } from './duckdb-database.ts'
import type { Database } from './duckdb-database.ts'
import { DatabaseBusy } from './duckdb-readers.ts'
import { MIGRATIONS } from './migrations.ts'
import { createDuckdbDocuments } from './settings/duckdb.ts'
import { raw, sql } from './sql.ts'

const ROWS = 3_000

let folder: string
let database: Database
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-compact-'))
  database = await openDatabase({ path: fileIn(folder) })
  await createDuckdbDriver(database).migrate()
})
afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

const fileIn = (place: string): string => join(place, 'tidemark.duckdb')

/** Rows of two visitors in turns, each with a text that stands in no other. */
const fill = raw(`
  insert into events (site, stream, seq, type, name, time_ms, received_ms, visitor, session, path)
  select 'shop', 'stream-' || range, 1, 'page_view', 'page_view', range, range,
    'visitor-' || range % 2, 'session-' || range, 'mark' || md5(range::varchar)
  from range(${ROWS})`)

async function marksOf(visitor: string): Promise<string[]> {
  const rows = await database.select<{ path: string }>(
    sql`select path from events where visitor = ${visitor} order by time_ms`,
  )
  return rows.map(({ path }) => path)
}

/** How many of the texts stand in the file, byte for byte. */
async function foundOf(marks: readonly string[]): Promise<number> {
  const bytes = (await readFile(fileIn(folder))).toString('latin1')
  const found = new Set(bytes.match(/mark[0-9a-f]{32}/g))
  return marks.filter((mark) => found.has(mark)).length
}

test('texts of erased rows stand in the file before, and not after; those of others do', async () => {
  const driver = createDuckdbDriver(database)
  // As DuckDB would pack texts, none could be looked for.
  await database.transaction(async ({ run }) => {
    await run(raw(`set global force_compression = 'uncompressed'`))
    await run(fill)
  })
  const [erased, others] = [await marksOf('visitor-0'), await marksOf('visitor-1')]
  expect([erased.length, others.length]).toEqual([ROWS / 2, ROWS / 2])
  await database.compact()
  expect(await foundOf([...erased, ...others])).toBe(ROWS)

  // Nothing that visitors do, or that passes with time, asks for a rewriting.
  await driver.fold(ROWS)
  expect(await driver.file?.upkeep()).toEqual({})
  expect(await driver.erase('shop', ['visitor-0'], 'UTC')).toMatchObject({
    events: ROWS / 2,
    heat: 0,
    orders: 0,
  })
  expect(await driver.file?.upkeep()).toEqual({ erasedMs: expect.any(Number) as number })
  expect(await marksOf('visitor-0')).toEqual([])
  expect(await foundOf(erased)).toBe(ROWS / 2)

  await driver.file?.compact(77)
  expect(await foundOf(erased)).toBe(0)
  expect(await foundOf(others)).toBe(ROWS / 2)
  expect(await marksOf('visitor-1')).toEqual(others)
  expect(await driver.file?.upkeep()).toEqual({ compactedMs: 77 })
})

test('killed at any step, the old file or the new one is there, whole', async () => {
  await database.transaction(({ run }) => run(fill))
  await createDuckdbDocuments(database).put('site', 'shop', { name: 'Shop' })
  await createDuckdbDriver(database).erase('shop', ['visitor-0'], 'UTC')
  const steps: string[] = []
  await database.compact({
    onStep: async (step) => {
      steps.push(step)
      const to = join(folder, step)
      await mkdir(to)
      for (const name of await readdir(folder))
        if (name.startsWith('tidemark.duckdb')) await cp(join(folder, name), join(to, name))
    },
  })
  expect(steps).toEqual(['copied', 'closed', 'replaced'])
  expect(await readdir(join(folder, 'copied'))).toContain('tidemark.duckdb.compacting')
  expect(await readdir(join(folder, 'replaced'))).toEqual(['tidemark.duckdb'])
  for (const step of steps) {
    const left = await openDatabase({ path: fileIn(join(folder, step)) })
    const driver = createDuckdbDriver(left)
    expect(await driver.file?.inspect()).toMatchObject({
      rows: { events: ROWS / 2, documents: 2 },
      faults: [],
    })
    expect(await createDuckdbDocuments(left).get('site', 'shop')).toEqual({ name: 'Shop' })
    expect(await readdir(join(folder, step))).not.toContain('tidemark.duckdb.compacting')
    await left.close()
  }
})

test('what fails on the way leaves the database in use as it was', async () => {
  await database.transaction(({ run }) => run(fill))
  for (const failing of ['copied', 'closed', 'replaced']) {
    const compacted = database.compact({
      onStep: async (step) => {
        if (step === failing) throw new Error(`fails once ${step}`)
      },
    })
    await expect(compacted).rejects.toThrow(`fails once ${failing}`)
    expect(await marksOf('visitor-1')).toHaveLength(ROWS / 2)
    await createDuckdbDocuments(database).put('flag', failing, {})
  }
  expect(await createDuckdbDocuments(database).list('flag')).toHaveLength(3)
})

test('readers are answered meanwhile, and who writes is served afterwards', async () => {
  await database.transaction(({ run }) => run(fill))
  const documents = createDuckdbDocuments(database)
  const order: string[] = []
  const compacted = database.compact({
    onStep: async (step) => {
      order.push(step)
      if (step !== 'copied') return
      void documents.put('flag', 'key', {}).then(() => order.push('written'))
      expect(await marksOf('visitor-1')).toHaveLength(ROWS / 2)
      order.push('read')
    },
    after: async () => void order.push('after'),
  })
  await compacted
  expect(await documents.get('flag', 'missing')).toBeUndefined()
  await documents.put('flag', 'other', {})
  expect(order).toEqual(['copied', 'read', 'closed', 'replaced', 'after', 'written'])
  expect(await documents.get('flag', 'key')).toEqual({})
})

test('an export under way is not broken: the rewriting is given up', async () => {
  await database.transaction(({ run }) => run(fill))
  const rows = createDuckdbDriver(database).rows('shop', 0, ROWS)
  const reading = rows[Symbol.asyncIterator]()
  await reading.next()
  await expect(database.compact()).rejects.toThrow(DatabaseBusy)
  let count = 1
  while (!(await reading.next()).done) count++
  expect(count).toBe(ROWS)
  expect(await readdir(folder)).not.toContain('tidemark.duckdb.compacting')
  await expect(database.compact()).resolves.toMatchObject({ bytesAfter: expect.any(Number) })
})

test('a copy holds one moment, though others write, and opens', async () => {
  await database.transaction(({ run }) => run(fill))
  const copying = database.copy(join(folder, "it's.duckdb"))
  await database.transaction(({ run }) => run(raw('delete from events where seq = 1')))
  const { rows, schema } = await copying
  expect([0, ROWS]).toContain(rows['events'])
  const copy = await openDatabase({ path: join(folder, "it's.duckdb"), isReadOnly: true })
  expect(await createDuckdbDriver(copy).file?.inspect()).toEqual({ rows, schema, faults: [] })
  await copy.close()
})

test('a copy that is interrupted fails, and leaves nothing', async () => {
  await database.transaction(({ run }) =>
    run(
      raw(`insert into events (site, stream, path)
      select 'shop', range::varchar, md5(range::varchar) || md5((range + 1)::varchar)
      from range(150000)`),
    ),
  )
  const to = join(folder, 'half.duckdb')
  const copying = database.copy(to)
  const failed = expect(copying).rejects.toThrow(/interrupt|given up/i)
  await vi.waitFor(() => expect(existsSync(to)).toBe(true), { interval: 1, timeout: 10_000 })
  database.interrupt()
  await failed
  expect((await readdir(folder)).filter((name) => name.startsWith('half'))).toEqual([])
  await expect(database.copy(to)).resolves.toMatchObject({ rows: { events: 150_000 } })
})

test('a copy to where nothing can be written leaves nothing', async () => {
  await expect(database.copy(join(folder, 'no/such/place'))).rejects.toThrow()
  await writeFile(join(folder, 'mine'), 'mine')
  await expect(database.copy(join(folder, 'mine'))).rejects.toThrow('is there already')
  expect(await readFile(join(folder, 'mine'), 'utf8')).toBe('mine')
  await expect(database.copy(join(folder, 'place.duckdb'))).resolves.toMatchObject({
    schema: MIGRATIONS.at(-1)!.version,
  })
})
