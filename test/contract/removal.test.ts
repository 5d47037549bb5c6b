// A deleted site leaves nothing behind in any table, kind of document or file, and its neighbour loses nothing.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeBatch } from '../support/batches.ts'
import { startHere } from '../support/collector-here.ts'
import type { CollectorHere } from '../support/collector-here.ts'
import { readSettings } from '../../collector/settings.ts'
import type { LogLine } from '../../collector/storage/columns.ts'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import type { Driver } from '../../collector/storage/driver.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import type { Database } from '../../collector/storage/duckdb-database.ts'
import { OF_SITES } from '../../collector/storage/kinds.ts'
import type { DocumentKind } from '../../collector/storage/kinds.ts'
import { createDuckdbDocuments } from '../../collector/storage/settings/duckdb.ts'
import { raw, sql } from '../../collector/storage/sql.ts'

const ORIGIN = 'https://shop.example'
const GONE = 'gone-shop'
const STAYS = 'other-shop'
/** Tables of no site. */
const COMMON = ['documents', 'schema_version', 'segments']

let folder: string
let data: string
let database: Database
let driver: Driver
let here: CollectorHere
let told: string[]
let beforePut: (kind: DocumentKind) => Promise<void> = async () => {}

async function start(): Promise<void> {
  database = await openDatabase({ path: join(data, 'tidemark.duckdb') })
  driver = createDuckdbDriver(database)
  const documents = createDuckdbDocuments(database)
  here = await startHere({
    settings: { ...readSettings({}), dataFolder: data },
    driver,
    documents: {
      ...documents,
      put: async (kind, key, body) => {
        await beforePut(kind)
        await documents.put(kind, key, body)
      },
    },
    logger: { write: (what) => void told.push(what) },
    wait: (ms, signal) => delay(ms, undefined, { signal }).catch(() => {}),
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-removal-'))
  data = join(folder, 'data')
  told = []
  beforePut = async () => {}
  await mkdir(data)
  await start()
})
afterEach(async () => {
  await here.stop()
  await rm(folder, { recursive: true })
})

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await here.ask(method, path, body)
  const text = await answer.text()
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return (text && JSON.parse(text)) as T
}

const remove = (site: string, confirm = site) =>
  here.ask('DELETE', `/api/v1/sites/${site}?confirm=${confirm}`)

/** Puts something of a site into every table, every kind of document and every folder there is. */
async function fill(site: string): Promise<void> {
  const api = `/api/v1/sites/${site}`
  await ask('PUT', api, {
    name: 'Shop',
    currency: 'EUR',
    timeZone: 'UTC',
    origins: [ORIGIN],
    rates: {},
    recommend: { k: 1, learnsUnder: 'analytics' },
    consent: {
      controller: { name: 'Shop', address: '1 Quay', contact: `privacy@${site}.example` },
      purposes: ['analytics'],
    },
  })
  const variations = ['control', 'b'].map((key) => ({ key, name: key, weight: 0.5, changes: [] }))
  await ask('PUT', `${api}/experiments/hero`, {
    name: 'Hero',
    hypothesis: '',
    coverage: 1,
    targeting: {},
    metrics: [{ kind: 'conversion' }],
    variations,
  })
  await ask('PUT', `${api}/flags/new`, { description: '', on: true, value: true, rules: [] })
  await ask('PUT', `${api}/recommend/rules`, { pins: [], excluded: ['p-9'] })
  await ask('PUT', `${api}/products`, { products: [{ id: 'p-1', name: 'Throw' }] })
  await ask('POST', `${api}/requests`, {
    kind: 'erasure',
    place: 'DE',
    manner: 'letter',
    receivedDay: new Date().toISOString().slice(0, 10),
    reference: `T-1 of ${site}`,
  })
  await ask('POST', `${api}/tokens`, { name: 'orders', scope: 'events' })
  await ask('POST', `${api}/members`, { login: `ann@${site}.example`, role: 'owner' })
  await ask('POST', `${api}/members`, { login: 'ben@both.example', role: 'viewer' })
  await here.collector.accounts.keys.issue('overlay', {
    site,
    overlay: { page: `${ORIGIN}/`, origin: ORIGIN },
  })
  await storeRows(site)
  await here.collector.recommender.train(site)
}

