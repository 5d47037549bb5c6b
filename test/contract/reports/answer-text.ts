// Writes the answers of reports as lines that a person can work out and compare.
import type { Answer, Compared, ReportName } from '../../../packages/wire/report.ts'

const COMPARED = [
  'visitors',
  'sessions',
  'pageViews',
  'bounceRate',
  'dwellMs',
  'conversionRate',
  'orders',
  'averageOrderValue',
  'revenue',
  'cartAbandonment',
] as const

type Words = readonly (string | number | null)[]

/** Figures to four places, `-` for null. */
function lineOf(words: Words): string {
  return words
    .map((word) => {
      if (word === null) return '-'
      return typeof word === 'number' ? String(Math.round(word * 1e4) / 1e4) : word
    })
    .join(' ')
}

/** To the minute, or as far as it says more. */
function timeText(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/(:00)?\.000Z$|Z$/, '')
}

function compared(name: string, figure: Compared): string {
  return lineOf([name, figure.value, figure.previous])
}

const WRITERS: { readonly [R in ReportName]: (answer: Answer<R>) => string[] } = {
  overview: (answer) => [
    ...COMPARED.map((name) => compared(name, answer[name])),
    lineOf(['ordersWithoutRate', answer.ordersWithoutRate]),
    lineOf(['robotEvents', answer.robotEvents]),
    ...(answer.staffEvents > 0 ? [lineOf(['staffEvents', answer.staffEvents])] : []),
    lineOf(['currency', answer.currency]),
    lineOf(['trend', answer.trendUnit, answer.trend.length]),
    ...answer.trend
      .map(({ startMs, ...point }) => ({ startMs, point: Object.entries(point) }))
      .filter(({ point }) => point.some(([, figure]) => figure !== 0))
      .map(({ startMs, point }) => {
        const figures = Object.fromEntries(point)
        const names = ['visitors', 'sessions', 'pageViews', 'orders', 'revenue']
        return lineOf([timeText(startMs), ...names.map((name) => figures[name] ?? null)])
      }),
  ],
  pages: (answer) => [
    ...answer.rows
      .map((row) => [row.path, row.visitors, row.pageViews, row.entries, row.dwellMs, row.reach])
      .map(lineOf)
      .toSorted(),
    lineOf(['total', answer.total]),
  ],
  events: (answer) => [
    ...answer.rows
      .map((row) => [row.name, row.custom ? 'custom' : 'ours', row.events, row.visitors])
      .map(lineOf)
      .toSorted(),
    lineOf(['total', answer.total]),
  ],
  recommend: (answer) => [
    ...answer.rows
      .map((row) => lineOf([row.slot, row.views, row.clicks, row.orders, row.revenue]))
      .toSorted(),
    lineOf(['all', answer.orders, answer.revenue, answer.currency]),
  ],
  live: (answer) =>
    answer.events.map((event) =>
      lineOf([
        timeText(event.timeMs),
        event.name,
        event.path,
        event.country,
        event.device,
        event.browser,
        event.value,
        event.currency || '-',
      ]),
    ),
  delivery: (answer) => [
    lineOf(['emitted', answer.emitted]),
    lineOf(['received', answer.received]),
    ...Object.entries(answer.voided)
      .map(([reason, events]) => lineOf(['voided', reason, events]))
      .toSorted(),
    lineOf(['pending', answer.pending]),
    lineOf(['missing', answer.missing]),
    lineOf(['streams', answer.streams]),
    lineOf(['unfollowedStreams', answer.unfollowedStreams]),
  ],
  consent: ({ given, changed, refused, withdrawn, rate, gpc, seconds, by, coverage }) => [
    lineOf(['answers', given, refused]),
    lineOf(['later', changed, withdrawn]),
    lineOf(['rate', ...(rate ? [rate.value, rate.low, rate.high] : [null])]),
    lineOf(['gpc', gpc]),
    lineOf(['seconds', ...(seconds ? [seconds.p25, seconds.p50, seconds.p75] : [null])]),
    ...Object.entries(by).flatMap(([dimension, rows]) =>
      rows.map((row) => lineOf([dimension, row.key || '-', row.given, row.refused])),
    ),
    ...coverage.map((row) => lineOf(['coverage', row.country || '-', row.seen, row.told])),
  ],
  heatmap: ({ pages, bands, views, clicks, reach, fold, elements, spots, ...answer }) => [
    ...pages.map(({ page, views: seen }) => lineOf(['page', page, seen])),
    lineOf(['bands', bands.phone, bands.tablet, bands.desktop]),
    lineOf(['shown', answer.page || '-', answer.band]),
    lineOf(['views', views.value, views.margin]),
    lineOf(['sessions', answer.sessions]),
    lineOf(['clicks', clicks.value, clicks.margin]),
    lineOf(['unplaced', answer.unplaced]),
    lineOf(['hidden', answer.hidden]),
    // Where the curve falls: the last percent that so many saw.
    ...reach.flatMap((share, at) =>
      share !== (reach[at + 1] ?? 0) ? [lineOf(['reach', at, share])] : [],
    ),
    lineOf(['fold', ...(fold ? [fold.p25, fold.p50, fold.p75] : [null])]),
    ...elements.map((each) =>
      lineOf([
        'element',
        each.anchor,
        each.clicks.value,
        each.clicks.margin,
        each.rage,
        each.keyboard,
        each.sessions,
      ]),
    ),
    ...spots.map((each) =>
      lineOf(['spot', each.anchor, each.across, each.down, each.clicks, each.rage]),
    ),
  ],
  experiments: ({ looks, severalVariations, srmP, leftP, variations, metrics }) => [
    lineOf(['looks', looks]),
    lineOf(['several', severalVariations]),
    lineOf(['srm', srmP]),
    ...variations.map(({ key, visitors }) => lineOf(['visitors', key, visitors])),
    ...(leftP === null ? [] : [lineOf(['left', ...variations.map(({ left }) => left), leftP])]),
    ...metrics.flatMap(({ metric, variations: rows }) =>
      rows.map(({ key, total, mean, lift, verdict }) =>
        lineOf([
          metric.kind === 'event' ? metric.name : metric.kind,
          key,
          total,
          mean,
          lift,
          verdict,
        ]),
      ),
    ),
  ],
}

/** The answer as lines; points of the trend that are all zero are only counted, tables go by the alphabet. */
export function answerText<R extends ReportName>(name: R, answer: Answer<R>): string[] {
  return WRITERS[name](answer)
}
