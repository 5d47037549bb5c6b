// From past visits to a list on a page: imported, learned in a thread, fetched by a browser, chosen from, and reported.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser } from 'playwright-core'
import type { Answered, RecommendStatus } from '../../packages/wire/recommend.ts'
import type { RecommendEffect } from '../../packages/wire/report.ts'
import { CHROMIUM, ORDINARY_AGENT, launchChromium } from '../support/browser-chromium.ts'
import { startCollector } from '../support/collector-process.ts'
import type { CollectorProcess } from '../support/collector-process.ts'
import { pageHtml } from '../support/page-markup.ts'
import { startPageServer } from '../support/page-server.ts'
import type { PageServer } from '../support/page-server.ts'
import { open, openGranted, tell } from '../support/page-tag.ts'
import type { TagWindow } from '../support/page-tag.ts'
import { createPrng } from '../support/prng.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const PATH = '/api/v1/sites/demo'
const ITEMS = 200
const HOUR_MS = 3_600_000

let collector: CollectorProcess
let site: PageServer
let browser: Browser

beforeAll(async () => {
  collector = await startCollector()
  site = await startPageServer()
  // For the whole program: what a page sends as it goes does not carry the name that its context was given.
  browser = await launchChromium(CHROMIUM, [`--user-agent=${ORDINARY_AGENT}`])
  const plain = { name: 'Demo', currency: 'EUR', timeZone: 'UTC', rates: {} }
  const recommend = { k: 2, learnsUnder: 'recommendations' }
  await collector.ask(PATH, { ...plain, origins: [site.url], recommend })
})

afterAll(async () => {
  await browser?.close()
  await site?.stop()
  await collector?.stop()
})

/** A visit yesterday to six neighbouring products. */
function visit(prng: ReturnType<typeof createPrng>, number: number): object {
  const first = prng.whole(0, ITEMS - 1)
  const startMs = Date.now() - 24 * HOUR_MS
  const id = `visit-of-number-${number}`
  const events = Array.from({ length: 6 }, (_, at) => {
    const place = (first + prng.whole(0, 8)) % ITEMS
    const item = { item_id: `P${place}`, item_name: `Product ${place}`, price: 1_000 + place }
    return {
      seq: at + 1,
      type: 'view_item',
      timeMs: startMs + at,
      session: id,
      url: `${site.url}/p/${place}`,
      body: { currency: 'EUR', items: [item] },
    }
  })
  const grant = { analytics: 'full', recommendations: 'full' }
  return {
    site: 'demo',
    sdk: 'test',
    stream: id,
    sentMs: startMs,
    emitted: 6,
    grant,
    visitor: id,
    events,
  }
}

test('imported visits become a model, while the collector goes on answering', async () => {
  const prng = createPrng(3)
  for (let from = 0; from < 1_200; from += 300) {
    const batches = Array.from({ length: 300 }, (_, at) => visit(prng, from + at))
    await collector.ask('/api/v1/events', batches, 'POST')
  }
  const { training } = await collector.ask<RecommendStatus>(`${PATH}/recommend/train`, {}, 'POST')
  expect(training).not.toBeNull()
  const status = await vi.waitUntil(
    async () => {
      const now = await collector.ask<RecommendStatus>(`${PATH}/recommend`)
      return now.training ? undefined : now
    },
    { timeout: 20_000, interval: 100 },
  )
  expect(status.fault).toBe('')
  expect(status.model).toMatchObject({ k: 2, items: ITEMS, visits: 1_200 })
  expect(status.model?.coverage).toBeGreaterThan(0.95)
  console.log(`model: ${JSON.stringify(status.model)}`)
})

test('a browser shows what the console tries out; what is chosen there is reported', async () => {
  const slot = '<tidemark-slot name="related" item="P50"></tidemark-slot>'
  site.put('/', { html: pageHtml({ tag: collector.url }) })
  for (let place = 0; place < ITEMS; place++)
    site.put(`/p/${place}`, { html: pageHtml({ title: `Product ${place}` }) })
  site.put('/slot', { html: pageHtml({ tag: collector.url, body: slot }) })
  const context = await browser.newContext()
  const page = await context.newPage()
  await openGranted(page, site.url, { analytics: 'full', recommendations: 'full' })
  for (const place of [120, 51, 50])
    await tell(page, 'track', 'view_item', { items: [{ item_id: `P${place}` }] })
  const ids = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const hear = (list: { id: string }[]) => resolve(list.map(({ id }) => id))
        ;(window as TagWindow).tm?.('recommend', 'for-you', hear, { count: 12 })
      }),
  )
  const asked = { slot: 'for-you', history: ['P50', 'P51', 'P120'] }
  const tried = await collector.ask<{ rows: Answered[] }>(`${PATH}/recommend/try`, asked, 'POST')
  expect(ids).toHaveLength(12)
  expect(ids).toEqual(tried.rows.map(({ id }) => id))

  await open(page, `${site.url}/slot`)
  const link = page.locator('tidemark-slot a').first()
  await link.waitFor()
  expect(await link.locator('span').textContent()).toMatch(/^Product \d+$/)

  await link.click()
  await page.waitForURL('**/p/*')
  const span = `fromMs=${Date.now() - HOUR_MS}&toMs=${Date.now() + HOUR_MS}`
  const effect = await vi.waitUntil(
    async () => {
      const now = await collector.ask<RecommendEffect>(`${PATH}/reports/recommend?${span}`)
      return now.rows.some(({ clicks }) => clicks > 0) ? now : undefined
    },
    { timeout: 15_000, interval: 200 },
  )
  expect(effect.rows).toEqual([{ slot: 'related', views: 1, clicks: 1, orders: 0, revenue: 0 }])
  await context.close()
})
