// What the tag counts by itself, what a page tells it, and what it never repeats.
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { test } from '../support/browser-stage.ts'
import { STUB, pageHtml } from '../support/page-markup.ts'
import type { PageCollector } from '../support/page-collector.ts'
import { expectEvents, mark, nameOf, ofType, open, openGranted, tell } from '../support/page-tag.ts'

/** Every link stays on the page, so that each test sees all its events. */
const STAY = `<script>addEventListener('click', (event) => event.preventDefault())</script>`

const allText = (collector: PageCollector) =>
  collector.received.map(({ path, body }) => `${path} ${body}`).join('\n')

const push = (page: Page, to: string, title: string) =>
  page.evaluate(
    ({ to, title }) => {
      history.pushState({}, '', to)
      document.title = title
    },
    { to, title },
  )

describe('links', () => {
  test('an outbound click counts, whatever button; one within the site does not', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/links', {
      html: pageHtml({
        tag: collector.url,
        body: `${STAY}<a id="out" href="https://elsewhere.example/a?token=secret#x"><b>out</b></a>
          <a id="in" href="/next">in</a> <a id="mail" href="mailto:ada@private.example">mail</a>`,
      }),
    })
    await openGranted(page, `${site.url}/links`)
    const stage = { page, collector }
    const outbound = {
      type: 'click',
      body: { link_domain: 'elsewhere.example', outbound: true },
    } as const
    await expectEvents(stage, { action: () => page.click('#out b'), expected: [outbound] })
    await expectEvents(stage, {
      action: () => page.click('#out', { button: 'middle' }),
      expected: [outbound],
    })
    await expectEvents(stage, {
      action: async () => {
        await page.click('#in')
        await page.click('#mail')
        await page.click('#out', { button: 'right' })
      },
      expected: [],
      refused: [{ type: 'click' }, { type: 'file_download' }],
    })
    expect(ofType(collector, 'click').map(({ body }) => body.link_url)).toEqual([
      'https://elsewhere.example/a',
      'https://elsewhere.example/a',
    ])
    expect(allText(collector)).not.toMatch(/secret|private\.example/)
  })

  test('a click on a link to a file is a download', async ({ page, collector, site }) => {
    site.put('/links', {
      html: pageHtml({
        tag: collector.url,
        body: `${STAY}<a id="file" href="/files/care-guide.pdf?key=secret">care</a>
          <a id="page" href="/about.html">about</a>`,
      }),
    })
    await openGranted(page, `${site.url}/links`)
    await expectEvents(
      { page, collector },
      {
        action: async () => {
          await page.click('#page')
          await page.click('#file')
        },
        expected: [{ type: 'file_download' }],
      },
    )
    expect(ofType(collector, 'file_download').map(({ body }) => body)).toEqual([
      {
        link_url: `${site.url}/files/care-guide.pdf`,
        file_name: expect.stringContaining('care-guide') as string,
        file_extension: 'pdf',
      },
    ])
    expect(allText(collector)).not.toContain('secret')
  })
})

test('a form is counted, and nothing that was typed into it leaves', async ({
  page,
  collector,
  site,
}) => {
  site.put('/form', {
    html: pageHtml({
      tag: collector.url,
      body: `<form id="pay" name="payment" action="/next?session=secret" method="post">
        <input name="card"><textarea name="note"></textarea><button>Pay</button></form>
        <script>addEventListener('submit', (event) => event.preventDefault())</script>`,
    }),
  })
  await openGranted(page, `${site.url}/form`)
  await page.fill('input', '4111 1111 1111 1111')
  await page.fill('textarea', 'to Ada, at the mole')
  await expectEvents(
    { page, collector },
    {
      action: () => page.click('button'),
      expected: [
        {
          type: 'form_submit',
          body: { form_id: 'pay', form_name: 'payment', form_destination: `${site.url}/next` },
        },
      ],
    },
  )
  expect(ofType(collector, 'form_submit')).toHaveLength(1)
  expect(allText(collector)).not.toMatch(/4111|Ada|secret/)
})

