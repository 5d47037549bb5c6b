// The invariant *silence*: nothing is sent or stored before its purpose is granted, nothing after withdrawal.
import type { Browser, Page } from 'playwright-core'
import { describe, expect, vi } from 'vitest'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import { test } from '../support/browser-stage.ts'
import { randomWords, tracesOf } from '../support/browser-traces.ts'
import type { PageCollector, Received } from '../support/page-collector.ts'
import { mark, ofType, open, openGranted, tagReady, tell } from '../support/page-tag.ts'
import type { TagWindow } from '../support/page-tag.ts'

const CHOICE = 'tm_consent'

const NOTHING_KEPT = {
  tellingHeaders: [],
  cookies: [],
  localStorage: [],
  sessionStorage: [],
  indexedDb: [],
  caches: [],
}

/** As the table of purposes names it: what follows a dot tells streams apart. */
const nameOfKey = (key: string) => key.split('.')[0]!

/** Does what would be counted, were it granted, and leaves the page in the end. */
async function lookAround(page: Page): Promise<void> {
  await tell(page, 'event', 'size_guide_opened', { product: 'throw' })
  await page.evaluate(() => {
    Object.assign(window, { dataLayer: [{ event: 'view_cart', ecommerce: { items: [] } }] })
    history.pushState({}, '', '/list?q=linen')
    scrollTo(0, document.body.scrollHeight)
  })
  await page.click('#next')
  await page.waitForURL('**/next')
  await tagReady(page)
}

/** A grant is told as well, for its proof. */
const isNoGrant = ({ path, body }: Received) =>
  path !== '/consent' || !body.includes('"choice":"given"')

/** Another visitor accepts and is counted: whoever came before has had the time to be. */
async function countAnother(browser: Browser, collector: PageCollector, url: string) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await openGranted(page, url)
  await mark(page, collector)
  await context.close()
}

describe('before a choice', () => {
  test('only GETs of static files leave, and nothing is kept', async ({
    page,
    collector,
    site,
    browser,
  }) => {
    await open(page, `${site.url}/?gclid=abc&utm_source=letter`)
    await lookAround(page)
    const traces = await tracesOf(page, collector)
    expect(traces).toEqual({
      ...NOTHING_KEPT,
      requests: ['GET /t/demo.js', 'GET /t/demo.js'],
    })
    await countAnother(browser, collector, site.url)
    const visitors = new Set(collector.stored.map(({ batch }) => batch.visitor))
    expect(visitors.size).toBe(1)
    expect(ofType(collector, 'page_view')).toHaveLength(1)
  })

  test('the control: a visitor who accepts leaves traces of every kind that is granted', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    await mark(page, collector)
    const traces = await tracesOf(page, collector)
    expect(traces.requests).toContain('POST /e')
    expect(traces.localStorage).toContain('tm_visitor')
    expect(randomWords(collector.posts().map(({ body }) => body)).length).toBeGreaterThan(0)
    // The checker sees each place, also those that the SDK leaves alone.
    await page.evaluate(async () => {
      document.cookie = 'control=1'
      sessionStorage.setItem('control', '1')
      await caches.open('control')
      await new Promise((resolve) => {
        const opening = indexedDB.open('control')
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('store').put(1, 1)
        }
        opening.onsuccess = resolve
      })
    })
    // The browser takes a cookie over from the page in its own time.
    await vi.waitUntil(async () => (await page.context().cookies()).length > 0)
    expect(await tracesOf(page, collector)).toMatchObject({
      cookies: ['control'],
      sessionStorage: ['control'],
      indexedDb: expect.arrayContaining(['control/store: 1']) as string[],
      caches: ['control'],
    })
  })
})

