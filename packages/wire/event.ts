// What a page tells the collector: every event by name, and the batch that carries events. Read this first.
import type { Grants } from './purpose.ts'

/** An amount of money in the currency's smallest unit (cents, yen, fils), always a whole number. */
export type Minor = number

/** A product, in GA4's item parameters; `price` and `discount` are minor units of the event's currency. */
export interface Item {
  item_id: string
  item_name?: string
  item_brand?: string
  item_category?: string
  item_category2?: string
  item_category3?: string
  item_category4?: string
  item_category5?: string
  item_variant?: string
  item_list_id?: string
  item_list_name?: string
  affiliation?: string
  coupon?: string
  creative_name?: string
  creative_slot?: string
  discount?: Minor
  index?: number
  location_id?: string
  price?: Minor
  promotion_id?: string
  promotion_name?: string
  quantity?: number
}

/** What all e-commerce events share: the items, and their value in one ISO 4217 currency. */
export interface Commerce {
  items: readonly Item[]
  currency?: string
  value?: Minor
  coupon?: string
}

/** A commerce event on a list of products. */
export interface ListCommerce extends Commerce {
  item_list_id?: string
  item_list_name?: string
}

/** A commerce event on a promotion shown on the shop. */
export interface PromotionCommerce extends Commerce {
  creative_name?: string
  creative_slot?: string
  promotion_id?: string
  promotion_name?: string
}

/** An order: `transaction_id` is its identity, told twice it counts once. */
export interface Order extends Commerce {
  transaction_id: string
  tax?: Minor
  shipping?: Minor
}

/** Parameters of a custom event: flat, few and short (see `limits.ts`). */
export type Params = Readonly<Record<string, string | number | boolean>>

/** The GA4 e-commerce events, by their recommended names. */
export interface CommerceEventMap {
  view_item_list: ListCommerce
  select_item: ListCommerce
  view_item: Commerce
  add_to_cart: Commerce
  remove_from_cart: Commerce
  add_to_wishlist: Commerce
  view_cart: Commerce
  begin_checkout: Commerce
  add_shipping_info: Commerce & { shipping_tier?: string }
  add_payment_info: Commerce & { payment_type?: string }
  purchase: Order
  refund: Order
  view_promotion: PromotionCommerce
  select_promotion: PromotionCommerce
}

/**
 * A click, as six whole numbers: kind (0 a click), place in `anchors`, how far across and down that element (0 to 255),
 * flags (1 rage, 2 dead, 4 by keyboard, 8 by touch, 16 fixed while the page scrolls; added up), tenths of a second
 * since the document began to load.
 */
export type HeatPoint = readonly [
  kind: number,
  anchor: number,
  across: number,
  down: number,
  flags: number,
  after: number,
]

/** What a page view was clicked and how far it was seen, since the last such event of it. Names no visitor. */
export interface Heat {
  /** Width of the viewport in CSS pixels, which tells phones from tablets and desktops. */
  width: number
  /** Percent of sessions that are recorded, for results to be corrected by. */
  sample: number
  /** Percent of the page's height that lay above the fold at first. */
  fold: number
  /** The furthest percent of the page's height that was seen. */
  reach: number
  /** `reach` of the part before; absent in the first part of a page view, so that views add up. */
  before?: number | undefined
  /** Names of the elements that were clicked; '' is the document. */
  anchors: readonly string[]
  points: readonly HeatPoint[]
}

/** Every event a page can send. A new key compiles only once its schema, its purpose and its fixture exist. */
export interface EventMap extends CommerceEventMap {
  /** A page was shown to a person: a load, a SPA navigation, a return from the back/forward cache. */
  page_view: { title?: string; referrer?: string }
  /** Attention since the last such event on the page view whose `seq` is `view`; parts add up, reach is the furthest. */
  user_engagement: { view: number; engagement_time_msec: number; percent_scrolled: number }
  /** A click on a link that leaves the site. */
  click: { link_url: string; link_domain: string; outbound: true }
  /** A click on a link to a file. */
  file_download: { link_url: string; file_name: string; file_extension: string }
  /** A form was submitted: which one, never what was in it. */
  form_submit: { form_id?: string; form_name?: string; form_destination?: string }
  /** A site search was answered with a page of results. */
  view_search_results: { search_term: string }
  /** A visitor has come to see a variation of an experiment, or would have, were it not the control. */
  exposure: { experiment: string; variation: string }
  /** Where a page was clicked, and how far it was seen. */
  heat: Heat
  /** An event the site itself defines. */
  custom: { name: string; params?: Params }
  /** The SDK caught an error of its own instead of letting it reach the page. */
  sdk_error: { feature: string; message: string }
}

