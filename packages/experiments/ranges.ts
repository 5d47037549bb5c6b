// Cuts the line from 0 to 1 into the variations of an experiment, and tells in which of them a place lies.

/** From `start`, included, to `end`, excluded. */
export type Range = readonly [start: number, end: number]

/** Whether `place` lies in the range. */
export function inRange(place: number, [start, end]: Range): boolean {
  return place >= start && place < end
}

/** The same share for each of `count` variations; none for a count below 1. */
export function equalWeights(count: number): number[] {
  return count < 1 ? [] : Array<number>(count).fill(1 / count)
}

/**
 * The range of each of `count` variations.
 *
 * `coverage` is the share of visitors who take part, cut to 0 … 1. `weights` are the shares of the variations;
 * equal ones take their place where there are not `count` of them or they do not sum to 0.99 … 1.01.
 * A range begins where it would with full coverage: raising coverage adds visitors and never moves one.
 * @example getBucketRanges(2, 0.5) // [[0, 0.25], [0.5, 0.75]]
 */
export function getBucketRanges(
  count: number,
  coverage = 1,
  weights: readonly number[] = [],
): Range[] {
  const sum = weights.reduce((sum, weight) => sum + weight, 0)
  const share = Math.min(1, Math.max(0, coverage))
  let start = 0
  return (
    weights.length === count && sum >= 0.99 && sum <= 1.01 ? weights : equalWeights(count)
  ).map((weight) => {
    const from = start
    start += weight
    return [from, from + share * weight]
  })
}

/** The index of the first range that `place` lies in, or -1. */
export function chooseVariation(place: number, ranges: readonly Range[]): number {
  return ranges.findIndex((range) => inRange(place, range))
}