describe('what is granted bounds what is kept', () => {
  test('analytics: only the keys of its row', async ({ page, collector, site }) => {
    await openGranted(page, site.url)
    await lookAround(page)
    await mark(page, collector)
    const { requests: _requests, localStorage, ...others } = await tracesOf(page, collector)
    const allowed = [CHOICE, ...PURPOSES.analytics.deviceKeys]
    expect(localStorage.map(nameOfKey).filter((name) => !allowed.includes(name))).toEqual([])
    expect({ ...others, localStorage: [] }).toEqual(NOTHING_KEPT)
    expect(localStorage.length).toBeGreaterThan(2)
  })

  test('another purpose than analytics: no event, no visitor id', async ({
    page,
    collector,
    site,
    browser,
  }) => {
    await openGranted(page, site.url, { heatmaps: 'full', marketing: 'full' })
    await lookAround(page)
    const allowed = [CHOICE, ...PURPOSES.heatmaps.deviceKeys]
    const { localStorage, indexedDb } = await tracesOf(page, collector)
    expect(localStorage.map(nameOfKey).filter((name) => !allowed.includes(name))).toEqual([])
    expect(indexedDb).toEqual([])
    await countAnother(browser, collector, site.url)
    expect(ofType(collector, 'page_view')).toHaveLength(1)
  })

  test('the aggregate level: page views without identifiers, and nothing kept', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url, { analytics: 'aggregate' })
    await tell(page, 'event', 'never_counted')
    await collector.until('the first view', () => ofType(collector, 'page_view').length === 1)
    await open(page, `${site.url}/next`)
    await collector.until('the next view', () => ofType(collector, 'page_view').length === 2)
    expect(collector.stored.map(({ type }) => type)).toEqual(['page_view', 'page_view'])
    const [first, second] = collector.stored
    expect([first?.batch.visitor, second?.batch.visitor]).toEqual([undefined, undefined])
    expect(first?.session).not.toBe(second?.session)
    expect(second?.batch.previous ?? []).toEqual([])
    const { requests: _requests, ...kept } = await tracesOf(page, collector)
    expect(kept).toEqual({ ...NOTHING_KEPT, localStorage: [CHOICE] })
  })
})

describe('after Reject', () => {
  test('one POST /consent, the same for every visitor, and then nothing', async ({
    collector,
    site,
    browser,
  }) => {
    for (const more of [
      { locale: 'en-GB', viewport: { width: 390, height: 800 } },
      { locale: 'de-AT', viewport: { width: 1600, height: 900 } },
    ]) {
      const context = await browser.newContext(more)
      const page = await context.newPage()
      const before = collector.posts().length
      await open(page, `${site.url}/?utm_source=${more.locale}`)
      await tell(page, 'event', 'before_the_choice')
      await tell(page, 'consent', { analytics: 'none' })
      await collector.until('the refusal', () => collector.posts().length > before)
      await lookAround(page)
      await open(page, site.url)
      const { requests: _requests, ...kept } = await tracesOf(page, collector)
      expect(kept).toEqual({ ...NOTHING_KEPT, localStorage: [CHOICE] })
      await context.close()
    }
    await countAnother(browser, collector, site.url)
    const [first, second, ...others] = collector.posts().filter(isNoGrant)
    expect([first?.path, second?.path]).toEqual(['/consent', '/consent'])
    expect(second?.body).toBe(first?.body)
    expect(randomWords([first?.body ?? ''])).toEqual([])
    expect(collector.notes).toEqual([{ site: 'demo', choice: 'refused' }, collector.notes[1]])
    expect(others.map(({ path }) => path).filter((path) => path !== '/e')).toEqual([])
    expect(ofType(collector, 'page_view')).toHaveLength(1)
  })
})

