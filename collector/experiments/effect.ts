// How far a variation is from the control, and how sure that is: the one step all tests share.
import type { UnitStatistic } from './unit-statistic.ts'

/** `absolute`: in the metric's own unit. `relative`: as a share of the control's mean, 0.05 being 5 % more. */
export type Scale = 'absolute' | 'relative'

/** From `low` to `high`, either of which may be infinite. */
export type Interval = readonly [low: number, high: number]

/** Which difference counts as evidence: any, or only one that lies above or below 0. */
export type Alternative = 'two-sided' | 'greater' | 'less'

/**
 * Why there is no effect to speak of: fewer than two units in a variation; no variance in one; a mean of 0 in the
 * control, which nothing is relative to; a number that is not one; an option out of its range.
 */
export type EffectError =
  | 'too_few_units'
  | 'no_variance'
  | 'zero_baseline'
  | 'not_finite'
  | 'bad_option'

export interface Effect {
  /** Units of both variations together. */
  readonly n: number
  /** 0 where `error` says why. */
  readonly estimate: number
  /** 0 where `error` says why. */
  readonly standardError: number
  readonly error: EffectError | null
}

function fault(control: UnitStatistic, treatment: UnitStatistic, scale: Scale): EffectError | null {
  const both = [control, treatment]
  if (!both.every(({ n, mean, variance }) => Number.isFinite(n + mean + variance)))
    return 'not_finite'
  if (both.some(({ n }) => n < 2)) return 'too_few_units'
  if (both.some(({ variance }) => variance <= 0)) return 'no_variance'
  return scale === 'relative' && control.mean === 0 ? 'zero_baseline' : null
}

/**
 * The difference of the means, treatment less control. The relative one divides by the size of the control's mean, so
 * that more is positive for negative means too; its standard error is the delta method's, which is too sure of itself
 * where the control has few conversions: `liftInterval` is not.
 * @example
 * effect(proportionStatistic(1000, 100), proportionStatistic(1000, 110), 'relative')
 * // { n: 2000, estimate: 0.1, standardError: 0.1438…, error: null }
 */
export function effect(control: UnitStatistic, treatment: UnitStatistic, scale: Scale): Effect {
  const n = control.n + treatment.n
  const neutral = { n, estimate: 0, standardError: 0 }
  const error = fault(control, treatment, scale)
  if (error) return { ...neutral, error }
  const base = scale === 'relative' ? Math.abs(control.mean) : 1
  // How much an error of the control's mean moves the effect.
  const lever = scale === 'relative' ? treatment.mean / control.mean : 1
  const estimate = (treatment.mean - control.mean) / base
  const standardError =
    Math.hypot(
      Math.sqrt(treatment.variance / treatment.n),
      lever * Math.sqrt(control.variance / control.n),
    ) / base
  if (!Number.isFinite(estimate + standardError)) return { ...neutral, error: 'not_finite' }
  return { n, estimate, standardError, error: null }
}

/** `value` with the sign by which it speaks for the alternative. */
export function inDirection(alternative: Alternative, value: number): number {
  return alternative === 'less' ? -value : value
}

/** The interval that reaches so far to both sides of the estimate, or to the one that the alternative leaves bounded. */
export function intervalOf(alternative: Alternative, estimate: number, reach: number): Interval {
  return [
    alternative === 'less' ? -Infinity : estimate - reach,
    alternative === 'greater' ? Infinity : estimate + reach,
  ]
}
