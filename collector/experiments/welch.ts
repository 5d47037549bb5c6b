// Welch's t test: one look at a finished experiment, for variations whose variances differ.
import { effect, inDirection, intervalOf } from './effect.ts'
import type { Alternative, Effect, EffectError, Interval, Scale } from './effect.ts'
import { studentQuantile, studentSf } from './student.ts'
import type { UnitStatistic } from './unit-statistic.ts'

export interface WelchOptions {
  /** @default 'relative' */
  readonly scale?: Scale
  /** The share of false alarms that is accepted. @default 0.05 */
  readonly alpha?: number
  /** @default 'two-sided' */
  readonly alternative?: Alternative
}

export interface WelchTest extends Effect {
  /** Holds the effect with probability 1 - alpha; open at one end where the alternative is. [0, 0] with an error. */
  readonly interval: Interval
  /** 1 with an error. */
  readonly p: number
  /** 0 with an error. */
  readonly t: number
  /** Degrees of freedom; 0 with an error. */
  readonly df: number
}

/**
 * Degrees of freedom by Welch and Satterthwaite (Welch, Biometrika 34 (1947), 28), on the variances of the means; the
 * relative scale uses the same.
 */
function degreesOfFreedom(control: UnitStatistic, treatment: UnitStatistic): number {
  const ofControl = control.variance / control.n
  const ofTreatment = treatment.variance / treatment.n
  // As shares of the sum, since squares of small variances would vanish.
  const share = ofTreatment / (ofControl + ofTreatment)
  return 1 / (share ** 2 / (treatment.n - 1) + (1 - share) ** 2 / (control.n - 1))
}

/**
 * The effect of a treatment, with its interval and p-value. It is right for one look, at a time fixed beforehand;
 * whoever looks every day needs `confidenceSequence`.
 *
 * Never throws and answers no NaN: where there is nothing to test, `error` says why and the result is neutral.
 * @example
 * welchTest(proportionStatistic(1000, 100), proportionStatistic(1000, 150)).p // 0.0060
 */
export function welchTest(
  control: UnitStatistic,
  treatment: UnitStatistic,
  { scale = 'relative', alpha = 0.05, alternative = 'two-sided' }: WelchOptions = {},
): WelchTest {
  const found = effect(control, treatment, scale)
  const error: EffectError | null = found.error ?? (alpha > 0 && alpha < 1 ? null : 'bad_option')
  if (error)
    return { n: found.n, estimate: 0, standardError: 0, interval: [0, 0], p: 1, t: 0, df: 0, error }
  const df = degreesOfFreedom(control, treatment)
  const t = found.estimate / found.standardError
  const isTwoSided = alternative === 'two-sided'
  const sides = isTwoSided ? 2 : 1
  const reach = -studentQuantile(alpha / sides, df) * found.standardError
  return {
    ...found,
    interval: intervalOf(alternative, found.estimate, reach),
    p: sides * studentSf(isTwoSided ? Math.abs(t) : inDirection(alternative, t), df),
    t,
    df,
  }
}
