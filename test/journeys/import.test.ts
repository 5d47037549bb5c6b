// A real clickstream, imported: what went in is what is stored, and what the console says of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, ReportName } from '../../packages/wire/report.ts'
import { startCollector } from '../support/collector-process.ts'
import type { CollectorProcess } from '../support/collector-process.ts'
import { ESHOP_ABSENT, ESHOP_FILE, countEshop } from '../support/count-eshop.ts'
import type { EshopCount } from '../support/count-eshop.ts'

const FROM = '2008-04-01'
const TO = '2008-08-14'
const IMPORT = ['import', ESHOP_FILE, '--preset', 'eshop2008', '--site', 'shop', '--create']
const SECONDS = 1_000

interface StoredEvent {
  type: string
  stream: string
  seq: number
  session: string
  visitor: string
  path: string
  country: string
  time_ms: number
}

let collector: CollectorProcess
let count: EshopCount

async function report<R extends ReportName>(name: R): Promise<Answer<R>> {
  const period = new URLSearchParams({
    fromMs: String(Date.parse(FROM)),
    toMs: String(Date.parse(TO)),
  })
  return await collector.ask(`/api/v1/sites/shop/reports/${name}?${period.toString()}`)
}

async function stored(): Promise<StoredEvent[]> {
  const text = await collector.run('export', '--site', 'shop', '--from', '2000-01-01')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as StoredEvent)
}

function distinct(events: readonly StoredEvent[], of: (event: StoredEvent) => string): number {
  return new Set(events.map(of)).size
}

function tally<K>(events: readonly StoredEvent[], of: (event: StoredEvent) => K): Map<K, number> {
  const counts = new Map<K, number>()
  for (const event of events) counts.set(of(event), (counts.get(of(event)) ?? 0) + 1)
  return counts
}

const title = ESHOP_ABSENT ? `skipped: ${ESHOP_ABSENT}` : 'of 165,474 clicks'

describe.skipIf(ESHOP_ABSENT !== undefined)(`an import ${title}`, () => {
  beforeAll(async () => {
    count = await countEshop()
    collector = await startCollector()
    await collector.run(...IMPORT)
  }, 90 * SECONDS)

  afterAll(async () => {
    await collector?.stop()
  })

  test('the file is the one we know', () => {
    expect([count.rows, count.sessions, count.rowsByCountry.get('PL')]).toEqual([
      165_474, 24_026, 133_963,
    ])
  })

  test(
    'stores every row once, on its day, in its country',
    async () => {
      const events = await stored()
      expect(events.length).toBe(count.rows)
      expect(distinct(events, (event) => `${event.stream} ${event.seq}`)).toBe(count.rows)
      expect(distinct(events, (event) => event.session)).toBe(count.sessions)
      expect(distinct(events, (event) => event.visitor)).toBe(count.sessions)
      expect(distinct(events, (event) => event.path)).toBe(count.pages)
      expect(tally(events, (event) => event.type)).toEqual(new Map([['page_view', count.rows]]))
      expect(tally(events, (event) => event.country)).toEqual(count.rowsByCountry)
      expect(tally(events, (event) => new Date(event.time_ms).setUTCHours(0, 0, 0, 0))).toEqual(
        count.rowsByDay,
      )
    },
    120 * SECONDS,
  )

  test('is what the overview says of the whole span', async () => {
    const overview = await report('overview')
    const days = overview.trend.filter((point) => point.pageViews > 0)
    expect(overview.pageViews.value).toBe(count.rows)
    expect(overview.sessions.value).toBe(count.sessions)
    expect(overview.visitors.value).toBe(count.sessions)
    expect(overview.bounceRate.value).toBeCloseTo(count.sessionsOfOneRow / count.sessions, 9)
    expect(new Map(days.map((point) => [point.startMs, point.pageViews]))).toEqual(count.rowsByDay)
    expect(overview.pageViews.previous).toBe(0)
  })

  test('is what the pages and the events say', async () => {
    const pages = await report('pages')
    const events = await report('events')
    expect(pages.total).toBe(count.pages)
    expect(events.rows).toEqual([
      { name: 'page_view', custom: false, events: count.rows, visitors: count.sessions },
    ])
  })
})
