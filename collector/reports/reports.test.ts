// Reports on a few events whose answers can be counted by hand.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { QUEUE_AGE_MAX_MS } from '../../packages/wire/limits.ts'
import type { Answer, Ask, ReportName } from '../../packages/wire/report.ts'
import type { LogLine, SparseRow } from '../storage/columns.ts'
import type { Driver } from '../storage/driver.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import { reports } from './index.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOON_MS = Date.parse('2026-06-10T12:00Z')
/** Three days in Berlin, from midnight to midnight. */
const PERIOD = {
  site: 'shop',
  fromMs: Date.parse('2026-06-08T22:00Z'),
  toMs: Date.parse('2026-06-11T22:00Z'),
}

let folder: string
let driver: Driver

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-reports-'))
  driver = createDuckdbDriver(await openDatabase({ path: ':memory:' }))
  await driver.migrate()
})
afterEach(async () => {
  await driver.close()
  await rm(folder, { recursive: true })
})

async function store(lines: readonly LogLine[]): Promise<void> {
  const path = join(folder, 'segment.ndjson')
  await writeFile(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  await driver.insert({ name: path, path })
}

let seq = 0
function event(type: string, fields: Partial<SparseRow> = {}): LogLine {
  const time = fields.time_ms ?? NOON_MS
  return {
    line: 'event',
    site: 'shop',
    stream: 'stream-1',
    seq: ++seq,
    type,
    name: type,
    session: 'session-1',
    visitor: 'visitor-1',
    path: '/',
    ...fields,
    time_ms: time,
    received_ms: fields.received_ms ?? time,
  }
}

const by = (number: number, more: Partial<SparseRow> = {}): Partial<SparseRow> => ({
  visitor: `visitor-${number}`,
  session: `session-${number}`,
  stream: `stream-${number}`,
  ...more,
})

const ask = <R extends ReportName>(name: R, asked: Ask<R>, nowMs = NOON_MS): Promise<Answer<R>> =>
  reports[name](asked, { driver, site: { currency: 'EUR', timeZone: 'Europe/Berlin' }, nowMs })

describe('overview', () => {
  test('an empty site has zeros, no shares, and every day', async () => {
    const answer = await ask('overview', PERIOD)
    expect(answer).toMatchObject({
      visitors: { value: 0, previous: 0 },
      bounceRate: { value: null, previous: null },
      averageOrderValue: { value: null, previous: null },
      robotEvents: 0,
      trendUnit: 'day',
    })
    expect(answer.trend.map(({ startMs, visitors }) => [startMs, visitors])).toEqual([
      [PERIOD.fromMs, 0],
      [PERIOD.fromMs + DAY_MS, 0],
      [PERIOD.fromMs + 2 * DAY_MS, 0],
    ])
  })

  test('counts visits, and leaves robots and other sites out', async () => {
    await store([
      event('page_view', by(1)),
      event('page_view', by(2)),
      event('page_view', by(2)),
      event('page_view', { session: 'session-3', visitor: '' }),
      event('page_view', by(4, { bot: true })),
      event('page_view', by(5, { site: 'other' })),
      event('page_view', by(6, { time_ms: PERIOD.toMs })),
      event('page_view', by(7, { time_ms: PERIOD.fromMs - 1 })),
      event('user_engagement', by(2, { engaged_ms: 9_000 })),
    ])
    expect(await ask('overview', PERIOD)).toMatchObject({
      visitors: { value: 2, previous: 1 },
      sessions: { value: 3, previous: 1 },
      pageViews: { value: 4, previous: 1 },
      dwellMs: { value: 2_250, previous: 0 },
      robotEvents: 1,
    })
  })

  test('a bounce is one page view, little attention and nothing else', async () => {
    await store([
      event('page_view', by(1)),
      event('user_engagement', by(1, { engaged_ms: 9_999 })),
      event('sdk_error', by(1)),
      event('page_view', by(2)),
      event('user_engagement', by(2, { engaged_ms: 5_000 })),
      event('user_engagement', by(2, { engaged_ms: 5_000 })),
      event('page_view', by(3)),
      event('click', by(3)),
      event('page_view', by(4)),
      event('page_view', by(4)),
    ])
    expect((await ask('overview', PERIOD)).bounceRate.value).toBe(1 / 4)
  })

  test('an order counts once, on the day it was first told', async () => {
    const order = (number: number, id: string, revenue: number | undefined, time_ms = NOON_MS) =>
      event('purchase', by(number, { transaction_id: id, revenue, value: 1, time_ms }))
    await store([
      event('page_view', by(1)),
      event('page_view', by(2)),
      order(1, 'A', 1_000),
      order(1, 'A', 1_000, NOON_MS + 1),
      order(2, 'B', 500, NOON_MS - DAY_MS),
      order(2, 'C', undefined),
      order(3, 'old', 9_000, PERIOD.fromMs - DAY_MS),
      order(3, 'old', 9_000, NOON_MS),
      event('refund', by(2, { transaction_id: 'B', revenue: 300, time_ms: NOON_MS + DAY_MS })),
    ])
    const answer = await ask('overview', PERIOD)
    expect(answer).toMatchObject({
      visitors: { value: 3 },
      orders: { value: 3, previous: 1 },
      revenue: { value: 1_200, previous: 9_000 },
      averageOrderValue: { value: 600 },
      conversionRate: { value: 2 / 3 },
      ordersWithoutRate: 1,
    })
    expect(answer.trend.map(({ orders, revenue }) => [orders, revenue])).toEqual([
      [1, 500],
      [2, 1_000],
      [0, -300],
    ])
  })

  test('a cart is abandoned by the session that filled it', async () => {
    await store([
      event('add_to_cart', by(1)),
      event('add_to_cart', by(2)),
      event('purchase', by(2, { transaction_id: 'A' })),
      event('add_to_cart', by(3)),
      event('purchase', by(3, { session: 'later', transaction_id: 'B' })),
    ])
    expect((await ask('overview', PERIOD)).cartAbandonment.value).toBe(2 / 3)
  })

  test('two days are shown by the hour', async () => {
    const toMs = PERIOD.fromMs + 2 * DAY_MS
    await store([event('page_view', by(1, { time_ms: PERIOD.fromMs + 90 * 60_000 }))])
    const answer = await ask('overview', { ...PERIOD, toMs })
    expect(answer.trendUnit).toBe('hour')
    expect(answer.trend).toHaveLength(48)
    expect(answer.trend.map(({ visitors }) => visitors).indexOf(1)).toBe(1)
  })

  test('absurd amounts do not break it', async () => {
    const revenue = Number.MAX_SAFE_INTEGER
    await store(
      ['A', 'B', 'C'].map((transaction_id) => event('purchase', { transaction_id, revenue })),
    )
    expect((await ask('overview', PERIOD)).revenue.value).toBeGreaterThan(revenue)
  })
})

describe('pages', () => {
  test('engagement belongs to its page view; sessions enter once', async () => {
    await store([
      event('page_view', by(1, { seq: 1, path: '/a' })),
      event('page_view', by(1, { seq: 2, path: '/b', time_ms: NOON_MS + 1 })),
      event(
        'user_engagement',
        by(1, { seq: 3, view: 1, engaged_ms: 4_000, reach: 40, path: '/b' }),
      ),
      event(
        'user_engagement',
        by(1, { seq: 4, view: 1, engaged_ms: 2_000, reach: 90, path: '/b' }),
      ),
      event('page_view', by(2, { seq: 1, path: '/a' })),
      event('user_engagement', by(2, { seq: 2, view: 1, engaged_ms: 1_000, reach: 50 })),
    ])
    expect(await ask('pages', PERIOD)).toEqual({
      rows: [
        { path: '/a', visitors: 2, pageViews: 2, entries: 2, dwellMs: 3_500, reach: 70 },
        { path: '/b', visitors: 1, pageViews: 1, entries: 0, dwellMs: null, reach: null },
      ],
      total: 2,
    })
  })
})

describe('events', () => {
  test('a custom event is told from ours of the same name', async () => {
    await store([
      event('page_view', by(1)),
      event('page_view', by(2)),
      event('custom', by(1, { name: 'page_view' })),
      event('custom', by(1, { name: 'size_chart', bot: true })),
    ])
    expect(await ask('events', PERIOD)).toEqual({
      rows: [
        { name: 'page_view', custom: false, events: 2, visitors: 2 },
        { name: 'page_view', custom: true, events: 1, visitors: 1 },
      ],
      total: 2,
    })
  })
})

describe('live', () => {
  test('shows what browsers sent lately, the newest first', async () => {
    await store([
      event('page_view', by(1, { path: '/1', received_ms: NOON_MS - 60_000 })),
      event('purchase', by(2, { path: '/2', value: 5, currency: 'EUR', received_ms: NOON_MS })),
      event('page_view', by(3, { imported: true })),
      event('page_view', by(4, { bot: true })),
      event('page_view', by(5, { received_ms: NOON_MS - HOUR_MS })),
    ])
    const { events } = await ask('live', { site: 'shop' })
    expect(events.map(({ path, value, currency }) => [path, value, currency])).toEqual([
      ['/2', 5, 'EUR'],
      ['/1', null, ''],
    ])
  })
})

describe('delivery', () => {
  const told = (stream: string, emitted: number, more: object = {}): LogLine => ({
    line: 'stream',
    site: 'shop',
    stream,
    received_ms: NOON_MS,
    emitted,
    followed: false,
    voids: [],
    ...more,
  })
  const arrived = (stream: string, numbers: readonly number[]): LogLine[] =>
    numbers.map((number) => event('page_view', { stream, seq: number }))

  test('what is not here is pending while a page may hold it, then missing', async () => {
    await store([...arrived('stream-1', [1, 2, 4]), told('stream-1', 5)])
    const fresh = { emitted: 5, received: 3, voided: {}, streams: 1, unfollowedStreams: 1 }
    expect(await ask('delivery', PERIOD)).toEqual({ ...fresh, pending: 2, missing: 0 })
    const later = NOON_MS + QUEUE_AGE_MAX_MS
    expect(await ask('delivery', PERIOD, later)).toEqual({ ...fresh, pending: 2, missing: 0 })
    expect(await ask('delivery', PERIOD, later + 1)).toEqual({ ...fresh, pending: 0, missing: 2 })
  })

  test('voids count once, clipped, and not where something arrived', async () => {
    await store([
      ...arrived('stream-1', [1, 3]),
      told('stream-1', 8, {
        voids: [
          { from: 2, to: 4, reason: 'overflow' },
          { from: 4, to: 6, reason: 'expired' },
          { from: 8, to: 20, reason: 'withdrawn' },
        ],
      }),
    ])
    expect(await ask('delivery', PERIOD)).toMatchObject({
      emitted: 8,
      received: 2,
      voided: { overflow: 2, expired: 2, withdrawn: 1 },
      pending: 1,
      missing: 0,
    })
  })

  test('a later page ends a stream, an import needs none', async () => {
    await store([
      ...arrived('stream-1', [1]),
      told('stream-1', 1, { followed: true }),
      event('page_view', { stream: 'stream-2', seq: 1, imported: true }),
      ...arrived('stream-3', [1]),
      told('stream-4', 7, { followed: true }),
    ])
    expect(await ask('delivery', PERIOD)).toMatchObject({
      emitted: 10,
      received: 3,
      pending: 7,
      streams: 4,
      unfollowedStreams: 1,
    })
  })

  test('a stream belongs to the period of its first sign, robots’ to none', async () => {
    await store([
      event('page_view', { stream: 'stream-1', seq: 1, received_ms: PERIOD.fromMs - 1 }),
      event('page_view', { stream: 'stream-1', seq: 2, received_ms: PERIOD.fromMs + 1 }),
      event('page_view', { stream: 'stream-2', seq: 1, bot: true }),
    ])
    expect(await ask('delivery', PERIOD)).toMatchObject({ emitted: 0, streams: 0 })
  })
})
