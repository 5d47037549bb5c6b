// The check of the split: known cases, variations without a weight, and reasons to have no answer.
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import { srmTest } from './srm.ts'
import type { SrmError } from './srm.ts'

test('an even split by hand', () => {
  const { chiSquare, df, p } = srmTest([5_100, 4_900], [0.5, 0.5])
  expect([chiSquare, df]).toEqual([4, 1])
  expectNear(p, 0.04550026389635842, 1e-13)
})

test('two degrees of freedom have a closed form', () => {
  const { chiSquare, df, p } = srmTest([7_900, 1_050, 1_050], [0.8, 0.1, 0.1])
  expect(df).toBe(2)
  expectNear(chiSquare, 6.25, 1e-12)
  expectNear(p, Math.exp(-3.125), 1e-12)
})

test('a split far off has a p-value, not 0', () => {
  const { p } = srmTest([4_072, 2_035], [0.8, 0.2])
  expect(p).toBeGreaterThan(1e-149)
  expect(p).toBeLessThan(1e-148)
})

test('weights are shares, whatever they sum to', () => {
  expectNear(srmTest([60, 40], [3, 3]).p, srmTest([60, 40], [0.5, 0.5]).p, 1e-14)
})

test('a variation of weight 0 takes no part, with units or without', () => {
  const without = srmTest([100_000, 99_000], [0.5, 0.5])
  expect(srmTest([100_000, 99_000, 0], [0.5, 0.5, 0])).toEqual(without)
  expect(srmTest([100_000, 70, 99_000], [0.5, 0, 0.5])).toEqual(without)
  expectNear(without.p, 0.0249821132433685, 1e-12)
})

test.each<[error: SrmError, observed: number[], weights: number[]]>([
  ['lengths_differ', [1, 2], [1]],
  ['not_finite', [1, Number.NaN], [0.5, 0.5]],
  ['not_finite', [1, -1], [0.5, 0.5]],
  ['not_finite', [1, 1], [0.5, Infinity]],
  ['too_few_variations', [10, 10], [1, 0]],
  ['too_few_variations', [], []],
  ['no_units', [0, 0, 5], [0.5, 0.5, 0]],
])('%s, neutrally: %j of %j', (error, observed, weights) => {
  expect(srmTest(observed, weights)).toEqual({ chiSquare: 0, df: 0, p: 1, error })
})
