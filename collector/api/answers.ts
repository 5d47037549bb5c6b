// What reports answer, as schemas: what is not in one leaves the collector in no answer.
import type {
  Band,
  Bounds,
  Compared,
  ConsentReport,
  ConsentRow,
  Delivery,
  Estimate,
  EventRow,
  ExperimentResults,
  HeatElement,
  HeatSpot,
  Heatmap,
  LiveEvent,
  Overview,
  PageRow,
  Rate,
  RecommendEffect,
  ReportMap,
  ReportName,
  SlotRow,
  TrendPoint,
  VariationResult,
} from '../../packages/wire/report.ts'
import {
  described,
  flag,
  list,
  nullable,
  number,
  object,
  oneOf,
  record,
  text,
} from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import { metric } from '../decide/experiment.ts'

/** Longer than anything that is stored. */
export const words = text(20_000)
export const ROWS_MAX = 100_000

const compared = object<Compared>({ value: nullable(number), previous: nullable(number) })

const trendPoint = object<TrendPoint>({
  startMs: number,
  visitors: number,
  sessions: number,
  pageViews: number,
  orders: number,
  revenue: number,
})

const overview = object<Overview>({
  currency: words,
  visitors: compared,
  sessions: compared,
  pageViews: compared,
  bounceRate: compared,
  dwellMs: compared,
  conversionRate: compared,
  orders: compared,
  averageOrderValue: compared,
  revenue: compared,
  cartAbandonment: compared,
  ordersWithoutRate: number,
  robotEvents: number,
  staffEvents: number,
  trendUnit: oneOf('hour', 'day'),
  trend: list(trendPoint, ROWS_MAX),
})

const pageRow = object<PageRow>({
  path: words,
  visitors: number,
  pageViews: number,
  entries: number,
  dwellMs: nullable(number),
  reach: nullable(number),
})

const eventRow = object<EventRow>({ name: words, custom: flag, events: number, visitors: number })

const liveEvent = object<LiveEvent>({
  timeMs: number,
  name: words,
  path: words,
  country: words,
  device: words,
  browser: words,
  value: nullable(number),
  currency: words,
})

const delivery = object<Delivery>({
  emitted: number,
  received: number,
  voided: record(/^[a-z]+$/, number, 20),
  pending: number,
  missing: number,
  streams: number,
  unfollowedStreams: number,
})

const rate = nullable(object<Rate>({ value: number, low: number, high: number }))
const consentRows = list(
  object<ConsentRow>({ key: words, given: number, refused: number, rate }),
  ROWS_MAX,
)
const consent = object<ConsentReport>({
  given: number,
  changed: number,
  refused: number,
  withdrawn: number,
  rate,
  gpc: nullable(number),
  seconds: nullable(
    object<NonNullable<ConsentReport['seconds']>>({ p25: number, p50: number, p75: number }),
  ),
  by: object<ConsentReport['by']>({
    country: consentRows,
    device: consentRows,
    language: consentRows,
    notice: consentRows,
  }),
  coverage: list(
    object<ConsentReport['coverage'][number]>({ country: words, told: number, seen: number }),
    ROWS_MAX,
  ),
})

const slotRow = object<SlotRow>({
  slot: words,
  views: number,
  clicks: number,
  orders: number,
  revenue: number,
})

const recommend = object<RecommendEffect>({
  currency: words,
  rows: list(slotRow, ROWS_MAX),
  orders: number,
  revenue: number,
})

const bounds: Schema<Bounds> = described(
  {
    type: 'array',
    prefixItems: [{ type: ['number', 'null'] }, { type: ['number', 'null'] }],
    minItems: 2,
    maxItems: 2,
  },
  (value, path) => {
    const [low = null, high = null] = list(nullable(number), 2)(value, path)
    return [low, high]
  },
)

const variationResult = object<VariationResult>({
  key: words,
  total: number,
  mean: number,
  lift: nullable(number),
  liftBounds: nullable(bounds),
  verdict: oneOf('control', 'higher', 'lower', 'open', 'contradictory'),
  p: number,
})

const experiments = object<ExperimentResults>({
  currency: words,
  looks: number,
  severalVariations: number,
  srmP: nullable(number),
  variations: list(object({ key: words, visitors: number, weight: number, left: number }), 100),
  leftP: nullable(number),
  metrics: list(object({ metric, variations: list(variationResult, 100) }), 100),
})

const estimate = object<Estimate>({ value: number, margin: number })
const heatElement = object<HeatElement>({
  anchor: words,
  clicks: estimate,
  rage: number,
  keyboard: number,
  sessions: number,
})
const heatSpot = object<HeatSpot>({
  anchor: words,
  across: number,
  down: number,
  clicks: number,
  rage: number,
})
const band = oneOf('phone', 'tablet', 'desktop')

const heatmap = object<Heatmap>({
  pages: list(object({ page: words, views: number }), ROWS_MAX),
  page: words,
  band,
  bands: object<Record<Band, number>>({ phone: number, tablet: number, desktop: number }),
  views: estimate,
  sessions: number,
  clicks: estimate,
  unplaced: nullable(number),
  hidden: nullable(number),
  reach: list(number, 101),
  fold: nullable(object({ p25: number, p50: number, p75: number })),
  elements: list(heatElement, ROWS_MAX),
  spots: list(heatSpot, ROWS_MAX),
})

interface Described<R extends ReportName> {
  readonly summary: string
  readonly answer: Schema<ReportMap[R]['answer']>
}

/** One line a report: a key of `ReportMap` without its line here does not compile. */
export const reportAnswers: { readonly [R in ReportName]: Described<R> } = {
  overview: { summary: 'The indicator board.', answer: overview },
  pages: {
    summary: 'Pages, the most viewed first.',
    answer: object({ rows: list(pageRow, ROWS_MAX), total: number }),
  },
  events: {
    summary: 'Events by name.',
    answer: object({ rows: list(eventRow, ROWS_MAX), total: number }),
  },
  live: {
    summary: 'What happened in the last minutes.',
    answer: object({ events: list(liveEvent, ROWS_MAX) }),
  },
  delivery: { summary: 'How complete the numbers are.', answer: delivery },
  consent: { summary: 'How visitors answered the question of consent.', answer: consent },
  heatmap: { summary: 'How one page was used on one kind of device.', answer: heatmap },
  experiments: { summary: 'What an experiment has shown so far.', answer: experiments },
  recommend: { summary: 'What came of recommendations.', answer: recommend },
}
