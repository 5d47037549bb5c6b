// Count, mean and squared deviations: all that is kept of values, and enough to merge days, shards and variations.

/** Of n values their mean, and `m2`, the sum of their squared deviations from it. */
export interface Moments {
  readonly n: number
  readonly mean: number
  readonly m2: number
}

/** Of n pairs of values the moments of each side, and the sum of products of their deviations. */
export interface PairMoments {
  readonly x: Moments
  readonly y: Moments
  readonly comoment: number
}

/** The moments of no value; merging it changes nothing. */
export const NO_MOMENTS: Moments = { n: 0, mean: 0, m2: 0 }

/** The moments of no pair. */
export const NO_PAIRS: PairMoments = { x: NO_MOMENTS, y: NO_MOMENTS, comoment: 0 }

/**
 * The moments of two sets of values together (Chan, Golub and LeVeque, The American Statistician 37 (1983), 242).
 * A single value is `{ n: 1, mean: value, m2: 0 }`.
 * @example merge(momentsOf([1, 2]), momentsOf([6])) // { n: 3, mean: 3, m2: 14 }
 */
export function merge(one: Moments, other: Moments): Moments {
  const n = one.n + other.n
  if (n === 0) return NO_MOMENTS
  const distance = other.mean - one.mean
  return {
    n,
    mean: one.mean + (distance * other.n) / n,
    m2: one.m2 + other.m2 + (distance * distance * one.n * other.n) / n,
  }
}

/** The moments of two sets of pairs together. */
export function mergePairs(one: PairMoments, other: PairMoments): PairMoments {
  const n = one.x.n + other.x.n
  if (n === 0) return NO_PAIRS
  const distances = (other.x.mean - one.x.mean) * (other.y.mean - one.y.mean)
  return {
    x: merge(one.x, other.x),
    y: merge(one.y, other.y),
    comoment: one.comoment + other.comoment + (distances * one.x.n * other.x.n) / n,
  }
}

/** The moments of these values, in one pass (B. P. Welford, Technometrics 4 (1962), 419). */
export function momentsOf(values: Iterable<number>): Moments {
  let n = 0
  let mean = 0
  let m2 = 0
  for (const value of values) {
    const distance = value - mean
    mean += distance / ++n
    m2 += distance * (value - mean)
  }
  return { n, mean, m2 }
}

/** The moments of these pairs. */
export function pairMomentsOf(pairs: Iterable<readonly [x: number, y: number]>): PairMoments {
  let moments = NO_PAIRS
  for (const [x, y] of pairs)
    moments = mergePairs(moments, {
      x: { n: 1, mean: x, m2: 0 },
      y: { n: 1, mean: y, m2: 0 },
      comoment: 0,
    })
  return moments
}

/**
 * The moments behind a sum and a sum of squares, as other tools hand them over. Digits are lost where the mean is large
 * beside the deviations; what is computed here keeps moments instead.
 */
export function momentsFromSums(n: number, sum: number, sumOfSquares: number): Moments {
  if (n === 0) return NO_MOMENTS
  return { n, mean: sum / n, m2: sumOfSquares - (sum * sum) / n }
}

/** The moments behind sums of both sides of pairs and their sum of products. */
export function pairMomentsFromSums(
  x: readonly [sum: number, sumOfSquares: number],
  y: readonly [sum: number, sumOfSquares: number],
  n: number,
  sumOfProducts: number,
): PairMoments {
  return {
    x: momentsFromSums(n, ...x),
    y: momentsFromSums(n, ...y),
    comoment: n === 0 ? 0 : sumOfProducts - (x[0] * y[0]) / n,
  }
}
