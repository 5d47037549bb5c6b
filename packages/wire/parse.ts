// Reads a batch that came from outside: used by the collector and by every test transport, never in the browser bundle.
import type {
  AnyEvent,
  Batch,
  Commerce,
  ConsentNote,
  EventMap,
  EventType,
  ImportedBatch,
  Item,
  ListCommerce,
  Order,
  PromotionCommerce,
  Refusal,
  Shown,
  StreamEnd,
  Void,
} from './event.ts'
import { heatSchema } from './heat.ts'
import type { JsonSchema } from './json-schema.ts'
import * as limits from './limits.ts'
import type { PrivacyAsk } from './privacy.ts'
import { EVENT_PURPOSE } from './purpose.ts'
import type { Grant, Grants, Purpose } from './purpose.ts'
import {
  described,
  flag,
  Invalid,
  identity,
  line,
  list,
  matching,
  object,
  oneOf,
  optional,
  quantity,
  record,
  whole,
} from './schema.ts'
import type { Fields, Schema } from './schema.ts'

const name = line(limits.NAME_CHARS_MAX, 1)
/** Optional names may as well be empty. */
const maybe = optional(line(limits.NAME_CHARS_MAX))
const words = line(limits.TEXT_CHARS_MAX)
const minor = whole(0, limits.MINOR_MAX)
const currency = matching(/^[A-Z]{3}$/, 'an ISO 4217 currency')
const id = matching(/^[\w-]{8,64}$/, '8 to 64 letters, digits, - or _')
const url = matching(
  new RegExp(`^https?://[^\\s\\u0000-\\u001f]{1,${limits.URL_CHARS_MAX - 8}}$`),
  `an http(s) address of at most ${limits.URL_CHARS_MAX} characters`,
)
const seq = whole(1, limits.SEQ_MAX)
const timeMs = whole(0, 8_640_000_000_000_000)

const item = object<Item>({
  item_id: identity(limits.NAME_CHARS_MAX),
  item_name: optional(words),
  item_brand: maybe,
  item_category: maybe,
  item_category2: maybe,
  item_category3: maybe,
  item_category4: maybe,
  item_category5: maybe,
  item_variant: maybe,
  item_list_id: maybe,
  item_list_name: maybe,
  affiliation: maybe,
  coupon: maybe,
  creative_name: maybe,
  creative_slot: maybe,
  discount: optional(minor),
  index: optional(quantity(0, 100_000)),
  location_id: maybe,
  price: optional(minor),
  promotion_id: maybe,
  promotion_name: maybe,
  quantity: optional(quantity(0, 1_000_000)),
})

const commerceFields: Fields<Commerce> = {
  items: list(item, limits.ITEMS_MAX),
  currency: optional(currency),
  value: optional(minor),
  coupon: maybe,
}

const AMOUNTS = ['value', 'tax', 'shipping', 'price', 'discount']

/** An amount of money without its currency means nothing: the pair is required together. */
function withCurrency<T extends Commerce>(schema: Schema<T>): Schema<T> {
  return (value, path) => {
    const body = schema(value, path)
    const amounts = [body, ...body.items].flatMap((each) =>
      AMOUNTS.map((key) => each[key as never]),
    )
    const hasMoney = amounts.some((amount) => amount !== undefined)
    if (hasMoney && body.currency === undefined)
      throw new Invalid(`${path}.currency`, 'an ISO 4217 currency beside the amounts')
    return body
  }
}

const commerce = withCurrency(object<Commerce>(commerceFields))
const listCommerce = withCurrency(
  object<ListCommerce>({
    ...commerceFields,
    item_list_id: maybe,
    item_list_name: maybe,
  }),
)
const promotionCommerce = withCurrency(
  object<PromotionCommerce>({
    ...commerceFields,
    creative_name: maybe,
    creative_slot: maybe,
    promotion_id: maybe,
    promotion_name: maybe,
  }),
)
const order = withCurrency(
  object<Order>({
    ...commerceFields,
    transaction_id: identity(limits.NAME_CHARS_MAX),
    tax: optional(minor),
    shipping: optional(minor),
  }),
)

