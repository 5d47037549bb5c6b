// Nothing is kept that nobody answers for: every table, kind of document and file is on the list, and nothing else is.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEVICE_KEYS, DOCUMENTS, FILES, TABLES } from '../../collector/privacy/holdings.ts'
import { readSettings } from '../../collector/settings.ts'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import type { Database } from '../../collector/storage/duckdb-database.ts'
import { KINDS } from '../../collector/storage/kinds.ts'
import { createDuckdbDocuments } from '../../collector/storage/settings/duckdb.ts'
import { raw } from '../../collector/storage/sql.ts'
import { makeBatch } from '../support/batches.ts'
import { startHere } from '../support/collector-here.ts'
import type { CollectorHere } from '../support/collector-here.ts'

const ORIGIN = 'https://shop.example'

let folder: string
let data: string
let database: Database
let here: CollectorHere

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-holdings-'))
  data = join(folder, 'data')
  await mkdir(data)
  database = await openDatabase({ path: join(data, 'tidemark.duckdb') })
  here = await startHere({
    settings: { ...readSettings({}), dataFolder: data },
    driver: createDuckdbDriver(database),
    documents: createDuckdbDocuments(database),
  })
  await here.ask('PUT', '/api/v1/sites/demo', {
    name: 'Demo',
    currency: 'EUR',
    timeZone: 'UTC',
    origins: [ORIGIN],
    rates: {},
    recommend: { k: 1, learnsUnder: 'analytics' },
    consent: {
      controller: { name: 'Demo', address: '1 Quay', contact: 'privacy@demo.example' },
      purposes: ['analytics'],
    },
  })
  const headers = { origin: ORIGIN }
  await here.ask('POST', '/e', makeBatch('stream-0001', 1, 2), headers)
  const note = {
    site: 'demo',
    choice: 'given',
    consent: 'consent-0001',
    grants: { analytics: 'full' },
  }
  await here.ask('POST', '/consent', note, headers)
  await here.collector.recommender.train('demo')
  await here.collector.folder.forget('demo', 'nobody')
})
afterAll(async () => {
  await here.stop()
  await rm(folder, { recursive: true })
})

const unlisted = (found: readonly string[], listed: object): string[] =>
  found.filter((name) => !Object.hasOwn(listed, name))

test('every table', async () => {
  const found = await database.select<{ name: string }>(
    raw('select table_name as name from duckdb_tables() where not internal and not temporary'),
  )
  const names = found.map(({ name }) => name)
  expect(unlisted(names, TABLES)).toEqual([])
  expect(Object.keys(TABLES).filter((name) => !names.includes(name))).toEqual([])
  await database.transaction(({ run }) => run(raw('create table visitor_notes (visitor VARCHAR)')))
  const more = await database.select<{ name: string }>(
    raw('select table_name as name from duckdb_tables() where not internal and not temporary'),
  )
  expect(
    unlisted(
      more.map(({ name }) => name),
      TABLES,
    ),
  ).toEqual(['visitor_notes'])
})

test('every kind of document', () => {
  expect(unlisted(Object.keys(KINDS), DOCUMENTS)).toEqual([])
})

test('every file of the data folder', async () => {
  const names = (await readdir(data)).filter((name) => !name.startsWith('tidemark.duckdb.'))
  expect(unlisted(names, FILES)).toEqual([])
  expect(names).toEqual(
    expect.arrayContaining(['tidemark.duckdb', 'log', 'proof', 'erasures.ndjson']),
  )
  expect(unlisted([...names, 'profiles'], FILES)).toEqual(['profiles'])
})

test('a table with a column that names visitors is erased from', async () => {
  const naming = await database.select<{ name: string }>(
    raw(`select distinct table_name as name from duckdb_columns()
      where not internal and column_name in ('visitor', 'session', 'stream') order by name`),
  )
  for (const { name } of naming.filter((each) => each.name !== 'visitor_notes'))
    expect([name, TABLES[name]?.of]).toEqual([name, 'visitors'])
  expect(naming.length).toBeGreaterThan(2)
})

test('devices keep what the table of purposes says, and the choice', () => {
  expect(DEVICE_KEYS).toContain('tm_consent')
  for (const key of DEVICE_KEYS) expect(key).toMatch(/^tm_[a-z]+$/)
})
