// The verdict that may be read every day: what all looks so far say together.
import { confidenceSequence } from './confidence-sequence.ts'
import type { SequenceOptions } from './confidence-sequence.ts'
import { effect } from './effect.ts'
import type { Interval } from './effect.ts'
import { liftInterval } from './lift.ts'
import type { UnitStatistic } from './unit-statistic.ts'

/** Before that many units in each variation a look says nothing: the sequence rests on a limit theorem. */
const UNITS_MIN = 100

/**
 * `higher`, `lower`: the treatment's mean is, and the verdict stays. `open`: not known yet. `contradictory`: one look says
 * higher and another lower; the effect has turned round, unless this is one of the few experiments (`alpha`) whose
 * intervals fail.
 */
export type Verdict = 'higher' | 'lower' | 'open' | 'contradictory'

export interface DailyVerdict {
  readonly verdict: Verdict
  /**
   * The differences of the means that no look has excluded. It never grows, and is empty, `low` above `high`, where
   * looks exclude each other: the size of the effect has changed on the way.
   */
  readonly difference: Interval
  /** The same as shares of the control's mean: 0.05 is 5 % more. */
  readonly lift: Interval
  /** The smallest of all looks, or 1 where they are contradictory. */
  readonly p: number
  /** Looks that said something. */
  readonly looks: number
}

const ANYTHING: Interval = [-Infinity, Infinity]

/** Before the first look. */
export const NO_VERDICT: DailyVerdict = {
  verdict: 'open',
  difference: ANYTHING,
  lift: ANYTHING,
  p: 1,
  looks: 0,
}

function verdictOn([low, high]: Interval): Verdict {
  if (low > 0 && high < 0) return 'contradictory'
  if (low > 0) return 'higher'
  return high < 0 ? 'lower' : 'open'
}

function intersect(one: Interval, other: Interval): Interval {
  return [Math.max(one[0], other[0]), Math.min(one[1], other[1])]
}

/**
 * The verdict after one more look. All intervals of a confidence sequence hold at once, therefore their intersection
 * does too: it only narrows, and a verdict does not flip back.
 *
 * It is decided on the difference of the means, whatever is shown: a relative effect by the delta method divides by a
 * mean that is uncertain itself, and with few conversions it would be wrong in up to every fifth experiment.
 *
 * `control` and `treatment` are of all units so far; the options must stay the same from the first look to the last.
 * @example
 * const today = lookAgain(yesterday, proportionStatistic(2500, 75), proportionStatistic(2500, 150))
 * today.verdict // 'higher'
 */
export function lookAgain(
  before: DailyVerdict,
  control: UnitStatistic,
  treatment: UnitStatistic,
  options: Pick<SequenceOptions, 'alpha' | 'decisionUnits'> = {},
): DailyVerdict {
  if (Math.min(control.n, treatment.n) < UNITS_MIN) return before
  const look = confidenceSequence(effect(control, treatment, 'absolute'), options)
  if (look.error) return before
  const difference = intersect(before.difference, look.interval)
  const reach = look.halfWidth / look.standardError
  const verdict = verdictOn(difference)
  return {
    verdict,
    difference,
    lift: intersect(before.lift, liftInterval(control, treatment, reach)),
    p: verdict === 'contradictory' ? 1 : Math.min(before.p, look.p),
    looks: before.looks + 1,
  }
}