const param: Schema<string | number | boolean> = described(
  { type: ['string', 'number', 'boolean'] },
  (value, path) => {
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
      return value
    return line(limits.NAME_CHARS_MAX)(value, path)
  },
)

const paramName = /^[a-z][a-z0-9_]{0,39}$/i

/** One schema per event: a key of `EventMap` without its line here does not compile. */
const bodies: { readonly [T in EventType]: Schema<EventMap[T]> } = {
  page_view: object<EventMap['page_view']>({ title: optional(words), referrer: optional(url) }),
  user_engagement: object<EventMap['user_engagement']>({
    view: seq,
    engagement_time_msec: whole(0, 86_400_000),
    percent_scrolled: whole(0, 100),
  }),
  click: object<EventMap['click']>({ link_url: url, link_domain: name, outbound: oneOf(true) }),
  file_download: object<EventMap['file_download']>({
    link_url: url,
    file_name: words,
    file_extension: name,
  }),
  form_submit: object<EventMap['form_submit']>({
    form_id: maybe,
    form_name: maybe,
    form_destination: optional(url),
  }),
  view_search_results: object<EventMap['view_search_results']>({ search_term: words }),
  view_item_list: listCommerce,
  select_item: listCommerce,
  view_item: commerce,
  add_to_cart: commerce,
  remove_from_cart: commerce,
  add_to_wishlist: commerce,
  view_cart: commerce,
  begin_checkout: commerce,
  add_shipping_info: withCurrency(
    object<EventMap['add_shipping_info']>({ ...commerceFields, shipping_tier: maybe }),
  ),
  add_payment_info: withCurrency(
    object<EventMap['add_payment_info']>({ ...commerceFields, payment_type: maybe }),
  ),
  purchase: order,
  refund: order,
  view_promotion: promotionCommerce,
  select_promotion: promotionCommerce,
  exposure: object<EventMap['exposure']>({ experiment: name, variation: name }),
  heat: heatSchema,
  custom: object<EventMap['custom']>({
    name: matching(paramName, 'a name of up to 40 letters, digits and _'),
    params: optional(record(paramName, param, limits.PARAMS_MAX)),
  }),
  sdk_error: object<EventMap['sdk_error']>({ feature: name, message: words }),
}

export const EVENT_TYPES = Object.keys(bodies) as readonly EventType[]

const eventType = oneOf(...EVENT_TYPES)
const envelope = object<Omit<AnyEvent, 'body'>>({ seq, type: eventType, timeMs, session: id, url })

/** Reads one event; `path` names it in errors. */
export function parseEvent(value: unknown, path: string): AnyEvent {
  const event = envelope(value, path) as AnyEvent
  const body = (value as { body?: unknown }).body
  event.body = bodies[event.type](body, `${path}.body`) as never
  return event
}

const anyRange = object<Void>({
  from: seq,
  to: seq,
  reason: oneOf('withdrawn', 'overflow', 'expired', 'refused'),
})
const voidRange: Schema<Void> = described(anyRange.json ?? {}, (value, path) => {
  const range = anyRange(value, path)
  if (range.to < range.from) throw new Invalid(`${path}.to`, 'at least `from`')
  return range
})

const grant: Schema<Grant> = oneOf('none', 'aggregate', 'full')
export const grantsSchema: Schema<Grants> = object<Grants>({
  analytics: optional(grant),
  heatmaps: optional(grant),
  replay: optional(grant),
  experiments: optional(grant),
  recommendations: optional(grant),
  marketing: optional(grant),
} satisfies Record<Purpose, unknown>)

