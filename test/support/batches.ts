// Batches as pages send them, for tests that need many.
import type { AnyEvent, Batch } from '../../packages/wire/event.ts'

/** A batch of `count` events of one stream, from `firstSeq` on. */
export function makeBatch(
  stream: string,
  firstSeq: number,
  count: number,
  nowMs = Date.now(),
): Batch {
  return {
    site: 'demo',
    sdk: '0.1.0',
    stream,
    sentMs: nowMs,
    emitted: firstSeq + count - 1,
    grant: { analytics: 'full' },
    visitor: `visitor-${stream}`,
    language: 'en-GB',
    width: 390,
    events: Array.from({ length: count }, (_, at) => makeEvent(firstSeq + at, stream, nowMs)),
  }
}

const ITEM = {
  item_id: 'throw-12',
  item_name: 'Linen throw',
  item_category: 'Throws',
  price: 4990,
  quantity: 1,
}

/** Every sixth event is a purchase, the rest what leads to one. */
function makeEvent(seq: number, stream: string, nowMs: number): AnyEvent {
  const base = {
    seq,
    timeMs: nowMs - 50,
    session: `session-${stream}`,
    url: `https://shop.example/products/item-${seq % 40}?utm_source=newsletter&utm_medium=email`,
  }
  const bodies: readonly Pick<AnyEvent, 'type' | 'body'>[] = [
    {
      type: 'page_view',
      body: { title: 'Linen throw · Harbour & Loom', referrer: 'https://www.example.org/' },
    },
    { type: 'view_item', body: { currency: 'EUR', value: 4990, items: [ITEM] } },
    {
      type: 'user_engagement',
      body: { view: seq, engagement_time_msec: 8200, percent_scrolled: 64 },
    },
    { type: 'add_to_cart', body: { currency: 'EUR', value: 4990, items: [ITEM] } },
    { type: 'custom', body: { name: 'size_guide_opened', params: { product: 'throw-12' } } },
    {
      type: 'purchase',
      body: {
        transaction_id: `T-${stream}-${seq}`,
        currency: 'EUR',
        value: 4990,
        tax: 797,
        items: [ITEM],
      },
    },
  ]
  return { ...base, ...bodies[seq % bodies.length] } as AnyEvent
}