async function storeRows(site: string): Promise<void> {
  const common = { site, stream: `stream-${site}`, received_ms: 1_000, time_ms: 1_000 }
  const event = { ...common, line: 'event', session: 's-1', visitor: `visitor-of-${site}` } as const
  const items = [{ item_id: 'p-1', item_name: 'Throw' }]
  const heat = { width: 390, sample: 100, fold: 1, reach: 2, anchors: [], points: [], day: 1 }
  const viewed = { ...event, received_ms: Date.now(), time_ms: Date.now(), may_train: true }
  const lines: LogLine[] = [
    { ...viewed, seq: 1, type: 'view_item', body: { items } },
    { ...event, seq: 2, type: 'purchase', transaction_id: 'T-1', value: 100 },
    { ...event, seq: 3, type: 'heat', body: { ...heat, band: 'phone' } },
    {
      ...event,
      seq: 5,
      type: 'exposure',
      body: { experiment: 'hero', variation: 'b', counts: true },
    },
    { ...event, seq: 4, type: 'heat', session: 's-2', body: { ...heat, band: 'phone' } },
    {
      line: 'stream',
      site,
      stream: common.stream,
      received_ms: 1_000,
      emitted: 9,
      followed: true,
      voids: [{ from: 5, to: 6, reason: 'withdrawn' }],
    },
    {
      line: 'choice',
      site,
      received_ms: 0,
      choice: 'refused',
      notice: '',
      country: 'DE',
      device: 'mobile',
      language: 'de',
      gpc: false,
      seconds: null,
    },
  ]
  const path = join(folder, `${site}.ndjson`)
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await driver.insert({ name: site, path })
  await driver.leave(site, [`visitor-of-${site}`])
  await driver.fold(2_000)
}

/** Rows of a site by table, of those tables that could have any. */
async function rowsOf(site: string): Promise<Record<string, number>> {
  const tables = await driver.select<{ name: string; has: boolean }>(
    raw(`
    select table_name as name, bool_or(column_name = 'site') as has from duckdb_columns()
    where not internal and database_name = current_database()
      and table_name in (select table_name from duckdb_tables() where not temporary)
    group by 1 order by 1`),
  )
  expect(tables.flatMap(({ name, has }) => (has ? [] : [name]))).toEqual(COMMON)
  const counts: Record<string, number> = {}
  for (const { name, has } of tables) {
    if (!has) continue
    const [row] = await driver.select<{ rows: number }>(
      sql`select count(*) as rows from ${raw(name)} where site = ${site}`,
    )
    counts[name] = row?.rows ?? 0
  }
  return counts
}

/** Kinds of documents that name a site somewhere. */
async function kindsNaming(site: string): Promise<string[]> {
  const rows = await driver.select<{ kind: string }>(sql`
    select distinct kind from documents
    where contains(key, ${site}) or contains(body::varchar, ${site}) order by kind`)
  return rows.map(({ kind }) => kind)
}

/** Files whose path or content names a site, but for the database. */
async function filesNaming(site: string): Promise<string[]> {
  const found = await readdir(data, { recursive: true, withFileTypes: true })
  const named: string[] = []
  for (const each of found) {
    const path = join(each.parentPath, each.name)
    if (each.isDirectory() || each.name.startsWith('tidemark.duckdb')) continue
    if (path.includes(site) || (await readFile(path)).includes(site)) named.push(path)
  }
  return named
}

test('nothing of it is left in any table, kind of document or file; its neighbour keeps all', async () => {
  await fill(GONE)
  await fill(STAYS)
  const before = await rowsOf(STAYS)
  expect(await rowsOf(GONE)).toEqual(before)
  // Whatever a site can have it has here: else the check below would say nothing of it.
  expect(Object.values(before)).not.toContain(0)
  const kinds = [...OF_SITES.map(({ kind }) => kind), 'audit', 'user'].sort()
  expect(await kindsNaming(GONE)).toEqual(kinds)
  expect(await filesNaming(GONE)).not.toEqual([])
  const kept = (await filesNaming(STAYS)).length

  const answer = await remove(GONE)
  expect([answer.status, await answer.json()]).toEqual([200, { events: 5, damagedSegments: 0 }])

  expect(Object.values(await rowsOf(GONE)).every((rows) => rows === 0)).toBe(true)
  expect(await kindsNaming(GONE)).toEqual(['audit'])
  expect(await filesNaming(GONE)).toEqual([])
  expect(await rowsOf(STAYS)).toEqual(before)
  expect(await kindsNaming(STAYS)).toEqual(kinds)
  expect(await filesNaming(STAYS)).toHaveLength(kept)

  await here.collector.folder.compact(() => {})
  const bytes = await readFile(join(data, 'tidemark.duckdb'))
  expect(bytes.includes(`visitor-of-${GONE}`)).toBe(false)
  expect(bytes.includes(`visitor-of-${STAYS}`)).toBe(true)
})

