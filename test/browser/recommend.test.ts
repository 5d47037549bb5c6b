// Recommendations on a page: silent before the grant, the list that Node works out too, slots that move nothing, and forgotten on withdrawal.
import type { Page } from 'playwright-core'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, vi } from 'vitest'
import type { Recommendation } from '../../packages/recommend/recommendation.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import { testAlone } from '../support/browser-stage.ts'
import { randomWords, tracesOf } from '../support/browser-traces.ts'
import type { PageCollector } from '../support/page-collector.ts'
import { pageHtml } from '../support/page-markup.ts'
import { idOf, makePageModel } from '../support/page-model.ts'
import { mark, ofType, open, openGranted, tell } from '../support/page-tag.ts'
import type { TagWindow } from '../support/page-tag.ts'

const BOTH = { analytics: 'full', recommendations: 'full' } as const
const ALONE = { recommendations: 'full' } as const
const [DATABASE] = PURPOSES.recommendations.deviceKeys

const model = await makePageModel()
const test = testAlone.extend('config', model.config).extend('files', model.files).concurrent

const item = (number: number) => ({
  item_id: idOf(number),
  item_name: `Lamp ${number}`,
  item_category: `shelf ${number % 9}`,
  price: 10,
})
const seen = (...numbers: number[]) =>
  numbers.map((number) => ({ id: idOf(number), category: `shelf ${number % 9}` }))

const view = (page: Page, number: number) =>
  tell(page, 'track', 'view_item', { currency: 'EUR', items: [item(number)] })

/** What the page is given for a slot. */
const ask = (page: Page, slot: string, options: object = {}): Promise<readonly Recommendation[]> =>
  page.evaluate(
    ([slot, options]) =>
      new Promise<readonly Recommendation[]>((resolve) => {
        ;(window as TagWindow).tm?.('recommend', slot, resolve, options)
      }),
    [slot, options] as const,
  )
const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id)

/** The page of a product, as shops describe it to search engines. */
const productPage = (tag: string, number: number, body = '') =>
  pageHtml({
    tag,
    head: `<script type="application/ld+json">${JSON.stringify({
      '@context': 'https://schema.org',
      '@type': 'Product',
      sku: idOf(number),
      name: `Lamp ${number}`,
      image: ['/lamp.jpg'],
    })}</script>`,
    body,
  })

const gets = (collector: PageCollector) =>
  collector.received.filter(({ method }) => method === 'GET').map(({ path }) => path)
const ofModel = (collector: PageCollector) =>
  gets(collector).filter((path) => /^\/[rm]\//.test(path))
const databasesOf = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))

