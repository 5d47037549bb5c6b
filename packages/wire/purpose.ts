// What data is processed for: the one table that gating, export, erasure, retention and the notice are driven by.
import type { EventType } from './event.ts'

export type Purpose =
  | 'analytics'
  | 'heatmaps'
  | 'replay'
  | 'experiments'
  | 'recommendations'
  | 'marketing'

/** How much of a purpose is allowed: nothing, counting without identifiers or storage, or all of it. */
export type Grant = 'none' | 'aggregate' | 'full'

/** A grant per purpose; what is not named is not granted. */
export type Grants = Readonly<Partial<Record<Purpose, Grant>>>

/** One row of the table. */
export interface PurposeRow {
  /** What a visitor is told it is for. */
  readonly meaning: string
  /** Keys the SDK may write on the device once it is granted; what follows a dot only tells streams apart. */
  readonly deviceKeys: readonly string[]
  /** Random identifiers that the grant mints. */
  readonly mints: readonly ('visitor' | 'session')[]
  /** Days that what was collected is kept; 0 where nothing leaves the device. */
  readonly keptDays: number
  /** Who receives it. */
  readonly recipients: readonly string[]
}

interface Days {
  /** Where the site does not say otherwise. */
  readonly usual: number
  readonly most: number
}

/** How long events are kept; and orders without their visitor, for the books. */
export const EVENTS_DAYS: Days = { usual: 395, most: 760 }
export const ORDERS_DAYS: Days = { usual: 1_095, most: 3_650 }

const OPERATOR = ['the operator of the shop']

export const PURPOSES: Readonly<Record<Purpose, PurposeRow>> = {
  analytics: {
    meaning: 'Count visits, pages and orders, to see what works.',
    deviceKeys: ['tm_visitor', 'tm_session', 'tm_left'],
    mints: ['visitor', 'session'],
    keptDays: EVENTS_DAYS.usual,
    recipients: OPERATOR,
  },
  heatmaps: {
    meaning: 'See where pages are clicked and how far they are read.',
    deviceKeys: ['tm_session'],
    mints: ['session'],
    keptDays: 2,
    recipients: OPERATOR,
  },
  replay: {
    meaning: 'Replay how a page was used, with all text masked.',
    deviceKeys: ['tm_session'],
    mints: ['session'],
    keptDays: 30,
    recipients: OPERATOR,
  },
  experiments: {
    meaning: 'Compare versions of a page.',
    deviceKeys: ['tm_visitor', 'tm_session', 'tm_left', 'tm_experiments'],
    mints: ['visitor', 'session'],
    keptDays: EVENTS_DAYS.usual,
    recipients: OPERATOR,
  },
  recommendations: {
    meaning: 'Recommend products from a history that stays on this device.',
    deviceKeys: ['tm_recommend'],
    mints: [],
    keptDays: 0,
    recipients: [],
  },
  marketing: {
    meaning: 'Join visits with advertising clicks and their cost.',
    deviceKeys: [],
    mints: [],
    keptDays: EVENTS_DAYS.usual,
    recipients: OPERATOR,
  },
}

/** The purpose that must be granted before an event of each type may exist. */
export const EVENT_PURPOSE: Readonly<Record<EventType, Purpose>> = {
  page_view: 'analytics',
  user_engagement: 'analytics',
  click: 'analytics',
  file_download: 'analytics',
  form_submit: 'analytics',
  view_search_results: 'analytics',
  view_item_list: 'analytics',
  select_item: 'analytics',
  view_item: 'analytics',
  add_to_cart: 'analytics',
  remove_from_cart: 'analytics',
  add_to_wishlist: 'analytics',
  view_cart: 'analytics',
  begin_checkout: 'analytics',
  add_shipping_info: 'analytics',
  add_payment_info: 'analytics',
  purchase: 'analytics',
  refund: 'analytics',
  view_promotion: 'analytics',
  select_promotion: 'analytics',
  exposure: 'experiments',
  heat: 'heatmaps',
  custom: 'analytics',
  sdk_error: 'analytics',
}
