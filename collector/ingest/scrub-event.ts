// Takes personal secrets out of an event before it is written: which of its fields are free text is one table.
import { scrub, scrubField } from '../../packages/scrub/index.ts'
import type {
  AnyEvent,
  Commerce,
  EventMap,
  EventType,
  Item,
  Params,
} from '../../packages/wire/event.ts'

/**
 * `free`: anything may have been written there. `fixed`: an id or a word of the site by which things are counted; its
 * schema bounds it, and a mark in its place would make one of many.
 */
type Decision = 'free' | 'fixed'

/** Fields that hold text, or a list of texts. */
type TextKey<T> = {
  [K in keyof T]-?: [Extract<T[K], string | readonly string[]>] extends [never] ? never : K
}[keyof T]
type Decisions<T> = { readonly [K in TextKey<T>]: Decision }

const ITEM: Decisions<Item> = {
  item_id: 'fixed',
  item_name: 'free',
  item_brand: 'free',
  item_category: 'free',
  item_category2: 'free',
  item_category3: 'free',
  item_category4: 'free',
  item_category5: 'free',
  item_variant: 'free',
  item_list_id: 'fixed',
  item_list_name: 'free',
  affiliation: 'free',
  coupon: 'fixed',
  creative_name: 'free',
  creative_slot: 'free',
  location_id: 'fixed',
  promotion_id: 'fixed',
  promotion_name: 'free',
}
const COMMERCE: Decisions<Commerce> = { coupon: 'fixed', currency: 'fixed' }
const LIST = { ...COMMERCE, item_list_id: 'fixed', item_list_name: 'free' } as const
const ORDER = { ...COMMERCE, transaction_id: 'fixed' } as const
const PROMOTION = {
  ...COMMERCE,
  creative_name: 'free',
  creative_slot: 'free',
  promotion_id: 'fixed',
  promotion_name: 'free',
} as const

/** A field of text without a decision does not compile. Items and parameters of custom events are seen to below. */
const TEXTS: { readonly [T in EventType]: Decisions<EventMap[T]> } = {
  page_view: { title: 'free', referrer: 'free' },
  user_engagement: {},
  click: { link_url: 'free', link_domain: 'fixed' },
  file_download: { link_url: 'free', file_name: 'free', file_extension: 'fixed' },
  form_submit: { form_id: 'free', form_name: 'free', form_destination: 'free' },
  view_search_results: { search_term: 'free' },
  view_item_list: LIST,
  select_item: LIST,
  view_item: COMMERCE,
  add_to_cart: COMMERCE,
  remove_from_cart: COMMERCE,
  add_to_wishlist: COMMERCE,
  view_cart: COMMERCE,
  begin_checkout: COMMERCE,
  add_shipping_info: { ...COMMERCE, shipping_tier: 'free' },
  add_payment_info: { ...COMMERCE, payment_type: 'free' },
  purchase: ORDER,
  refund: ORDER,
  view_promotion: PROMOTION,
  select_promotion: PROMOTION,
  exposure: { experiment: 'fixed', variation: 'fixed' },
  // Names that a page gave its parts: changed, they name none.
  heat: { anchors: 'fixed' },
  custom: { name: 'fixed' },
  sdk_error: { feature: 'fixed', message: 'free' },
}

const freeOf = (decisions: Readonly<Record<string, Decision>>): readonly string[] =>
  Object.keys(decisions).filter((key) => decisions[key] === 'free')

const ITEM_TEXTS = freeOf(ITEM)
const EVENT_TEXTS = Object.fromEntries(
  Object.entries(TEXTS).map(([type, decisions]) => [type, freeOf(decisions)]),
) as Readonly<Record<EventType, readonly string[]>>

/** With `keys` of it scrubbed; the same object where nothing was found. */
function cleaned<T extends object>(
  value: T,
  keys: readonly string[],
  clean: (text: string, key: string) => string = scrub,
): T {
  let result: T | undefined
  for (const key of keys) {
    const text = (value as Record<string, unknown>)[key]
    if (typeof text !== 'string') continue
    const scrubbed = clean(text, key)
    if (scrubbed !== text) result = { ...(result ?? value), [key]: scrubbed }
  }
  return result ?? value
}

function cleanedItems(items: readonly Item[]): readonly Item[] {
  const clean = items.map((item) => cleaned(item, ITEM_TEXTS))
  return clean.some((item, at) => item !== items[at]) ? clean : items
}

const cleanedParams = (params: Params): Params =>
  cleaned(params, Object.keys(params), (text, name) => scrubField(name, text))

/** The event without the secrets in its free text; the same where there are none. */
export function scrubEvent(event: AnyEvent): AnyEvent {
  let body: object = cleaned(event.body, EVENT_TEXTS[event.type])
  if ('items' in body) {
    const { items } = event.body as Commerce
    const clean = cleanedItems(items)
    if (clean !== items) body = { ...body, items: clean }
  }
  if (event.type === 'custom' && event.body.params) {
    const params = cleanedParams(event.body.params)
    if (params !== event.body.params) body = { ...body, params }
  }
  return body === event.body ? event : ({ ...event, body } as AnyEvent)
}
