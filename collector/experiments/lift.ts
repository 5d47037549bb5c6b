// The relative effects that a test of the difference leaves possible: the same verdict on both scales.
import type { Interval } from './effect.ts'
import type { UnitStatistic } from './unit-statistic.ts'

/**
 * All lifts r for which the means' difference `treatment - (1 + r) control` lies within `reach` standard errors of 0
 * (Fieller, Journal of the Royal Statistical Society B 16 (1954), 175). It leaves out 0 exactly where the absolute
 * effect is more than `reach` standard errors from 0; the delta method's interval does not, and with few conversions it
 * leaves out the truth too often. Everything is possible where the control's mean is within reach of 0.
 * @example
 * liftInterval(proportionStatistic(1000, 100), proportionStatistic(1000, 150), 1.96) // [0.18…, 0.92…]
 */
export function liftInterval(
  control: UnitStatistic,
  treatment: UnitStatistic,
  reach: number,
): Interval {
  const squared = reach * reach
  const ofControl = control.variance / control.n
  const ofTreatment = treatment.variance / treatment.n
  // (mT - q mC)² ≤ reach² (sT + q² sC) is a q² - 2 mT mC q + … ≤ 0 for the quotient q.
  const a = control.mean ** 2 - squared * ofControl
  if (!(a > 0)) return [-Infinity, Infinity]
  const root = reach * Math.sqrt(ofTreatment * a + treatment.mean ** 2 * ofControl)
  const product = treatment.mean * control.mean
  const [low, high] = [(product - root) / a, (product + root) / a]
  // More is a positive lift, for a control below zero too.
  return control.mean > 0 ? [low - 1, high - 1] : [1 - high, 1 - low]
}