describe('silence', () => {
  test('before a choice, under analytics alone and after Reject: no chunk, no model, no database', async ({
    page,
    collector,
    site,
    browser,
  }) => {
    const slot = '<tidemark-slot name="trending"></tidemark-slot>'
    site.put('/', { html: productPage(collector.url, 1, slot) })
    await open(page, site.url)
    await view(page, 2)
    await openGranted(page, site.url, { analytics: 'full' })
    await view(page, 3)
    await mark(page, collector)
    expect(ofModel(collector)).toEqual([])
    expect(await databasesOf(page)).toEqual([])
    // Asked under no grant, the answer is an empty list once the visitor has chosen.
    expect(await ask(page, 'trending')).toEqual([])

    const context = await browser.newContext()
    const refuser = await context.newPage()
    await open(refuser, site.url)
    const answer = ask(refuser, 'trending')
    await tell(refuser, 'consent', {})
    expect(await answer).toEqual([])
    await open(refuser, site.url)
    expect(ofModel(collector)).toEqual([])
    expect(await databasesOf(refuser)).toEqual([])
    await context.close()

    // The control: the same page under the grant leaves each of these traces.
    await openGranted(page, site.url, BOTH)
    expect(await ask(page, 'for-you')).not.toEqual([])
    expect(ofModel(collector)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\/m\/recommend-[\w-]{8}\.js$/),
        expect.stringMatching(/^\/m\/recommend-slot-[\w-]{8}\.js$/),
        '/r/demo/head.json',
      ]) as string[],
    )
    expect(await databasesOf(page)).toEqual([DATABASE])
  })

  test('under this grant alone: a history and lists, but no event, no identifier and nothing else kept', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: productPage(collector.url, 20) })
    site.put('/next', { html: productPage(collector.url, 21) })
    await openGranted(page, site.url, ALONE)
    expect(await ask(page, 'recently-viewed')).toEqual([])
    await open(page, `${site.url}/next?id=1`)
    expect(await ask(page, 'recently-viewed')).toMatchObject([
      { id: idOf(20), name: 'Lamp 20', from: 'viewed', url: `${site.url}/` },
    ])
    const list = await ask(page, 'for-you', { count: 6 })
    const asked = { slot: 'for-you', seen: [{ id: idOf(21) }, { id: idOf(20) }], count: 6 } as const
    expect(idsOf(list)).toEqual(idsOf(await model.answer({ ...asked, current: asked.seen[0] })))

    const traces = await tracesOf(page, collector)
    // The grant alone is told, under an id that is nobody's.
    expect(collector.posts().map(({ path }) => path)).toEqual(['/consent'])
    expect(collector.given.map(({ grants }) => grants)).toEqual([ALONE])
    expect(traces).toMatchObject({
      cookies: [],
      sessionStorage: [],
      caches: [],
      tellingHeaders: [],
    })
    expect(traces.localStorage).toEqual(['tm_consent'])
    expect(traces.indexedDb).toHaveLength(1)
    expect(traces.indexedDb[0]).toContain(`${DATABASE}/history: [{"id":"${idOf(21)}"`)
    expect(randomWords(traces.indexedDb)).toEqual([])
    // Nothing that is asked for names a product.
    const asks = collector.received.map(({ path, headers }) => path + JSON.stringify(headers))
    expect(asks.filter((text) => text.includes('LAMP'))).toEqual([])
  })

  test('after Withdraw: the database is gone, slots are empty, and no request follows', async ({
    page,
    context,
    collector,
    site,
  }) => {
    const slot = '<tidemark-slot name="for-you"></tidemark-slot>'
    site.put('/', { html: productPage(collector.url, 40, slot) })
    await openGranted(page, site.url, BOTH)
    await view(page, 41)
    await page.locator('tidemark-slot li').first().waitFor()
    expect(await databasesOf(page)).toEqual([DATABASE])
    const other = await context.newPage()
    await open(other, site.url)
    expect(await ask(other, 'recently-viewed')).not.toEqual([])

    const before = ofModel(collector).length
    await tell(page, 'withdraw')
    await page.waitForFunction(async () => (await indexedDB.databases()).length === 0)
    expect(await page.locator('tidemark-slot li').count()).toBe(0)
    expect(await ask(page, 'for-you')).toEqual([])
    await view(page, 42)
    await open(page, site.url)
    expect(await ask(page, 'for-you')).toEqual([])
    expect(await ask(other, 'for-you')).toEqual([])
    expect(ofModel(collector)).toHaveLength(before)
    expect(await databasesOf(page)).toEqual([])

    // A new choice begins with an empty history.
    await openGranted(page, site.url, BOTH)
    await view(page, 43)
    expect(idsOf(await ask(page, 'recently-viewed', { count: 9 }))).toEqual([idOf(40)])
  })
})

describe('a list', () => {
  test('is the one that Node works out from the same files, and costs little', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url, BOTH)
    for (const number of [100, 101, 7, 260]) await view(page, number)
    // A page that is left before its chunk has come remembers nothing of what was looked at there.
    await vi.waitUntil(
      async () => (await tracesOf(page, collector)).indexedDb.join().includes(idOf(260)),
      { timeout: 10_000 },
    )
    await open(page, `${site.url}/next`)
    for (const number of [102, 180, 101]) await view(page, number)
    const history = seen(101, 180, 102, 260, 7, 100)
    for (const slot of ['for-you', 'related', 'trending'] as const) {
      const list = await ask(page, slot, { count: 12 })
      // Each slot leaves out what stands in those before it.
      const taken = new Set(shown)
      const question = { slot, seen: history, current: history[0], taken, count: 12 }
      const expected = await model.answer(question)
      expect(list.map(({ id, from, because }) => [id, from, because?.id])).toEqual(
        expected.map(({ id, from, because }) => [id, from, because]),
      )
      expect(list).toHaveLength(12)
      expect(idsOf(list).filter((id) => taken.has(id))).toEqual([])
      for (const id of idsOf(list)) shown.add(id)
    }
    const [first] = await ask(page, 'for-you')
    expect(first).toMatchObject({ from: 'history', because: { name: 'Lamp 101' } })

    const fetched = gets(collector).filter((path) => path.startsWith('/r/'))
    expect(new Set(fetched).size, 'each file once a page').toBe(fetched.length)
    const bytes = fetched.map((path) => brotliCompressSync(model.files.get(path)!.bytes).length)
    const total = bytes.reduce((sum, each) => sum + each, 0)
    console.log(`a list of twelve: ${fetched.length} files of the model, ${total} bytes (brotli)`)
    expect(total).toBeLessThan(40_000)
  })
  const shown = new Set<string>()

  test('asked for before the start and before the choice is answered after it', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: productPage(collector.url, 60) })
    await open(page, site.url)
    const answer = ask(page, 'related', { count: 3 })
    await tell(page, 'consent', ALONE)
    const expected = await model.answer({
      slot: 'related',
      seen: [],
      current: { id: idOf(60) },
      count: 3,
    })
    expect(idsOf(await answer)).toEqual(idsOf(expected))
  })

  test('where the model cannot be had is empty, and the page unharmed', async ({ page, site }) => {
    await page.route('**/r/demo/**', (route) => route.abort())
    await openGranted(page, site.url, ALONE)
    expect(await ask(page, 'trending')).toEqual([])
    await page.unrouteAll()
    await page.route('**/r/demo/head.json', (route) => route.fulfill({ body: '{"format":2}' }))
    await open(page, site.url)
    expect(await ask(page, 'trending')).toEqual([])
    await page.unrouteAll()
    await page.route('**/r/demo/rows-*/*', (route) => route.fulfill({ body: 'ÿÿÿÿÿÿÿÿ' }))
    await open(page, site.url)
    const list = await ask(page, 'related', { item: idOf(5) })
    expect(list.map(({ from }) => from)).toEqual(['trending', 'trending', 'trending', 'trending'])
  })
})

