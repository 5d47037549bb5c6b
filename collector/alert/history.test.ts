// What the store says of a site's days: pages alone, up to the last event, by the hour.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LogLine } from '../storage/columns.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import { HISTORY_MS, HOUR_MS } from './expected.ts'
import { createHistory } from './history.ts'

const DAY_MS = 24 * HOUR_MS
const MIDNIGHT = 20_000 * DAY_MS
const LAST_MS = MIDNIGHT + 9 * HOUR_MS + 1_000

test('counts what pages have sent in the two weeks before, each hour of the day', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-history-'))
  const driver = createDuckdbDriver(await openDatabase({ path: ':memory:' }))
  await driver.migrate()
  let seq = 0
  const line = (site: string, receivedMs: number, imported = false): LogLine => ({
    line: 'event',
    site,
    stream: 'stream-1',
    seq: ++seq,
    type: 'page_view',
    time_ms: receivedMs,
    received_ms: receivedMs,
    imported,
  })
  const lines = [
    line('shop', LAST_MS),
    line('shop', LAST_MS - DAY_MS),
    line('shop', LAST_MS - HOUR_MS),
    line('shop', MIDNIGHT),
    line('shop', LAST_MS - HISTORY_MS),
    line('shop', LAST_MS + HOUR_MS, true),
    line('other', LAST_MS - 5),
    line('imports', LAST_MS, true),
  ]
  const path = join(folder, 'segment')
  await writeFile(path, lines.map((each) => `${JSON.stringify(each)}\n`).join(''))
  await driver.insert({ name: 'one', path })

  const history = createHistory(driver)
  expect(await history.last()).toEqual(
    new Map([
      ['other', LAST_MS - 5],
      ['shop', LAST_MS],
    ]),
  )
  const byHour = await history.byHour('shop', LAST_MS)
  expect(byHour).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1, 2, ...Array.from({ length: 14 }, () => 0)])
  await driver.close()
  await rm(folder, { recursive: true })
})