describe('addresses', () => {
  test('only campaign names survive of a query, nothing of a fragment', async ({
    page,
    collector,
    site,
  }) => {
    const query = 'utm_source=letter&utm_medium=email&email=ada@private.example&gclid=ads1'
    await openGranted(page, `${site.url}/?${query}#access_token=secret`)
    await push(page, '/list?colour=red&token=secret2', 'A list')
    await mark(page, collector)
    const urls = ofType(collector, 'page_view').map(({ url }) => url)
    expect(urls).toEqual([`${site.url}/?utm_source=letter&utm_medium=email`, `${site.url}/list`])
    expect(allText(collector)).not.toMatch(/private\.example|secret|ads1|colour/)
  })

  test('the referrer of the landing is told without query; a step within the page names the page before', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    await page.evaluate(() => (location.href = '/next?token=secret'))
    await page.waitForURL('**/next?*')
    await open(page, page.url())
    await mark(page, collector)
    const [home, next] = ofType(collector, 'page_view')
    expect(home?.body.referrer).toBeUndefined()
    expect(next?.body.referrer).toBe(`${site.url}/`)
    expect(allText(collector)).not.toContain('secret')
  })

  test('a new campaign begins another session, the same one does not', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, `${site.url}/?utm_source=letter`)
    await mark(page, collector)
    await open(page, `${site.url}/next`)
    await mark(page, collector)
    await open(page, `${site.url}/?utm_source=poster&utm_campaign=summer`)
    await mark(page, collector)
    const views = ofType(collector, 'page_view')
    expect(views).toHaveLength(3)
    expect(views[1]?.session).toBe(views[0]?.session)
    expect(views[2]?.session).not.toBe(views[0]?.session)
    expect(new Set(views.map(({ batch }) => batch.visitor)).size).toBe(1)
  })

  test('each step of a single page carries its own title', async ({ page, collector, site }) => {
    await openGranted(page, site.url)
    await push(page, '/list', 'A list')
    await mark(page, collector)
    await push(page, '/product', 'A product')
    await mark(page, collector)
    const titles = ofType(collector, 'page_view').map(({ body }) => body.title)
    expect(titles).toEqual(['Home', 'A list', 'A product'])
  })
})

describe('site search', () => {
  test('a page of results tells its term', async ({ page, collector, site }) => {
    await openGranted(page, `${site.url}/?q=linen%20throw&page=2`)
    await mark(page, collector)
    expect(ofType(collector, 'view_search_results').map(({ body }) => body)).toEqual([
      { search_term: 'linen throw' },
    ])
  })

  test('`data-search` names the parameter instead', async ({ page, collector, site }) => {
    site.put('/suche', {
      html: pageHtml({ tag: collector.url, options: 'data-search="wort,suche"' }),
    })
    await openGranted(page, `${site.url}/suche?q=never&suche=leinen`)
    await mark(page, collector)
    expect(ofType(collector, 'view_search_results').map(({ body }) => body)).toEqual([
      { search_term: 'leinen' },
    ])
    expect(allText(collector)).not.toContain('never')
  })
})

describe('what a page tells', () => {
  test('an event of its own, with its parameters', async ({ page, collector, site }) => {
    await openGranted(page, site.url)
    await expectEvents(
      { page, collector },
      {
        action: () =>
          tell(page, 'event', 'size_guide_opened', { product: 'throw', pages: 3, fits: true }),
        expected: [
          {
            type: 'custom',
            body: { name: 'size_guide_opened', params: { product: 'throw', pages: 3, fits: true } },
          },
        ],
      },
    )
  })

  test('amounts are decimals there and minor units on the wire', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    const item = { item_id: 'throw', item_name: 'Linen throw', quantity: 2 }
    await tell(page, 'track', 'purchase', {
      transaction_id: 'T-1',
      currency: 'EUR',
      value: 99.8,
      tax: 15.93,
      shipping: 0.1 + 0.2,
      items: [{ ...item, price: 49.9 }],
    })
    await tell(page, 'track', 'add_to_cart', {
      currency: 'JPY',
      value: 9800,
      items: [{ ...item, price: 4900 }],
    })
    await tell(page, 'track', 'view_item', {
      currency: 'KWD',
      value: 1.234,
      items: [{ ...item, price: 1.234 }],
    })
    await mark(page, collector)
    const [purchase] = ofType(collector, 'purchase')
    expect(purchase?.body).toMatchObject({
      transaction_id: 'T-1',
      currency: 'EUR',
      value: 9980,
      tax: 1593,
      shipping: 30,
      items: [{ item_id: 'throw', price: 4990, quantity: 2 }],
    })
    expect(ofType(collector, 'add_to_cart')[0]?.body).toMatchObject({
      value: 9800,
      items: [{ price: 4900 }],
    })
    expect(ofType(collector, 'view_item')[0]?.body).toMatchObject({
      value: 1234,
      items: [{ price: 1234 }],
    })
  })

  test('calls made before the tag has loaded are kept, the consent too', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/early', {
      html: pageHtml({
        tag: collector.url,
        head: `<script>${STUB};tm('event','early_bird');tm('consent',{analytics:'full'})</script>`,
      }),
    })
    await open(page, `${site.url}/early`)
    await mark(page, collector)
    expect(collector.stored.map((event) => nameOf(event) || event.type)).toEqual(
      expect.arrayContaining(['page_view', 'early_bird']),
    )
    const granted = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const { tm } = window as unknown as { tm: (...call: unknown[]) => void }
          tm('grants', resolve)
        }),
    )
    expect(granted).toEqual({ analytics: 'full' })
  })

  test('calls it does not know, and nonsense in those it knows, do no harm', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    for (const call of [
      ['toString'],
      ['constructor', 1],
      ['event'],
      ['event', 'x'.repeat(5_000), { deep: { er: 1 } }],
      ['track', 'purchase', null],
      ['track', 'no_such_event', { items: [] }],
      [
        'track',
        'purchase',
        { transaction_id: 'T-2', currency: 'EUR', value: 'much', items: 'all' },
      ],
    ])
      await tell(page, ...call)
    await mark(page, collector)
    const refusals = collector.takeRefusals()
    expect(refusals.filter((each) => !each.startsWith('event_invalid at '))).toEqual([])
  })
})

