// The body of a batch as pages send it; `STREAM` in it stands for the stream, which differs from request to request.

const item = {
  item_id: 'throw-12',
  item_name: 'Linen throw',
  item_category: 'Throws',
  price: 4990,
  quantity: 1,
}
const BODIES = [
  ['page_view', { title: 'Linen throw · Harbour & Loom', referrer: 'https://www.example.org/' }],
  ['view_item', { currency: 'EUR', value: 4990, items: [item] }],
  ['user_engagement', { view: 1, engagement_time_msec: 8200, percent_scrolled: 64 }],
  ['add_to_cart', { currency: 'EUR', value: 4990, items: [item] }],
  ['view_cart', { currency: 'EUR', value: 4990, items: [item] }],
  ['custom', { name: 'size_guide_opened', params: { product: 'throw-12' } }],
]

export function makeBody(count) {
  const now = Date.now()
  return JSON.stringify({
    site: 'demo',
    sdk: '0.1.0',
    stream: 'STREAM',
    sentMs: now,
    emitted: count,
    grant: { analytics: 'full' },
    visitor: 'v0b5l2x81m9q3c7t4k6r1z8w2y5n',
    language: 'en-GB',
    width: 390,
    events: Array.from({ length: count }, (_, at) => ({
      seq: at + 1,
      type: BODIES[at % 6][0],
      timeMs: now - 50,
      session: 's1x9f4k7q2m8c3v6b1n5z0w4r7t2',
      url: `https://shop.example/products/item-${at % 40}?utm_source=newsletter&utm_medium=email`,
      body: BODIES[at % 6][1],
    })),
  })
}
