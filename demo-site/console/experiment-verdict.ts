// What an experiment's results mean, in a sentence: first whether they may be believed, then who is ahead.
import type { Experiment, Metric } from '../../packages/wire/experiment.ts'
import type { ExperimentResults, VariationResult } from '../../packages/wire/report.ts'
import { share } from './format.ts'

/** Below this the split is broken (Kohavi, Tang and Xu; the usual bound of the field). */
const SRM_P_MIN = 0.001

/** A visitor is one of so many in a variation before anything is said. */
const VISITORS_MIN = 100

export interface Verdict {
  kind: 'broken' | 'waiting' | 'open' | 'better' | 'worse' | 'contradictory'
  sentence: string
}

export function metricName(metric: Metric): string {
  if (metric.kind === 'event') return `“${metric.name}”`
  return metric.kind === 'conversion' ? 'Conversion' : 'Revenue per visitor'
}

/** A lift with its sign. */
export function signed(lift: number): string {
  return `${lift > 0 ? '+' : lift < 0 ? '−' : ''}${share(Math.abs(lift))}`
}

export function boundsText([low, high]: NonNullable<VariationResult['liftBounds']>): string {
  return `${low === null ? 'no lower bound' : signed(low)} to ${high === null ? 'no upper bound' : signed(high)}`
}

/** What the first metric says. */
export function verdictOf({ variations }: Experiment, results: ExperimentResults): Verdict {
  const { srmP, metrics } = results
  const fewest = Math.min(...results.variations.map(({ visitors }) => visitors))
  if (srmP !== null && srmP < SRM_P_MIN)
    return {
      kind: 'broken',
      sentence:
        'The variations did not get the visitors they should: something loses or adds some in one of them. Nothing below may be believed until that is mended.',
    }
  if (fewest < VISITORS_MIN)
    return {
      kind: 'waiting',
      sentence: `Nothing is said before each variation has ${VISITORS_MIN} visitors; the smallest has ${fewest}.`,
    }
  const [deciding] = metrics
  const treatments = deciding?.variations.slice(1) ?? []
  const nameOf = ({ key }: VariationResult) =>
    variations.find((each) => each.key === key)?.name ?? key
  const better = treatments.filter(({ verdict }) => verdict === 'higher')
  const best = better.toSorted((a, b) => (b.lift ?? 0) - (a.lift ?? 0))[0]
  const metric = deciding ? metricName(deciding.metric) : ''
  if (best)
    return {
      kind: 'better',
      sentence: `${nameOf(best)} does better than the control: ${metric} is higher, ${best.liftBounds ? boundsText(best.liftBounds) : ''}. It can be shipped.`,
    }
  if (treatments.some(({ verdict }) => verdict === 'contradictory'))
    return {
      kind: 'contradictory',
      sentence:
        'Earlier days say one thing, later ones another: the effect has turned round while it was measured.',
    }
  if (treatments.length > 0 && treatments.every(({ verdict }) => verdict === 'lower'))
    return {
      kind: 'worse',
      sentence: `The control does better: ${metric} is lower with every change. Stop it, or ship the control.`,
    }
  return {
    kind: 'open',
    sentence: `Not known yet: ${metric} may be higher or lower. Looking again every day does no harm.`,
  }
}
