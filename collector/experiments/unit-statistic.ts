// What a metric says of one variation: how many units, their mean, and the variance of a single unit's value.
import type { Moments, PairMoments } from './moments.ts'

/**
 * A unit is what was assigned, most often a visitor. `variance` belongs to one unit: the variance of the mean is
 * `variance / n`. It is 0 where it cannot be known, which `effect` then says.
 */
export interface UnitStatistic {
  readonly n: number
  readonly mean: number
  readonly variance: number
}

/** Per unit, of deviations summed over n units; 0 for fewer than two. */
function sample(deviations: number, n: number): number {
  return n > 1 ? deviations / (n - 1) : 0
}

/**
 * The mean of a value per unit, such as revenue per visitor.
 * @example meanStatistic(momentsOf([0, 0, 30])) // { n: 3, mean: 10, variance: 300 }
 */
export function meanStatistic({ n, mean, m2 }: Moments): UnitStatistic {
  return { n, mean, variance: sample(m2, n) }
}

/**
 * The share of units that did something, such as a conversion rate; its variance is p(1 - p), with no n - 1.
 * @example proportionStatistic(1000, 30) // { n: 1000, mean: 0.03, variance: 0.0291 }
 */
export function proportionStatistic(n: number, successes: number): UnitStatistic {
  const mean = n > 0 ? successes / n : 0
  return { n, mean, variance: mean * (1 - mean) }
}

/**
 * The ratio of two sums over the same units, such as bounces per session where the unit is a visitor; `x` is above the
 * line. Variance by the delta method (Deng, Knoblich and Lu, KDD 2018); 0 where nothing is below the line.
 * @example ratioStatistic(pairMomentsOf([[1, 2], [0, 1], [1, 1]])) // { n: 3, mean: 0.5, variance: 0.140625 }
 */
export function ratioStatistic({ x, y, comoment }: PairMoments): UnitStatistic {
  if (y.mean === 0) return { n: y.n, mean: 0, variance: 0 }
  const mean = x.mean / y.mean
  const deviations = x.m2 + mean * mean * y.m2 - 2 * mean * comoment
  return { n: y.n, mean, variance: sample(deviations, y.n) / (y.mean * y.mean) }
}
