// An erasure that was cut short is finished: by the next tick, and by the next start, however often it was begun.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeBatch } from '../../test/support/batches.ts'
import { startHere } from '../../test/support/collector-here.ts'
import type { CollectorHere } from '../../test/support/collector-here.ts'
import { readSettings } from '../settings.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import { createDuckdbDocuments } from '../storage/settings/duckdb.ts'

const ORIGIN = 'https://shop.example'

let folder: string
let here: CollectorHere
/** So many erasures are yet to fail. */
let failing: number

async function start(): Promise<void> {
  const database = await openDatabase({ path: join(folder, 'data/tidemark.duckdb') })
  const driver = createDuckdbDriver(database)
  here = await startHere({
    settings: { ...readSettings({}), dataFolder: join(folder, 'data') },
    driver: {
      ...driver,
      erase: async (...asked) => {
        if (failing-- > 0) throw new Error('the store took nothing')
        return driver.erase(...asked)
      },
    },
    documents: createDuckdbDocuments(database),
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-erasing-'))
  await mkdir(join(folder, 'data'))
  failing = 0
  await start()
  const site = { name: 'Demo', currency: 'EUR', timeZone: 'UTC', origins: [ORIGIN], rates: {} }
  expect((await here.ask('PUT', '/api/v1/sites/demo', site)).status).toBe(200)
  for (const name of ['anna-0001', 'berta-001']) await post('/e', makeBatch(name, 1, 2))
})
afterEach(async () => {
  await here.stop()
  await rm(folder, { recursive: true })
})

const post = (path: string, body: object) => here.ask('POST', path, body, { origin: ORIGIN })
const erase = () => post('/privacy', { site: 'demo', want: 'erase', visitor: 'visitor-anna-0001' })

async function streams(): Promise<string[]> {
  await here.collector.pipeline.drain()
  const lines = await (await here.ask('GET', '/api/v1/sites/demo/export')).text()
  const told = lines.split('\n').filter(Boolean)
  return [
    ...new Set(told.map((line) => (JSON.parse(line) as { stream: string }).stream)),
  ].toSorted()
}

test.each([1, 2, 3])('begun %i times without an end, the next tick ends it', async (times) => {
  failing = times
  for (let at = 0; at < times; at++) expect((await erase()).status).toBe(500)
  expect(await streams()).toEqual(['anna-0001', 'berta-001'])
  await here.collector.folder.tick()
  expect(await streams()).toEqual(['berta-001'])
})

test('the next start ends it', async () => {
  failing = 2
  for (let at = 0; at < 2; at++) await erase()
  await here.stop()
  await start()
  await vi.waitUntil(async () => (await streams()).length === 1, { timeout: 10_000 })
  expect(await streams()).toEqual(['berta-001'])
})

test('what was ended is not looked for again', async () => {
  expect((await erase()).status).toBe(204)
  const asked = failing
  await here.collector.folder.tick()
  expect(failing).toBe(asked)
})
