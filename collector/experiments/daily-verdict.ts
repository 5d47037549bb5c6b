// The verdict that may be read every day: what all looks so far say together.
import { confidenceSequence } from './confidence-sequence.ts'
import type { SequenceOptions } from './confidence-sequence.ts'
import { effect } from './effect.ts'
import type { Interval, Scale } from './effect.ts'
import type { UnitStatistic } from './unit-statistic.ts'

/** Before that many units in each variation a look says nothing: the sequence rests on a limit theorem. */
const UNITS_MIN = 100

/**
 * `higher`, `lower`: the treatment is, and the verdict stays. `open`: not known yet. `contradictory`: looks exclude each
 * other; the effect has changed on the way, unless this is one of the few experiments (`alpha`) whose intervals fail.
 */
export type Verdict = 'higher' | 'lower' | 'open' | 'contradictory'

export interface DailyVerdict {
  readonly verdict: Verdict
  /** What no look has excluded; it never grows. Empty, with `low` above `high`, where looks are contradictory. */
  readonly interval: Interval
  /** The smallest of all looks, or 1 where they are contradictory. */
  readonly p: number
  /** Looks that said something. */
  readonly looks: number
}

export interface VerdictOptions extends Pick<SequenceOptions, 'alpha' | 'decisionUnits'> {
  /** @default 'relative' */
  readonly scale?: Scale
}

/** Before the first look. */
export const NO_VERDICT: DailyVerdict = {
  verdict: 'open',
  interval: [-Infinity, Infinity],
  p: 1,
  looks: 0,
}

function verdictOn([low, high]: Interval): Verdict {
  if (low > high) return 'contradictory'
  if (low > 0) return 'higher'
  return high < 0 ? 'lower' : 'open'
}

/**
 * The verdict after one more look. All intervals of a confidence sequence hold at once, therefore their intersection
 * does too: it only narrows, and a verdict does not flip back.
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
  { scale = 'relative', ...options }: VerdictOptions = {},
): DailyVerdict {
  if (Math.min(control.n, treatment.n) < UNITS_MIN) return before
  const look = confidenceSequence(effect(control, treatment, scale), options)
  if (look.error) return before
  const interval: Interval = [
    Math.max(before.interval[0], look.interval[0]),
    Math.min(before.interval[1], look.interval[1]),
  ]
  const verdict = verdictOn(interval)
  const p = verdict === 'contradictory' ? 1 : Math.min(before.p, look.p)
  return { verdict, interval, p, looks: before.looks + 1 }
}
