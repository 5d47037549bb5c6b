// From the store to the operator's address: events stop, a notice arrives, and holds nothing of a visitor.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import type { Site } from '../sites/site.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import { HOUR_MS } from './expected.ts'
import { openAlerts } from './open.ts'

const NOW_MS = 1_800_000_000_000
const SITE: Site = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', origins: [], rates: {} }

test('a busy site falls silent: its operator is told, with three facts and no more', async () => {
  const notices: unknown[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      notices.push(JSON.parse(body))
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-alert-'))
  const driver = createDuckdbDriver(await openDatabase({ path: ':memory:' }))
  await driver.migrate()
  // A day of two events a minute.
  const lines = Array.from({ length: 2_880 }, (_, at) =>
    JSON.stringify({
      line: 'event',
      site: 'shop',
      stream: 'stream-1',
      seq: at + 1,
      type: 'page_view',
      time_ms: NOW_MS - at * 30_000,
      received_ms: NOW_MS - at * 30_000,
      visitor: 'visitor-1',
    }),
  )
  await writeFile(join(folder, 'one'), `${lines.join('\n')}\n`)
  await driver.insert({ name: 'one', path: join(folder, 'one') })

  let nowMs = NOW_MS + HOUR_MS
  const alerts = openAlerts({
    settings: { alertUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` },
    driver,
    sites: { list: () => [['shop', SITE]] },
    clock: { now: () => nowMs },
    logger: { write: () => {} },
    wait: async () => {},
  })
  await alerts.check()
  // 2,880 in two weeks are 8.6 an hour.
  expect([...alerts.stopped()]).toEqual([['shop', 0]])
  nowMs = NOW_MS + 3 * HOUR_MS
  await alerts.check()
  expect([...alerts.stopped()]).toEqual([['shop', 1]])
  await vi.waitFor(() =>
    expect(notices).toEqual([{ what: 'events_stopped', site: 'shop', sinceMs: NOW_MS }]),
  )
  await alerts.stop()
  await driver.close()
  await rm(folder, { recursive: true })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
