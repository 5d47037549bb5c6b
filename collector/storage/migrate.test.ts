// An upgrade that is cut short at any statement leaves a database of one version or the next, and the next start goes on.
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDuckdbDriver } from './drivers/duckdb.ts'
import { openDatabase } from './duckdb-database.ts'
import type { Database, Writer } from './duckdb-database.ts'
import { schemaOf } from './duckdb-count.ts'
import { migrate, NewerDatabase } from './migrate.ts'
import { MIGRATIONS } from './migrations.ts'
import { raw } from './sql.ts'

/** Each step of these two leaves a mark, so that a half of one could be seen. */
const LATER = [
  ...MIGRATIONS,
  {
    version: 1_001,
    statements: [
      raw('create table one (n BIGINT)'),
      raw('insert into one values (1)'),
      raw("alter table events add column extra VARCHAR default ''"),
    ],
  },
  { version: 1_002, statements: [raw('update one set n = 2'), raw('create table two (n BIGINT)')] },
]

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-migrate-'))
})
afterEach(() => rm(folder, { recursive: true }))

const fileIn = (place: string): string => join(place, 'tidemark.duckdb')

/** What a kill before the next statement would leave: the files as they are. */
async function snapshot(to: string): Promise<void> {
  await mkdir(to)
  for (const name of await readdir(folder))
    if (name.startsWith('tidemark.duckdb')) await cp(join(folder, name), join(to, name))
}

/** The same database, told of each statement before it runs. */
function watched(
  database: Database,
  before: () => Promise<void>,
): Pick<Database, 'select' | 'transaction'> {
  const watch = (writer: Writer): Writer => ({
    ...writer,
    run: async (query) => {
      await before()
      return writer.run(query)
    },
  })
  return {
    select: database.select,
    transaction: (work) => database.transaction((writer) => work(watch(writer))),
  }
}

async function tablesOf(database: Database): Promise<string> {
  const columns = await database.select(
    raw(`select table_name, column_name, data_type from duckdb_columns() where not internal
      order by table_name, column_name`),
  )
  return JSON.stringify(columns)
}

/** Which version its tables look like, whatever they say they are. */
async function looksLike(database: Database): Promise<number> {
  const tables = await tablesOf(database)
  if (tables.includes('"two"')) return 1_002
  if (tables.includes('"one"')) return tables.includes('"extra"') ? 1_001 : NaN
  if (tables.includes('heat_cells')) return 3
  if (tables.includes('"events"')) return tables.includes('"documents"') ? 2 : NaN
  return 0
}

/** Versions that only add columns, or change rows, look like the one beside them: a new database has those from the start. */
const seeming = (version: number): number => ({ 1: 2, 4: 3, 5: 3, 6: 3 })[version] ?? version

const STATEMENTS = LATER.reduce((sum, { statements }) => sum + statements.length + 2, 0)

test('killed or failing before any statement, it goes on from the version it had', async () => {
  let count = 0
  const first = await openDatabase({ path: fileIn(folder) })
  await migrate(
    watched(first, () => snapshot(join(folder, `killed-${++count}`))),
    LATER,
  )
  expect(count).toBe(STATEMENTS)
  const whole = await tablesOf(first)
  await first.close()

  const seen = new Set<number>()
  for (let at = 1; at <= count; at++) {
    const killed = await openDatabase({ path: fileIn(join(folder, `killed-${at}`)) })
    const version = await schemaOf(killed.select)
    expect(await looksLike(killed)).toBe(seeming(version))
    seen.add(version)
    await migrate(killed, LATER)
    expect(await tablesOf(killed)).toBe(whole)
    expect(await killed.select(raw('select n from one'))).toEqual([{ n: 2 }])
    await killed.close()
  }
  expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 1_001])
})

test('a statement that fails takes its whole version back, and the next try succeeds', async () => {
  for (let at = 1; at <= STATEMENTS; at++) {
    const database = await openDatabase({ path: ':memory:' })
    let count = 0
    const failing = watched(database, async () => {
      if (++count === at) throw new Error('fails')
    })
    await expect(migrate(failing, LATER)).rejects.toThrow('fails')
    const version = await schemaOf(database.select)
    expect(await looksLike(database)).toBe(seeming(version))
    await migrate(database, LATER)
    expect(await schemaOf(database.select)).toBe(1_002)
    await database.close()
  }
})

test('a half of a version would be noticed', async () => {
  const database = await openDatabase({ path: ':memory:' })
  await migrate(database)
  await database.transaction(({ run }) => run(LATER.at(-2)!.statements[0]!))
  expect(await looksLike(database)).toBeNaN()
  await database.close()
})

test('later tables than this program knows are refused', async () => {
  const database = await openDatabase({ path: ':memory:' })
  await migrate(database, LATER)
  await expect(createDuckdbDriver(database).migrate()).rejects.toThrow(NewerDatabase)
  await expect(migrate(database, LATER)).resolves.toBeUndefined()
  await database.close()
})
