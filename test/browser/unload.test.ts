// Nothing is lost when a page goes away in the middle of a burst of events, and nothing is sent twice.
import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { KEEPALIVE_BYTES_MAX, LEFT_BYTES_MAX } from '../../packages/wire/limits.ts'
import { test } from '../support/browser-stage.ts'
import { burstAndLeave, burstStored, peaksOf, watchPeaks } from '../support/browser-unload.ts'
import type { PageCollector } from '../support/page-collector.ts'
import { mark, open, openGranted, tell } from '../support/page-tag.ts'

/** With its envelope each of these events takes about 0.7 kB on the wire. */
const BURST = { count: 150, bytes: 440, to: '/next' }
const ALL = Array.from({ length: BURST.count }, (_, at) => at)

/** Waits for the whole burst; then comes back, and checks what is left. */
async function expectWholeBurst(page: Page, collector: PageCollector, home: string) {
  await collector.until('the whole burst', () => burstStored(collector).length >= BURST.count)
  await open(page, home)
  await mark(page, collector)
  expect(burstStored(collector)).toEqual(ALL)
  await vi.waitUntil(async () => !(await keptTexts(page)).includes('burst'), 5_000)
  await expectBounds(page)
}

const keptTexts = (page: Page) => page.evaluate(() => Object.values(localStorage).join(' '))

async function expectBounds(page: Page): Promise<void> {
  const { storedBytes, keepaliveBytes, refusals } = await peaksOf(page)
  expect(storedBytes).toBeLessThanOrEqual(LEFT_BYTES_MAX)
  expect(keepaliveBytes).toBeLessThanOrEqual(KEEPALIVE_BYTES_MAX)
  expect(refusals).toBe(0)
  // The control: both places were needed, so both bounds could have been passed.
  expect(storedBytes).toBeGreaterThan(30_000)
  expect(keepaliveBytes).toBeGreaterThan(30_000)
}

test('three small events and a navigation in the same task: all three arrive, once', async ({
  page,
  collector,
  site,
}) => {
  await openGranted(page, site.url)
  await burstAndLeave(page, { count: 3, bytes: 20, to: '/next' })
  await collector.until('all three', () => burstStored(collector).length >= 3)
  await mark(page, collector)
  expect(burstStored(collector)).toEqual([0, 1, 2])
  expect(collector.repeats).toHaveLength(0)
})

test('150 events of 0.7 kB and a navigation in the same task', async ({
  page,
  collector,
  context,
  site,
}) => {
  await watchPeaks(context)
  await openGranted(page, site.url)
  await mark(page, collector)
  await burstAndLeave(page, BURST)
  await expectWholeBurst(page, collector, site.url)
  expect(collector.repeats).toHaveLength(0)
})

test('the same while another batch is in flight', async ({ page, collector, context, site }) => {
  await watchPeaks(context)
  await openGranted(page, site.url)
  await mark(page, collector)
  collector.failWith('hang')
  const before = collector.posts().length
  const params = Object.fromEntries(
    Array.from({ length: 25 }, (_, at) => [`p${at}`, String(at).padStart(100, 'x')]),
  )
  for (let at = 0; at < 8; at++) await tell(page, 'event', 'in_flight', params)
  await collector.until('a batch in flight', () => collector.posts().length > before)
  await burstAndLeave(page, BURST)
  collector.failWith(null)
  await expectWholeBurst(page, collector, site.url)
  const inFlight = collector.stored.filter(
    (event) => event.type === 'custom' && event.body.name === 'in_flight',
  )
  expect(inFlight).toHaveLength(8)
})

test.for([
  { name: 'answers 500', failure: { status: 500 } },
  { name: 'drops connections', failure: 'drop' as const },
])(
  'the same while the collector $name, and the next page finds it healthy',
  async (row, { page, collector, context, site }) => {
    await watchPeaks(context)
    await openGranted(page, site.url)
    await mark(page, collector)
    collector.failWith(row.failure)
    await burstAndLeave(page, BURST)
    await page.waitForFunction(() => document.readyState === 'complete')
    collector.failWith(null)
    await open(page, `${site.url}/next`)
    await expectWholeBurst(page, collector, site.url)
    expect(collector.repeats).toHaveLength(0)
  },
)

test('a burst of 280 kB: the bounds hold, and every number arrives or is told as void', async ({
  page,
  collector,
  context,
  site,
}) => {
  await watchPeaks(context)
  await openGranted(page, site.url)
  await mark(page, collector)
  await burstAndLeave(page, { ...BURST, count: 400 })
  const stream = collector.stored[0]?.stream
  const accounted = () => {
    const stored = collector.stored.filter((event) => event.stream === stream)
    const voided = collector.voids.filter((each) => each.stream === stream)
    return new Set([...stored.map(({ seq }) => seq), ...voided.map(({ seq }) => seq)]).size
  }
  // The view, the mark, and the burst; the time on the page may be told beside them.
  await collector.until('every number', () => accounted() >= 402)
  expect(collector.voids.filter(({ reason }) => reason !== 'overflow')).toEqual([])
  expect(burstStored(collector).length).toBeGreaterThanOrEqual(BURST.count)
  await expectBounds(page)
})
