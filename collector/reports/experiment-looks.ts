// Adds days up to looks, and reads from all looks together what a metric says of each variation.
import type { Metric, Variation } from '../../packages/wire/experiment.ts'
import type { Bounds, VariationResult } from '../../packages/wire/report.ts'
import { NO_VERDICT, lookAgain } from '../experiments/daily-verdict.ts'
import type { DailyVerdict } from '../experiments/daily-verdict.ts'
import type { Interval } from '../experiments/effect.ts'
import { momentsFromSums } from '../experiments/moments.ts'
import { meanStatistic, proportionStatistic } from '../experiments/unit-statistic.ts'
import type { UnitStatistic } from '../experiments/unit-statistic.ts'

/** Share of experiments in which a verdict may be wrong, whenever it is read. */
const ALPHA = 0.05

/** What a metric gained on a day: sums over visitors of their values and of the squares of these. */
export interface Day {
  variation: string
  day: number
  sum: number
  squares: number
}

interface Sums {
  n: number
  sum: number
  squares: number
}

function statistic(metric: Metric, { n, sum, squares }: Sums): UnitStatistic {
  return metric.kind === 'revenue'
    ? meanStatistic(momentsFromSums(n, sum, squares))
    : proportionStatistic(n, sum)
}

/** A result for each variation; the first is the control that the others are compared with. */
export function resultsOf(
  metric: Metric,
  variations: readonly Variation[],
  arrivals: readonly { variation: string; day: number; visitors: number }[],
  gains: readonly Day[],
): VariationResult[] {
  const days = [...new Set([...arrivals, ...gains].map(({ day }) => day))].toSorted((a, b) => a - b)
  const sums = new Map<string, Sums>(
    variations.map(({ key }) => [key, { n: 0, sum: 0, squares: 0 }]),
  )
  const verdicts = new Map<string, DailyVerdict>()
  const [control] = variations
  const alpha = ALPHA / Math.max(1, variations.length - 1)
  const of = (key: string): UnitStatistic => statistic(metric, sums.get(key)!)
  for (const day of days) {
    for (const row of arrivals)
      if (row.day === day) add(sums.get(row.variation), row.visitors, 0, 0)
    for (const row of gains)
      if (row.day === day) add(sums.get(row.variation), 0, row.sum, row.squares)
    for (const { key } of variations.slice(1))
      verdicts.set(
        key,
        lookAgain(verdicts.get(key) ?? NO_VERDICT, of(control!.key), of(key), { alpha }),
      )
  }
  return variations.map(({ key }, at) => {
    const { mean } = of(key)
    const base = of(control!.key).mean
    const verdict = verdicts.get(key) ?? NO_VERDICT
    return {
      key,
      total: sums.get(key)!.sum,
      mean,
      lift: at > 0 && base > 0 ? mean / base - 1 : null,
      liftBounds: at > 0 ? boundsOf(verdict.lift) : null,
      verdict: at > 0 ? verdict.verdict : 'control',
      p: verdict.p,
    }
  })
}

function add(to: Sums | undefined, n: number, sum: number, squares: number): void {
  if (!to) return
  to.n += n
  to.sum += sum
  to.squares += squares
}

/** JSON knows no infinity. */
function boundsOf([low, high]: Interval): Bounds {
  return [Number.isFinite(low) ? low : null, Number.isFinite(high) ? high : null]
}