test('it is not there for anybody from then on, and its name is free', async () => {
  await fill(GONE)
  await fill(STAYS)
  const send = () =>
    fetch(`${here.url}/e`, {
      method: 'POST',
      headers: { origin: ORIGIN },
      body: JSON.stringify({ ...makeBatch('late-page', 1, 1), site: GONE }),
    })
  expect((await send()).status).toBe(202)
  expect(await (await remove(GONE)).json()).toMatchObject({ events: 6 })
  const late = await send()
  expect([late.status, await late.json()]).toMatchObject([404, { code: 'site_unknown' }])
  for (const path of [`/t/${GONE}.js`, `/r/${GONE}/head.json`])
    expect((await fetch(here.url + path)).status).toBe(404)
  expect(await (await remove(GONE)).json()).toMatchObject({ code: 'site_unknown' })
  const { users } = here.collector.accounts
  expect(users.find(`ann@${GONE}.example`)).toBeUndefined()
  expect(users.find('ben@both.example')?.roles).toEqual({ [STAYS]: 'viewer' })

  await ask('PUT', `/api/v1/sites/${GONE}`, { ...SETTINGS })
  expect(await ask('GET', `/api/v1/sites/${GONE}/experiments`)).toEqual({ experiments: [] })
  expect(await ask('GET', `/api/v1/sites/${GONE}/flags`)).toEqual({ flags: [] })
  expect(await ask('GET', `/api/v1/sites/${GONE}/requests`)).toMatchObject({ requests: [] })
  expect(await ask('GET', `/api/v1/sites/${GONE}/recommend`)).toMatchObject({ model: null })
  expect(await ask('GET', `/api/v1/sites/${GONE}/imported`)).toEqual({ rows: 0 })
})

const SETTINGS = { name: 'Anew', currency: 'EUR', timeZone: 'UTC', origins: [ORIGIN], rates: {} }

test('without its name typed once more it stays, and who deleted it is written down', async () => {
  await ask('PUT', `/api/v1/sites/${GONE}`, SETTINGS)
  const [none, wrong] = [
    await here.ask('DELETE', `/api/v1/sites/${GONE}`),
    await remove(GONE, STAYS),
  ]
  expect([none.status, wrong.status]).toEqual([400, 400])
  expect(await ask('GET', `/api/v1/sites/${GONE}`)).toMatchObject({ name: 'Anew' })
  await remove(GONE)
  const { entries } = await ask<{ entries: object[] }>('GET', '/api/v1/audit?limit=1')
  expect(entries).toMatchObject([{ by: 'command', site: GONE, what: 'removeSite' }])
})

test('what the end of the process cut short is done at the next start', async () => {
  await fill(GONE)
  await here.collector.sites.close(GONE, 'ann')
  const refused = await here.ask('PUT', `/api/v1/sites/${GONE}`, SETTINGS)
  expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'site_going' }])
  await here.stop()
  await start()
  expect(here.collector.sites.get(GONE)).toBeUndefined()
  await expect.poll(() => told, { timeout: 10_000 }).toContain('site_removed')
  await expect.poll(() => kindsNaming(GONE), { timeout: 10_000 }).toEqual(['audit'])
  expect(Object.values(await rowsOf(GONE)).every((rows) => rows === 0)).toBe(true)
  expect(await filesNaming(GONE)).toEqual([])
  await expect
    .poll(() => ask('GET', '/api/v1/audit?limit=1'), { timeout: 10_000 })
    .toMatchObject({ entries: [{ by: 'ann', site: GONE, what: 'removeSite' }] })
})

test('it waits for changes that began before, and none of them is left', async () => {
  await ask('PUT', `/api/v1/sites/${GONE}`, SETTINGS)
  let isOpen = false
  let isWaiting = false
  beforePut = async (kind) => {
    isWaiting ||= kind === 'flag'
    while (kind === 'flag' && !isOpen) await delay(5)
  }
  const flag = { description: '', on: true, value: true, rules: [] }
  const writing = here.ask('PUT', `/api/v1/sites/${GONE}/flags/late`, flag)
  await expect.poll(() => isWaiting).toBe(true)
  const removing = remove(GONE)
  await expect.poll(() => here.collector.sites.list()).toEqual([])
  await delay(200)
  isOpen = true
  expect([(await writing).status, (await removing).status]).toEqual([200, 200])
  expect(await kindsNaming(GONE)).toEqual(['audit'])
})