describe('slots', () => {
  const STYLE = 'tidemark-slot { display: block; min-height: 300px }'
  const SLOTS = `<tidemark-slot name="related" label="Goes with it"></tidemark-slot>
    <tidemark-slot name="for-you" count="3"></tidemark-slot><p id="below">below</p>`

  test('work under a strict policy with Trusted Types, move nothing, and are a list of links', async ({
    page,
    collector,
    site,
  }) => {
    const policy = [
      `default-src 'none'`,
      `script-src ${collector.url}`,
      `connect-src ${collector.url}`,
      `style-src 'nonce-abc'`,
      `require-trusted-types-for 'script'`,
      `trusted-types 'none'`,
    ].join('; ')
    const head = `<style nonce="abc">${STYLE}</style>`
    const html = productPage(collector.url, 80, SLOTS).replace('</head>', `${head}</head>`)
    site.put('/', { html, headers: { 'content-security-policy': policy } })
    await page.addInitScript(() => {
      const violations: string[] = []
      const shifts: number[] = []
      Object.assign(window, { violations, shifts })
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(`${event.effectiveDirective} ${event.blockedURI}`),
      )
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as unknown as { value: number }).value)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(site.url)
    await tell(page, 'consent', BOTH)
    const list = page.getByRole('list', { name: 'Goes with it' })
    await list.getByRole('link').first().waitFor()
    expect(await list.getByRole('link').count()).toBe(4)
    expect(await list.getByRole('link').first().textContent()).toMatch(
      /^Lamp \d+€1\d\.\d\dBecause you viewed Lamp 80$/,
    )
    await page.locator('tidemark-slot[name="for-you"] li').nth(2).waitFor()
    const { violations, shifts, texts } = await page.evaluate(() => ({
      ...(window as unknown as { violations: string[]; shifts: number[] }),
      texts: [...document.querySelectorAll('tidemark-slot')].flatMap((slot) =>
        [...slot.shadowRoot!.querySelectorAll('span')].map((name) => name.textContent),
      ),
    }))
    expect({ violations, shifts }).toEqual({ violations: [], shifts: [] })
    expect(new Set(texts).size, 'no product stands in both').toBe(7)

    // The control: a slot without a reserved place does move what is below it.
    await page.evaluate(() => {
      const slot = document.createElement('tidemark-slot')
      slot.setAttribute('name', 'trending')
      document.body.prepend(slot)
    })
    await page.locator('tidemark-slot[name="trending"] li').first().waitFor()
    await page.waitForFunction(() => (window as unknown as { shifts: number[] }).shifts.length > 0)
  })

  test('what is shown and chosen is told where analytics is granted, and nowhere else', async ({
    page,
    collector,
    site,
    browser,
  }) => {
    site.put('/', { html: productPage(collector.url, 90, SLOTS) })
    await page.route('**/lamp/*', (route) => route.fulfill({ body: 'a lamp' }))
    await openGranted(page, site.url, ALONE)
    await page.locator('tidemark-slot[name="for-you"] li').first().waitFor()
    await page.locator('tidemark-slot[name="related"] a').first().click()
    await page.waitForURL('**/lamp/*')

    const context = await browser.newContext()
    const counted = await context.newPage()
    await counted.route('**/lamp/*', (route) => route.fulfill({ body: 'a lamp' }))
    await openGranted(counted, site.url, BOTH)
    await counted.locator('tidemark-slot[name="for-you"] li').first().waitFor()
    const link = counted.locator('tidemark-slot[name="related"] a').nth(1)
    const name = await link.locator('span').textContent()
    await link.click()
    await collector.until('the choice', () => ofType(collector, 'select_item').length > 0)
    await context.close()

    const lists = ofType(collector, 'view_item_list').map(({ body }) => body)
    expect(lists.map(({ item_list_id, items }) => [item_list_id, items.length])).toEqual([
      ['tidemark:related', 4],
      ['tidemark:for-you', 3],
    ])
    expect(ofType(collector, 'select_item').map(({ body }) => body)).toEqual([
      {
        item_list_id: 'tidemark:related',
        items: [{ ...lists[0]!.items[1], item_name: name, index: 1 }],
      },
    ])
    // The visitor who is not counted came first, and has sent nothing.
    expect(new Set(collector.stored.map(({ stream }) => stream)).size).toBe(1)
  })
})