describe('after Withdraw', () => {
  test('one POST /consent, and then nothing: what waited is void, what was kept is gone', async ({
    page,
    collector,
    site,
    browser,
  }) => {
    await openGranted(page, site.url)
    await mark(page, collector)
    const before = collector.posts().length
    await page.evaluate(() => {
      const { tm } = window as TagWindow
      tm?.('event', 'never_to_arrive')
      tm?.('withdraw')
    })
    await collector.until('the withdrawal', () => collector.notes.length > 0)
    await lookAround(page)
    await open(page, site.url)
    const { requests: _requests, ...kept } = await tracesOf(page, collector)
    expect(kept).toEqual({ ...NOTHING_KEPT, localStorage: [CHOICE] })
    await countAnother(browser, collector, site.url)

    const after = collector.posts().slice(before).filter(isNoGrant)
    expect(after.map(({ path }) => path)).toEqual(['/consent', ...after.slice(1).map(() => '/e')])
    const streams = new Set(collector.stored.map(({ stream }) => stream))
    expect(streams.size, 'the withdrawn page and the other visitor').toBe(2)
    expect(collector.posts().filter(({ body }) => body.includes('never_to_arrive'))).toEqual([])
    expect(ofType(collector, 'page_view')).toHaveLength(2)
  })

  test('its note accounts for every number that was given out', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    await mark(page, collector)
    const answered = collector.stored.length
    // By the time of a second batch the page has read the answer to the first.
    await mark(page, collector)
    await page.evaluate(() => {
      const { tm } = window as TagWindow
      for (let at = 0; at < 3; at++) tm?.('event', 'never_to_arrive')
      tm?.('withdraw')
    })
    await collector.until('the withdrawal', () => collector.notes.length > 0)
    const [note] = collector.notes
    expect(note?.choice).toBe('withdrawn')
    const voided = (note?.voids ?? []).flatMap(({ from, to, reason }) => {
      expect(reason).toBe('withdrawn')
      return Array.from({ length: to - from + 1 }, (_, at) => from + at)
    })
    const emitted = note?.emitted ?? 0
    expect(emitted).toBeGreaterThanOrEqual(answered + 4)
    const stored = collector.stored.map(({ seq }) => seq)
    const all = Array.from({ length: emitted }, (_, at) => at + 1)
    expect([...new Set([...stored, ...voided])].toSorted((a, b) => a - b)).toEqual(all)
    expect(voided.filter((seq) => seq <= answered)).toEqual([])
    expect(note?.stream).toBe(collector.stored[0]?.stream)
  })

  test('the other tabs fall silent too', async ({ page, context, collector, site, browser }) => {
    await openGranted(page, site.url)
    await mark(page, collector)
    const other = await context.newPage()
    await open(other, `${site.url}/next`)
    await mark(other, collector)
    await other.evaluate(() => {
      const { tm } = window as TagWindow
      const heard: unknown[] = []
      Object.assign(window, { heard })
      tm?.('grants', (grants: unknown) => heard.push(grants))
    })
    await tell(page, 'withdraw')
    await other.waitForFunction(() => {
      const { heard } = window as unknown as { heard: unknown[] }
      return JSON.stringify(heard.at(-1)) === '{}'
    })
    await tell(other, 'event', 'never_to_arrive')
    await collector.until('the withdrawal', () => collector.notes.length > 0)
    await lookAround(other)
    await countAnother(browser, collector, site.url)
    expect(collector.posts().filter(({ body }) => body.includes('never_to_arrive'))).toEqual([])
    expect(collector.notes.map(({ choice }) => choice)).toEqual(['withdrawn'])
    const { requests: _requests, ...kept } = await tracesOf(other, collector)
    expect(kept).toEqual({ ...NOTHING_KEPT, localStorage: [CHOICE] })
  })

  test('a new choice counts again, as another visitor', async ({ page, collector, site }) => {
    await openGranted(page, site.url)
    await mark(page, collector)
    await tell(page, 'withdraw')
    await collector.until('the withdrawal', () => collector.notes.length > 0)
    await openGranted(page, site.url)
    await mark(page, collector)
    const visitors = new Set(collector.stored.map(({ batch }) => batch.visitor))
    expect(visitors.size).toBe(2)
  })
})
