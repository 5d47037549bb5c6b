// What the console may ask of the collector, and what it gets: one key, one report, one screen.
import type { Metric } from './experiment.ts'

/** A half-open span of time on one site: `fromMs` is in it, `toMs` is not. */
export interface Period {
  site: string
  fromMs: number
  toMs: number
}

/** A figure, and the same figure over the period of equal length just before. */
export interface Compared {
  /** null where nothing was there to divide by. */
  value: number | null
  previous: number | null
}

/** Length of one point on the trend. */
export type TrendUnit = 'hour' | 'day'

export interface TrendPoint {
  /** Start of the hour or day in the site's time zone, ms since 1970 UTC. */
  startMs: number
  visitors: number
  sessions: number
  pageViews: number
  orders: number
  /** Minor units of the base currency. */
  revenue: number
}

/** The indicator board. Shares lie between 0 and 1. */
export interface Overview {
  /** The site's base currency, ISO 4217. */
  currency: string
  visitors: Compared
  sessions: Compared
  pageViews: Compared
  /** Sessions with one page view and no engagement / sessions. */
  bounceRate: Compared
  /** Mean active time per page view, ms. */
  dwellMs: Compared
  /** Visitors who ordered / visitors. */
  conversionRate: Compared
  orders: Compared
  /** Revenue / orders, minor units of the base currency. */
  averageOrderValue: Compared
  /** Minor units of the base currency. */
  revenue: Compared
  /** Sessions that filled a cart and did not order / sessions that filled a cart. */
  cartAbandonment: Compared
  /** Orders left out of the revenue, because their currency has no stored rate. */
  ordersWithoutRate: number
  /** Events of robots, marked and left out of everything above. */
  robotEvents: number
  /** Events of the shop's own staff, marked and left out as well. */
  staffEvents: number
  trendUnit: TrendUnit
  trend: readonly TrendPoint[]
}

export interface PageRow {
  path: string
  visitors: number
  pageViews: number
  /** Sessions that began here. */
  entries: number
  dwellMs: number | null
  /** Mean furthest scroll of its page views, 0 to 100; null where none was measured. */
  reach: number | null
}

export interface EventRow {
  /** The event's type, or a custom event's own name. */
  name: string
  custom: boolean
  events: number
  visitors: number
}

/** One event, as it was stored a moment ago. */
export interface LiveEvent {
  timeMs: number
  name: string
  path: string
  country: string
  device: string
  browser: string
  /** Minor units of `currency`; null where the event carries no value. */
  value: number | null
  currency: string
}

/** How complete the numbers are: events that pages numbered, and what became of them. */
export interface Delivery {
  /** Events that streams of this period are known to have given out. */
  emitted: number
  received: number
  /** Given up by the page, by reason. */
  voided: Readonly<Record<string, number>>
  /** Not here yet, but a page may still hold them. */
  pending: number
  /** Not here after a page's queue could have lived: lost. */
  missing: number
  streams: number
  /** Streams whose end no later page has told: what they may have lost at their end is not knowable. */
  unfollowedStreams: number
}

/** What became of the products that one slot showed. */
export interface SlotRow {
  slot: string
  /** How often it was shown with something in it. */
  views: number
  clicks: number
  /** Orders that hold a product which their visitor had chosen in it. */
  orders: number
  /** What those products brought, minor units of the base currency. */
  revenue: number
}

export interface RecommendEffect {
  /** The site's base currency, ISO 4217. */
  currency: string
  rows: readonly SlotRow[]
  /** All orders of the period, and what they brought: what the slots' are a part of. */
  orders: number
  revenue: number
}

/** Where a value may lie, by all looks together; null is without bound. */
export type Bounds = readonly [low: number | null, high: number | null]

/** What a metric says of one variation. */
export interface VariationResult {
  key: string
  /** Visitors who did it, or the sum of their revenue in minor units. */
  total: number
  /** Per visitor. */
  mean: number
  /** Share of the control's mean by which this one's is higher; null for the control, or where its mean is 0. */
  lift: number | null
  /** The lifts that no look has excluded; null for the control. */
  liftBounds: Bounds | null
  /** Safe to read every day; `contradictory`: looks exclude each other. */
  verdict: 'control' | 'higher' | 'lower' | 'open' | 'contradictory'
  /** Smallest p-value of all looks, safe to read every day; 1 for the control. */
  p: number
}

