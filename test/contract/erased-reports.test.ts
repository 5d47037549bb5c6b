// What reports say of orders and page loads whose visitor was erased: orders keep their day, and nothing is missing.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect } from '../../collector/cli/client.ts'
import type { Client } from '../../collector/cli/client.ts'
import type { Delivery, Overview } from '../../packages/wire/report.ts'
import { makeBatch } from '../support/batches.ts'
import { makeKeptFolder, ORIGIN } from '../support/kept-folder.ts'
import type { KeptFolder } from '../support/kept-folder.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

const DAY_MS = 86_400_000
const HEADERS = {
  origin: ORIGIN,
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
}
/** Of a day that ended before now, wherever one is. */
const NOON_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS - DAY_MS / 2

let rig: KeptFolder
let client: Client

beforeAll(async () => {
  rig = await makeKeptFolder()
  await rig.start()
  client = await connect(rig.data)
})
afterAll(async () => {
  client.close()
  await rig.dispose()
})

const post = async (path: string, body: object): Promise<number> =>
  (
    await fetch(`${rig.serving().url}${path}`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify(body),
    })
  ).status

async function makeSite(site: string, timeZone: string): Promise<void> {
  const settings = { name: site, currency: 'EUR', timeZone, origins: [ORIGIN], rates: {} }
  const made = await client.ask('PUT', `/api/v1/sites/${site}`, JSON.stringify(settings))
  expect(made.status).toBe(200)
}

async function report<T>(site: string, name: string): Promise<T> {
  const period = `fromMs=${Date.now() - 5 * DAY_MS}&toMs=${Date.now() + 60_000}`
  const { body } = await client.ask('GET', `/api/v1/sites/${site}/reports/${name}?${period}`)
  return JSON.parse(body) as T
}

const eraseOf = (site: string, visitor: string): Promise<number> =>
  post('/privacy', { site, want: 'erase', visitor })

describe.each([
  ['london', 'Europe/London'],
  ['berlin', 'Europe/Berlin'],
  ['newyork', 'America/New_York'],
  ['honolulu', 'Pacific/Honolulu'],
])('an order of noon in Greenwich, of a visitor who is erased, in %s', (site, timeZone) => {
  const visitor = 'visitor-who-orders'
  let before: number[]
  let after: number[]

  const days = async (): Promise<number[]> =>
    (await report<Overview>(site, 'overview')).trend.flatMap(({ startMs, orders }) =>
      orders > 0 ? [startMs] : [],
    )

  beforeAll(async () => {
    await makeSite(site, timeZone)
    const nowMs = Date.now()
    const { events, ...batch } = makeBatch('stream-of-order', 5, 1, nowMs)
    const told = events.map((event) => ({ ...event, timeMs: NOON_MS }))
    expect(await post('/e', { ...batch, site, visitor, events: told })).toBe(202)
    before = await vi.waitUntil(
      async () => {
        const found = await days()
        return found.length === 1 && found
      },
      { timeout: 15_000 },
    )
    expect(await eraseOf(site, visitor)).toBe(204)
    after = await days()
  })

  test('is still counted, once', () => expect([before.length, after.length]).toEqual([1, 1]))

  test('is still counted on its day', () => expect(after).toEqual(before))
})

describe('what is told of the page load of somebody erased', () => {
  const stream = 'stream-of-erased'
  const visitor = 'visitor-of-erased'
  const voids = [{ from: 9, to: 9, reason: 'withdrawn' }]
  const note = (site: string): object => ({
    site,
    choice: 'withdrawn',
    consent: 'consent-0001',
    grants: {},
    erase: visitor,
    stream,
    emitted: 9,
    voids,
  })
  /** What is not accounted for once all that was sent is loaded, which an erasure sees to. */
  const open = async (site: string) => {
    expect(await eraseOf(site, 'somebody-else-0001')).toBe(204)
    const { pending, missing, received } = await report<Delivery>(site, 'delivery')
    return { lost: pending + missing, received }
  }
  const found: Record<string, { readonly lost: number; readonly received: number }> = {}

  beforeAll(async () => {
    const further = {
      once: () => Promise.resolve(202),
      lost: (site: string) =>
        post('/e', { ...makeBatch('stream-with-loss', 3, 1), site, emitted: 3 }),
      again: (site: string) => post('/consent', note(site)),
      previous: (site: string) =>
        post('/e', {
          ...makeBatch('stream-of-next', 1, 2),
          site,
          previous: [{ stream, emitted: 8 }],
        }),
      goesOn: (site: string) => post('/e', { ...makeBatch(stream, 9, 2), site }),
      nameless: (site: string) =>
        post('/e', { ...makeBatch(stream, 9, 2), site, grant: { analytics: 'aggregate' } }),
      named: (site: string) => post('/e', { ...makeBatch(stream, 9, 2), site, visitor }),
    }
    for (const [name, tell] of Object.entries(further)) {
      const site = name.toLowerCase()
      await makeSite(site, 'UTC')
      expect(await post('/e', { ...makeBatch(stream, 1, 8), site, visitor })).toBe(202)
      expect(await post('/consent', note(site))).toBe(204)
      expect([202, 204]).toContain(await tell(site))
      found[name] = await open(site)
    }
  })

  test('leaves nothing open; what another page load has lost is told', () =>
    expect([found['once']?.lost, found['lost']?.lost]).toEqual([0, 2]))

  test('is acknowledged and not kept where it names them: the order of before alone is left', () =>
    expect([found['once']?.received, found['named']?.received]).toEqual([1, 1]))

  test('leaves nothing open where its withdrawal comes twice', () =>
    expect(found['again']?.lost).toBe(0))
  test('leaves nothing open where a later page load names it as one before', () =>
    expect(found['previous']?.lost).toBe(0))
  test('leaves nothing open where it goes on as that of another visitor', () =>
    expect(found['goesOn']?.lost).toBe(0))

  test('is not kept where it comes without a name after that', () =>
    expect(found['nameless']?.received).toBe(1))
})
