// What an experiment has shown: who saw what, whether the split holds, and what each metric says, safe to read daily.
import type { Experiment, Metric } from '../../packages/wire/experiment.ts'
import type { ExperimentResults, Period } from '../../packages/wire/report.ts'
import { fail } from '../errors.ts'
import { srmTest } from '../experiments/srm.ts'
import type { Leaving } from '../storage/columns.ts'
import type { Sql } from '../storage/sql.ts'
import { sql } from '../storage/sql.ts'
import { resultsOf } from './experiment-looks.ts'
import type { Day } from './experiment-looks.ts'
import type { Report, ReportSource } from './report.ts'
import { eventsIn, ordersIn } from './selection.ts'

const DAY_MS = 86_400_000

/**
 * - A visitor counts from their first exposure on, in the variation they saw then; who saw several is left out.
 * - Conversion: visitors with an order after it. Revenue: the sum of those orders. Event: visitors with such an event.
 * - Each UTC day is one look; the verdict is what all looks say together (see `experiments/daily-verdict.ts`).
 * - Left: visitors who have withdrawn or were erased, by the day on which they had last seen their variation.
 * - With several treatments each gets its part of the 5 % that may be wrong.
 */
export const experiments: Report<'experiments'> = async (ask, source) => {
  const experiment = source.experiment?.(ask.experiment) ?? fail('not_found')
  const { variations, startedMs, endedMs } = experiment
  const toMs = Math.max(endedMs || source.nowMs + 1, startedMs + 1)
  const period = { site: ask.site, fromMs: startedMs, toMs }
  const exposed = exposedIn(source, period, experiment)
  const counted = sql`(select * from ${exposed} everyone where variations = 1)`
  const [leavings, arrivals, [several], ...found] = await Promise.all([
    source.driver.leavings(ask.site),
    source.driver.select<Arrivals>(sql`
      select variation, since_ms - since_ms % ${DAY_MS} as "day", count(*) as "visitors"
      from ${counted} exposed group by 1, 2`),
    source.driver.select<{ visitors: number }>(sql`
      select count(*) as "visitors" from ${exposed} everyone where variations > 1`),
    ...experiment.metrics.map((metric) =>
      source.driver.select<Day>(daysOf(metric, source, period, counted)),
    ),
  ])
  const visitors = variations.map(({ key }) =>
    arrivals.reduce((sum, row) => (row.variation === key ? sum + row.visitors : sum), 0),
  )
  const srm = srmTest(
    visitors,
    variations.map(({ weight }) => weight),
  )
  const left = variations.map(({ key }) => leftOf(leavings, experiment.key, key, period))
  const leftTest = srmTest(
    left,
    variations.map(({ weight }) => weight),
  )
  const answer: ExperimentResults = {
    currency: source.site.currency,
    looks: new Set(arrivals.map(({ day }) => day)).size,
    severalVariations: several?.visitors ?? 0,
    srmP: srm.error ? null : srm.p,
    variations: variations.map(({ key, weight }, at) => ({
      key,
      weight,
      visitors: visitors[at] ?? 0,
      left: left[at] ?? 0,
    })),
    leftP: leftTest.error ? null : leftTest.p,
    metrics: experiment.metrics.map((metric, at) => ({
      metric,
      variations: resultsOf(metric, variations, arrivals, found[at] ?? []),
    })),
  }
  return answer
}

function leftOf(
  leavings: readonly Leaving[],
  experiment: string,
  variation: string,
  { fromMs, toMs }: Period,
): number {
  return leavings.reduce(
    (sum, each) =>
      each.experiment === experiment &&
      each.variation === variation &&
      each.received_ms > fromMs - DAY_MS &&
      each.received_ms < toMs
        ? sum + each.n
        : sum,
    0,
  )
}

/** Visitors who came to an experiment on a day. */
interface Arrivals {
  variation: string
  day: number
  visitors: number
}

/** A row a visitor: when they first saw which variation, and how many they saw. */
function exposedIn({ driver }: ReportSource, period: Period, { key }: Experiment): Sql {
  const { bodyText, events } = driver.dialect
  return sql`(
    select visitor, min(time_ms) as since_ms, min(variation) as variation,
      count(distinct variation) as variations
    from (
      select visitor, time_ms, ${bodyText('variation')} as variation
      from ${events()}
      where site = ${period.site} and type = 'exposure' and not bot and not staff and visitor <> ''
        and time_ms >= ${period.fromMs} and time_ms < ${period.toMs}
        and ${bodyText('experiment')} = ${key} and ${bodyText('counts')} = 'true'
    ) exposures group by visitor)`
}

/** What a metric gained on each day, by variation: sums and sums of squares of the visitors' values. */
function daysOf(metric: Metric, source: ReportSource, period: Period, exposed: Sql): Sql {
  if (metric.kind === 'revenue')
    return sql`
      select variation, "day", sum(gained) as "sum", sum(2 * had * gained + gained * gained) as "squares"
      from (
        select exposed.variation, found.time_ms - found.time_ms % ${DAY_MS} as "day",
          cast(coalesce(found.revenue, 0) as double precision) as gained,
          cast(coalesce(sum(coalesce(found.revenue, 0)) over (
            partition by found.visitor order by found.time_ms, found.place
            rows between unbounded preceding and 1 preceding), 0) as double precision) as had
        from (select *, row_number() over (partition by visitor order by time_ms) as place
          from ${ordersIn(source, period)} orders_in) found
        join ${exposed} exposed on exposed.visitor = found.visitor
        where found.time_ms >= exposed.since_ms
      ) gains group by 1, 2`
  const found =
    metric.kind === 'conversion'
      ? ordersIn(source, period)
      : sql`(select visitor, time_ms from ${eventsIn(source, period)} events_in where name = ${metric.name})`
  return sql`
    select variation, "day", count(*) as "sum", count(*) as "squares"
    from (
      select exposed.variation,
        min(found.time_ms) - min(found.time_ms) % ${DAY_MS} as "day"
      from ${found} found join ${exposed} exposed on exposed.visitor = found.visitor
      where found.time_ms >= exposed.since_ms
      group by exposed.visitor, exposed.variation
    ) firsts group by 1, 2`
}