describe('an existing dataLayer', () => {
  const ECOMMERCE = `{ currency: 'EUR', value: 49.9, items: [{ item_id: 'throw', price: 49.9 }] }`
  const before = `<script>dataLayer = [{ ecommerce: null }, { event: 'view_item', ecommerce: ${ECOMMERCE} }, null, 'x']</script>`

  test('what was pushed before the tag and after it is counted, once each', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/layer', { html: pageHtml({ tag: collector.url, head: before }) })
    await openGranted(page, `${site.url}/layer`)
    await page.evaluate(() => {
      const { dataLayer } = window as unknown as { dataLayer: unknown[] }
      const ecommerce = { currency: 'EUR', value: 99.8, items: [{ item_id: 'throw', price: 49.9 }] }
      dataLayer.push({ ecommerce: null }, { event: 'add_to_cart', ecommerce })
      dataLayer.push({ event: 'gtm.click' }, null, 7)
    })
    await mark(page, collector)
    expect(ofType(collector, 'view_item').map(({ body }) => body.value)).toEqual([4990])
    expect(ofType(collector, 'add_to_cart').map(({ body }) => body.value)).toEqual([9980])
    const length = await page.evaluate(
      () => (window as unknown as { dataLayer: unknown[] }).dataLayer.length,
    )
    expect(length, 'what others read of it is left alone').toBe(9)
  })

  test('it is also heard where it is made only after the tag', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    await page.evaluate(() => {
      const ecommerce = { currency: 'EUR', value: 99.8, items: [{ item_id: 'throw', price: 49.9 }] }
      const layered = window as unknown as { dataLayer?: unknown[] }
      layered.dataLayer ??= []
      layered.dataLayer.push({ ecommerce: null }, { event: 'add_to_cart', ecommerce })
    })
    await mark(page, collector)
    expect(ofType(collector, 'add_to_cart')).toHaveLength(1)
  })

  test('a visitor who had accepted: what is pushed while the page loads is counted', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    site.put('/layer', { html: pageHtml({ tag: collector.url, head: before }) })
    await open(page, `${site.url}/layer`)
    await mark(page, collector)
    expect(ofType(collector, 'view_item')).toHaveLength(1)
  })

  test('`data-datalayer="off"` leaves it alone', async ({ page, collector, site }) => {
    const options = 'data-datalayer="off"'
    site.put('/layer', { html: pageHtml({ tag: collector.url, options, head: before }) })
    await openGranted(page, `${site.url}/layer`)
    await mark(page, collector)
    expect(ofType(collector, 'view_item')).toEqual([])
  })
})

test('consent lasts over reloads, and the visitor stays the same', async ({
  page,
  collector,
  site,
}) => {
  await openGranted(page, site.url)
  await mark(page, collector)
  await page.reload()
  await open(page, page.url())
  await mark(page, collector)
  expect(new Set(collector.stored.map(({ batch }) => batch.visitor)).size).toBe(1)
  expect(new Set(collector.stored.map(({ session }) => session)).size).toBe(1)
  expect(collector.stored.every(({ batch }) => batch.grant.analytics === 'full')).toBe(true)
  expect(collector.stored[0]?.batch.language).toBe('en-GB')
})

test('attention is measured in time and reach, and told when the page goes away', async ({
  page,
  collector,
  site,
}) => {
  site.put('/long', {
    html: pageHtml({
      tag: collector.url,
      body: '<div style="height:4000px">long</div>',
    }),
  })
  await openGranted(page, `${site.url}/long`)
  const shownMs = Date.now()
  await page.evaluate(() => scrollTo(0, 1_500))
  await mark(page, collector)
  await open(page, `${site.url}/next`)
  const stream = collector.stored[0]?.stream
  const parts = () => ofType(collector, 'user_engagement').filter((each) => each.stream === stream)
  await collector.until('the attention', () => parts().length > 0)
  const spentMs = Date.now() - shownMs
  const timeMs = parts().reduce((sum, { body }) => sum + body.engagement_time_msec, 0)
  expect(timeMs).toBeGreaterThan(500)
  expect(timeMs).toBeLessThanOrEqual(spentMs + 1_000)
  // 1,500 of 4,000 px scrolled, and 720 px seen below that.
  const reach = Math.max(...parts().map(({ body }) => body.percent_scrolled))
  expect(reach).toBeGreaterThan(50)
  expect(reach).toBeLessThan(60)
  expect(parts().map(({ body }) => body.view)).toEqual(parts().map(() => 1))
})