const site = matching(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a site name')
/** Not worth a batch: WebKitGTK says `C` where no locale is set. What is no BCP 47 tag is left out. */
const language: Schema<string> = described({ type: 'string' }, (value, path) => {
  const said = line(limits.NAME_CHARS_MAX)(value, path)
  return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(said) ? said : ''
})

const headerFields: Fields<Omit<Batch, 'events'>> = {
  site,
  sdk: matching(/^[\w.+-]{1,40}$/, 'a version'),
  stream: id,
  sentMs: timeMs,
  emitted: whole(0, limits.SEQ_MAX),
  voids: optional(list(voidRange, limits.VOIDS_MAX)),
  previous: optional(list(object<StreamEnd>({ stream: id, emitted: seq }), limits.PREVIOUS_MAX)),
  grant: grantsSchema,
  notice: optional(name),
  visitor: optional(id),
  language: optional(language),
  width: optional(whole(0, 100_000)),
}

const header = object<Omit<Batch, 'events'>>(headerFields)
const importedHeader = object<Omit<ImportedBatch, 'events'>>({
  ...headerFields,
  country: optional(matching(/^[A-Z]{2}$/, 'an ISO 3166 country')),
  device: optional(oneOf('desktop', 'mobile', 'tablet', 'unknown')),
  browser: maybe,
})

/** What a server sends, in the words of JSON Schema. */
export const batchJson: JsonSchema = {
  ...importedHeader.json,
  properties: {
    ...importedHeader.json?.properties,
    events: {
      type: 'array',
      maxItems: limits.BATCH_EVENTS_MAX,
      items: {
        ...envelope.json,
        properties: {
          ...envelope.json?.properties,
          body: { anyOf: Object.values(bodies).map(({ json }) => json ?? { type: 'object' }) },
        },
      },
    },
  },
}

/** A batch with the events that were good, and a refusal for each that was not. */
export interface Parsed<B extends Batch = Batch> {
  batch: B
  refused: Refusal[]
}

/**
 * Reads a batch from a browser. Throws `Invalid` where the batch itself is at fault; an event at fault is
 * refused alone, with its path.
 * @example parseBatch(JSON.parse(body)).batch.events
 */
export function parseBatch(value: unknown): Parsed {
  return withEvents<Batch>(header(value, ''), value, '')
}

/** Reads a batch sent with an import token; `path` is where it stands in its request. */
export function parseImportedBatch(value: unknown, path: string): Parsed<ImportedBatch> {
  return withEvents<ImportedBatch>(importedHeader(value, path), value, path)
}

function withEvents<B extends Batch>(
  head: Omit<B, 'events'>,
  value: unknown,
  path: string,
): Parsed<B> {
  const at = path ? `${path}.events` : 'events'
  const raw = (value as { events?: unknown }).events
  if (!Array.isArray(raw) || raw.length > limits.BATCH_EVENTS_MAX)
    throw new Invalid(at, `a list of at most ${limits.BATCH_EVENTS_MAX}`)
  const events: AnyEvent[] = []
  const refused: Refusal[] = []
  raw.forEach((each: unknown, index) => {
    try {
      const event = parseEvent(each, `${at}[${index}]`)
      if (event.seq > head.emitted) throw new Invalid(`${at}[${index}].seq`, 'at most `emitted`')
      if (isGranted(head.grant, event.type)) events.push(event)
      else refused.push({ index, code: 'event_not_granted', path: `${at}[${index}].type` })
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      refused.push({ index, code: 'event_invalid', path: error.path })
    }
  })
  return { batch: { ...head, events } as unknown as B, refused }
}

function isGranted(granted: Grants, type: EventType): boolean {
  return (granted[EVENT_PURPOSE[type]] ?? 'none') !== 'none'
}

const shown = object<Shown>({
  ui: oneOf('banner', 'preferences'),
  language: matching(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'a language'),
  words: matching(/^[0-9a-f]{16}$/, 'a version of words'),
  seconds: optional(whole(0, 3_600)),
})

/** Reads the one request that follows a choice. */
export const parseConsentNote: Schema<ConsentNote> = object<ConsentNote>({
  site,
  choice: oneOf('given', 'refused', 'withdrawn'),
  notice: optional(name),
  consent: optional(id),
  grants: optional(grantsSchema),
  shown: optional(shown),
  region: optional(oneOf('A', 'B', 'C', 'D')),
  gpc: optional(flag),
  again: optional(flag),
  stream: optional(id),
  emitted: optional(whole(0, limits.SEQ_MAX)),
  voids: optional(list(voidRange, limits.VOIDS_MAX)),
  erase: optional(id),
})

/** The body of `POST /privacy`. */
export const parsePrivacyAsk: Schema<PrivacyAsk> = object<PrivacyAsk>({
  site,
  want: oneOf('export', 'erase', 'receipt'),
  visitor: optional(id),
  consent: optional(id),
})