export type EventType = keyof EventMap
export type CommerceEventType = keyof CommerceEventMap

/** One event on the wire. `stream` (on the batch) and `seq` together are its identity, for ever. */
export interface WireEvent<T extends EventType = EventType> {
  /** 1, 2, 3 … within the stream, without a gap at the page. */
  seq: number
  type: T
  /** When it happened by the page's clock, ms since 1970 UTC; the collector corrects it by `sentMs`. */
  timeMs: number
  /** Random id of the session; a new one after 30 idle minutes or with a new campaign. */
  session: string
  /** Address of the page, its query reduced to `KEPT_QUERY`, without fragment. */
  url: string
  body: EventMap[T]
}

/** Any event, as a union that narrows on `type`. */
export type AnyEvent = { [T in EventType]: WireEvent<T> }[EventType]

/** Why the page gave up on events it had numbered. */
export type VoidReason = 'withdrawn' | 'overflow' | 'expired' | 'refused'

/** A closed range of seqs that will never arrive, and why. */
export interface Void {
  from: number
  to: number
  reason: VoidReason
}

/** The highest seq that a stream was known to have given out. */
export interface StreamEnd {
  stream: string
  emitted: number
}

/** What one POST carries: events of one stream, and what the page knows about its own completeness. */
export interface Batch {
  site: string
  /** Version of the SDK that made it. */
  sdk: string
  /** Random id of one page load. */
  stream: string
  /** The page's clock when the batch left, ms since 1970 UTC. */
  sentMs: number
  /** Highest seq given out so far: what is missing below it was lost on the way. */
  emitted: number
  voids?: readonly Void[]
  /** Ends of earlier streams of this browser, so that their losses can be told. */
  previous?: readonly StreamEnd[]
  /** What the visitor had granted when the batch left. */
  grant: Grants
  /** Version of the notice under which it was granted. */
  notice?: string
  /** Random id of the visitor; absent unless a grant minted one. */
  visitor?: string
  /** The browser's preferred language, BCP 47. */
  language?: string
  /** Width of the viewport in CSS pixels. */
  width?: number
  events: readonly AnyEvent[]
}

/** What a batch sent with an import token may add, known to the sender rather than guessed by us. */
export interface ImportedBatch extends Batch {
  /** ISO 3166-1 alpha-2. */
  country?: string
  device?: DeviceClass
  browser?: string
}

export type DeviceClass = 'desktop' | 'mobile' | 'tablet' | 'unknown'

/** Why one event of a batch was not taken; the others were. */
export interface Refusal {
  /** Position in `events`. */
  index: number
  code: RefusalCode
  /** Where the fault is, e.g. `events[3].body.value`. */
  path: string
}

export type RefusalCode =
  | 'event_invalid'
  | 'event_not_granted'
  | 'event_too_old'
  | 'event_in_future'

/** The collector's answer to a batch: durable, and what it still misses of the streams it was told about. */
export interface Receipt {
  accepted: number
  refused?: readonly Refusal[]
  /** Those of `previous` that end too early here, and how far each is whole: a page may still hold the rest. */
  incomplete?: readonly StreamEnd[]
  /** This visitor was erased, and nothing of the batch was kept: the page goes on as another. */
  erased?: boolean
}

/** What a visitor was looking at when they chose. */
export interface Shown {
  ui: 'banner' | 'preferences'
  /** BCP 47. */
  language: string
  /** Version of the words. */
  words: string
  /** From the question to the answer, rounded up to one of a few steps. */
  seconds?: number
}

/** The one request that follows a choice; a refusal carries nothing but the site and the notice. */
export interface ConsentNote {
  site: string
  choice: 'given' | 'refused' | 'withdrawn'
  notice?: string
  /** Random id of this consent, minted with it: what proves it, and no visitor. With a grant, and with its withdrawal. */
  consent?: string
  /** With a grant: what was granted, and what was seen. */
  grants?: Grants
  shown?: Shown
  /** Letter of the region's group. */
  region?: 'A' | 'B' | 'C' | 'D'
  gpc?: boolean
  /** It changes an earlier yes. */
  again?: boolean
  /** Where the choice has ended all that minted an id: the id, and what is stored of its visitor goes. */
  erase?: string
  /** The same: what it voided, so that the delivery report stays exact. */
  stream?: string
  emitted?: number
  voids?: readonly Void[]
}
