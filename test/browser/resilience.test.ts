// Networks fail, collectors rest, pages crash, tabs run side by side: nothing is lost, and nobody is pestered.
import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { test } from '../support/browser-stage.ts'
import type { PageCollector } from '../support/page-collector.ts'
import { mark, nameOf, open, openGranted, tell } from '../support/page-tag.ts'

const timesStored = (collector: PageCollector, name: string) =>
  collector.stored.filter((event) => nameOf(event) === name).length

const untilStored = (collector: PageCollector, name: string) =>
  collector.until(name, () => timesStored(collector, name) > 0)

const untilPosted = (collector: PageCollector, status: number) =>
  collector.until(`an answer ${status}`, () =>
    collector.posts().some((post) => post.status === status),
  )

/** Requests to the collector that this page has seen fail. */
function countFailures(page: Page): () => number {
  let failures = 0
  page.on('requestfailed', (request) => {
    if (request.method() === 'POST') failures++
  })
  return () => failures
}

test('offline, then online: what was told meanwhile arrives once', async ({
  page,
  context,
  collector,
  site,
}) => {
  await openGranted(page, site.url)
  await mark(page, collector)
  const failures = countFailures(page)
  await context.setOffline(true)
  await tell(page, 'event', 'told_offline')
  await vi.waitUntil(() => failures() > 0, { timeout: 10_000 })
  await context.setOffline(false)
  await untilStored(collector, 'told_offline')
  await mark(page, collector)
  expect(timesStored(collector, 'told_offline')).toBe(1)
  expect(collector.repeats).toHaveLength(0)
})

test('a reload with events still queued', async ({ page, collector, site }) => {
  await openGranted(page, site.url)
  await mark(page, collector)
  collector.failWith({ status: 500 })
  await tell(page, 'event', 'still_queued')
  await untilPosted(collector, 500)
  collector.failWith(null)
  await page.reload()
  await untilStored(collector, 'still_queued')
  await mark(page, collector)
  expect(collector.repeats).toHaveLength(0)
})

test('a crash: what the page had kept, a later one sends', async ({
  page,
  context,
  collector,
  site,
}) => {
  await openGranted(page, site.url)
  await mark(page, collector)
  collector.failWith({ status: 500 })
  await tell(page, 'event', 'before_the_crash')
  await vi.waitUntil(
    () => page.evaluate(() => Object.values(localStorage).join().includes('before_the_crash')),
    { timeout: 10_000 },
  )
  const crashed = page.waitForEvent('crash')
  const session = await context.newCDPSession(page)
  session.send('Page.crash').catch(() => {})
  await crashed
  collector.failWith(null)
  const next = await context.newPage()
  // As long as it might still be alive, its queue is its own: the next one comes ten minutes later.
  await next.addInitScript(() => {
    const { now } = Date
    Date.now = () => now() + 600_000
  })
  await open(next, `${site.url}/next`)
  await untilStored(collector, 'before_the_crash')
  await mark(next, collector)
  expect(timesStored(collector, 'before_the_crash')).toBe(1)
  expect(collector.repeats).toHaveLength(0)
})

test('503 with Retry-After: nothing is sent before, also not for newer events', async ({
  page,
  collector,
  site,
}) => {
  await openGranted(page, site.url)
  await mark(page, collector)
  collector.failWith({ status: 503, retryAfterSeconds: 3 })
  await tell(page, 'event', 'during_the_rest')
  await untilPosted(collector, 503)
  collector.failWith(null)
  await tell(page, 'event', 'while_it_rests')
  await untilStored(collector, 'during_the_rest')
  await untilStored(collector, 'while_it_rests')
  const posts = collector.posts()
  const refusedAt = posts.findIndex(({ status }) => status === 503)
  const waitedMs = (posts[refusedAt + 1]?.atMs ?? 0) - (posts[refusedAt]?.atMs ?? 0)
  // Timers may fire a few milliseconds early by another clock.
  expect(waitedMs).toBeGreaterThan(2_950)
  expect(waitedMs).toBeLessThan(8_000)
  expect(collector.repeats).toHaveLength(0)
})

test('three failures of the network: silent until the next page, which sends it all', async ({
  page,
  browser,
  collector,
  site,
}) => {
  await openGranted(page, site.url)
  await mark(page, collector)
  const failures = countFailures(page)
  await page.route('**/e', (route) => route.abort('connectionreset'))
  await tell(page, 'event', 'unheard')
  await vi.waitUntil(() => failures() === 3, { timeout: 20_000 })
  await page.unroute('**/e')
  await tell(page, 'event', 'in_silence')
  const context = await browser.newContext()
  const other = await context.newPage()
  await openGranted(other, site.url)
  await mark(other, collector)
  await mark(other, collector)
  await context.close()
  expect([timesStored(collector, 'unheard'), timesStored(collector, 'in_silence')]).toEqual([0, 0])
  expect(failures()).toBe(3)
  await open(page, `${site.url}/next`)
  await untilStored(collector, 'unheard')
  await untilStored(collector, 'in_silence')
  await mark(page, collector)
  expect(collector.repeats).toHaveLength(0)
})

test('two tabs never send the same identity, also while answers are slow', async ({
  page,
  context,
  collector,
  site,
}) => {
  await openGranted(page, site.url)
  await mark(page, collector)
  const other = await context.newPage()
  await open(other, `${site.url}/next`)
  await mark(other, collector)
  collector.failWith('hang')
  const before = collector.posts().length
  for (let at = 0; at < 5; at++)
    for (const tab of [page, other]) await tell(tab, 'event', `of_tab_${at}`)
  await collector.until('both tabs’ batches', () => collector.posts().length >= before + 2)
  // A third tab opens in between, and finds what the two have not been answered yet.
  const third = await context.newPage()
  await open(third, site.url)
  await tell(third, 'event', 'of_the_third')
  await collector.until('the third tab’s batch', () => collector.posts().length >= before + 3)
  collector.failWith(null)
  for (const tab of [page, other, third]) await mark(tab, collector)
  for (let at = 0; at < 5; at++) expect(timesStored(collector, `of_tab_${at}`)).toBe(2)
  expect(timesStored(collector, 'of_the_third')).toBe(1)
  const visitors = new Set(collector.stored.map(({ batch }) => batch.visitor))
  const sessions = new Set(collector.stored.map(({ session }) => session))
  expect({ visitors: visitors.size, sessions: sessions.size }).toEqual({ visitors: 1, sessions: 1 })
  // Each identity was POSTed once, whatever was answered.
  const posted = collector.posts().flatMap(({ body }) => {
    const { stream = '' } = JSON.parse(body) as { stream?: string }
    return [...body.matchAll(/"seq":(\d+)/g)].map(([, seq]) => `${stream} ${seq}`)
  })
  expect(posted.length - new Set(posted).size).toBe(0)
})
