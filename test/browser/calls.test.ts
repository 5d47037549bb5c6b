// What a page tells the tag: by calls, early and late, and by a dataLayer that it has anyway.
import { describe, expect } from 'vitest'
import { test } from '../support/browser-stage.ts'
import { STUB, pageHtml } from '../support/page-markup.ts'
import type { TagWindow } from '../support/page-tag.ts'
import { expectEvents, mark, nameOf, ofType, open, openGranted, tell } from '../support/page-tag.ts'

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
          const { tm } = window as TagWindow
          tm?.('grants', resolve)
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
