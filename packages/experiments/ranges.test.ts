// Ranges hold the shares they are asked for, and more coverage only ever adds visitors.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash } from './hash.ts'
import { chooseVariation, equalWeights, getBucketRanges, inRange } from './ranges.ts'

test('a range holds its start and not its end', () => {
  expect([0.24, 0.25, 0.49, 0.5].map((place) => inRange(place, [0.25, 0.5]))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(inRange(0.3, [0.3, 0.3])).toBe(false)
})

test('equal weights', () => {
  expect(equalWeights(4)).toEqual([0.25, 0.25, 0.25, 0.25])
  expect(equalWeights(0)).toEqual([])
  expect(equalWeights(-1)).toEqual([])
})

test.each<[why: string, weights: number[]]>([
  ['too few', [1]],
  ['too many', [0.5, 0.25, 0.25]],
  ['they sum to less than 0.99', [0.5, 0.48]],
  ['they sum to more than 1.01', [0.5, 0.52]],
  ['one is no number', [0.5, Number.NaN]],
])('equal weights take the place of others: %s', (_why, weights) => {
  expect(getBucketRanges(2, 1, weights)).toEqual([
    [0, 0.5],
    [0.5, 1],
  ])
})

test('weights that sum to almost 1 stay as they are', () => {
  expect(getBucketRanges(2, 1, [0.5, 0.49])).toEqual([
    [0, 0.5],
    [0.5, 0.99],
  ])
})

test('coverage is cut to 0 … 1', () => {
  expect(getBucketRanges(2, -1)).toEqual(getBucketRanges(2, 0))
  expect(getBucketRanges(2, 7)).toEqual(getBucketRanges(2))
})

test('the first range that fits is taken, and none is -1', () => {
  const ranges = [
    [0, 0.5],
    [0.4, 0.8],
  ] as const
  expect([0.45, 0.6, 0.8].map((place) => chooseVariation(place, ranges))).toEqual([0, 1, -1])
  expect(chooseVariation(0.1, [])).toBe(-1)
})

const weightsOf = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 6 })
  .map((parts) => parts.map((part) => part / parts.reduce((sum, each) => sum + each, 0)))

/** Evenly spread: doubles as they come lie next to 0. */
const coverageOf = fc.integer({ min: 0, max: 1_000 }).map((share) => share / 1_000)

test('raising coverage never switches anybody', () => {
  fc.assert(
    fc.property(weightsOf, coverageOf, coverageOf, fc.string(), (weights, one, other, id) => {
      const place = hash('exp', id, 2)!
      const [before, after] = [Math.min(one, other), Math.max(one, other)].map((coverage) =>
        chooseVariation(place, getBucketRanges(weights.length, coverage, weights)),
      )
      if (before !== -1) expect(after).toBe(before)
    }),
    { numRuns: 2_000 },
  )
})

test('the shares of visitors are the weights', () => {
  const weights = [0.2, 0.3, 0.5]
  const ranges = getBucketRanges(3, 0.8, weights)
  const counts = [0, 0, 0, 0]
  for (let visitor = 0; visitor < 20_000; visitor++)
    counts[chooseVariation(hash('shares', `user-${visitor}`, 2)!, ranges) + 1]!++
  const shares = counts.map((count) => count / 20_000)
  // Five standard errors of a share of 0.5 are 0.018.
  ;[0.2, 0.16, 0.24, 0.4].forEach((share, at) =>
    expect(Math.abs(shares[at]! - share)).toBeLessThan(0.018),
  )
})