export interface ExperimentResults {
  /** The site's base currency. */
  currency: string
  /** Days on which results were looked at. */
  looks: number
  /** Visitors who have seen more than one variation: left out of everything else. */
  severalVariations: number
  /** Sample ratio mismatch; null where nobody has come. Below 0.001 nothing else may be believed. */
  srmP: number | null
  /**
   * Visitors by variation, in the order of the experiment, with their share by design. `left`: who saw it and has withdrawn
   * since, or was erased; of the erased nothing else is left, so that they are in no other number.
   */
  variations: readonly { key: string; visitors: number; weight: number; left: number }[]
  /** Whether more leave than by chance in one variation; null where nobody has left. Below 0.001 it is none. */
  leftP: number | null
  /** One for each metric, in the order of the experiment. */
  metrics: readonly { metric: Metric; variations: readonly VariationResult[] }[]
}

export type Band = 'phone' | 'tablet' | 'desktop'

/** A figure that a sample was scaled up to, and how far the whole may lie from it, 19 times in 20. */
export interface Estimate {
  value: number
  /** 0 where every session was recorded. */
  margin: number
}

/** An element that was clicked. */
export interface HeatElement {
  /** Its name: `packages/dom/anchor.ts` finds it on the page. */
  anchor: string
  clicks: Estimate
  /** Bursts of angry clicks. */
  rage: number
  keyboard: number
  /** Sessions that were recorded, not scaled up. */
  sessions: number
}

/** A place in an element: one of 16 across and 16 down. */
export interface HeatSpot {
  anchor: string
  across: number
  down: number
  clicks: number
  rage: number
}

/** How one page was used on one kind of device. What fewer than 5 sessions did is in no row and no spot. */
export interface Heatmap {
  /** Pages with heat in the period, the most viewed first. */
  pages: readonly { page: string; views: number }[]
  page: string
  band: Band
  /** Views of this page by band, for choosing another. */
  bands: Readonly<Record<Band, number>>
  views: Estimate
  /** Sessions that were recorded, not scaled up. */
  sessions: number
  clicks: Estimate
  /** Share of clicks on what has no name: they cannot be placed. null where nothing was clicked. */
  unplaced: number | null
  /** Share of clicks on elements that too few sessions have clicked to be told. */
  hidden: number | null
  /** Share of views that saw so many percent of the page: one number for each of 0 to 100; none without views. */
  reach: readonly number[]
  /** Percent of the page above the fold, of a quarter, a half and three quarters of views. */
  fold: { p25: number; p50: number; p75: number } | null
  elements: readonly HeatElement[]
  spots: readonly HeatSpot[]
}

/** A share with the bounds between which the true one lies in 95 of 100 cases. */
export interface Rate {
  value: number
  low: number
  high: number
}

/** Answers of one kind of visitor; `rate`: of those who accepted. */
export interface ConsentRow {
  key: string
  given: number
  refused: number
  rate: Rate | null
}

/** How visitors answered the question; who left without an answer is in no number. */
export interface ConsentReport {
  /** At least one purpose, and none before. */
  given: number
  /** Another yes after a yes. */
  changed: number
  refused: number
  withdrawn: number
  /** Accepted, of those who answered for the first time; null where nobody has. */
  rate: Rate | null
  /** Share of those who answered with Global Privacy Control on. */
  gpc: number | null
  /** Seconds from the question to a yes, in steps; null where nobody gave one. */
  seconds: { p25: number; p50: number; p75: number } | null
  by: Readonly<Record<'country' | 'device' | 'language' | 'notice', readonly ConsentRow[]>>
  /** By country, orders told by the shop's server or an import, and those of them that a page has told as well. */
  coverage: readonly { country: string; told: number; seen: number }[]
}

export interface ReportMap {
  overview: { ask: Period; answer: Overview }
  pages: { ask: Period; answer: { rows: readonly PageRow[]; total: number } }
  events: { ask: Period; answer: { rows: readonly EventRow[]; total: number } }
  recommend: { ask: Period; answer: RecommendEffect }
  live: { ask: { site: string }; answer: { events: readonly LiveEvent[] } }
  delivery: { ask: Period; answer: Delivery }
  consent: { ask: Period; answer: ConsentReport }
  /** Without a page or a band: those with most views. */
  heatmap: { ask: Period & { page?: string; band?: Band }; answer: Heatmap }
  experiments: { ask: { site: string; experiment: string }; answer: ExperimentResults }
}

export type ReportName = keyof ReportMap
export type Ask<R extends ReportName> = ReportMap[R]['ask']
export type Answer<R extends ReportName> = ReportMap[R]['answer']
