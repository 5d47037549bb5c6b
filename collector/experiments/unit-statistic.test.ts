// Each kind of metric has the mean and the variance of its definition.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import { NO_MOMENTS, NO_PAIRS, momentsOf, pairMomentsOf } from './moments.ts'
import { meanStatistic, proportionStatistic, ratioStatistic } from './unit-statistic.ts'

test('a mean has the variance of a sample', () => {
  expect(meanStatistic(momentsOf([2, 4, 4, 4, 5, 5, 7, 9]))).toEqual({
    n: 8,
    mean: 5,
    variance: 32 / 7,
  })
})

test('a proportion has p(1 - p): less than the same units as a mean by one in n', () => {
  const { mean, variance } = proportionStatistic(10, 3)
  const sample = meanStatistic(momentsOf([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]))
  expect(mean).toBe(0.3)
  expectNear(variance, 0.21, 1e-14)
  expectNear(sample.variance, (variance * 10) / 9, 1e-14)
})

const visits = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })),
  { minLength: 3, maxLength: 40 },
)

test('a ratio varies as its units do around the line', () => {
  fc.assert(
    fc.property(visits, (pairs) => {
      const { mean, variance } = ratioStatistic(pairMomentsOf(pairs))
      const above = pairs.reduce((sum, [x]) => sum + x, 0)
      const below = pairs.reduce((sum, [, y]) => sum + y, 0)
      expect(mean).toBeCloseTo(above / below, 12)
      // The delta method is the plain variance of x - mean · y, over the mean of y squared.
      const rests = meanStatistic(momentsOf(pairs.map(([x, y]) => x - (above / below) * y)))
      expect(variance).toBeCloseTo(rests.variance / (below / pairs.length) ** 2, 9)
    }),
  )
})

test('over a constant a ratio is a mean', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6]
  const mean = meanStatistic(momentsOf(values))
  const ratio = ratioStatistic(pairMomentsOf(values.map((value) => [value, 1])))
  expectNear(ratio.mean, mean.mean, 1e-14)
  expectNear(ratio.variance, mean.variance, 1e-14)
})

test('of nothing there is neither mean nor variance', () => {
  const nothing = { n: 0, mean: 0, variance: 0 }
  expect(meanStatistic(NO_MOMENTS)).toEqual(nothing)
  expect(proportionStatistic(0, 0)).toEqual(nothing)
  expect(ratioStatistic(NO_PAIRS)).toEqual(nothing)
  expect(meanStatistic(momentsOf([7]))).toEqual({ n: 1, mean: 7, variance: 0 })
  expect(ratioStatistic(pairMomentsOf([[1, 0]]))).toEqual({ n: 1, mean: 0, variance: 0 })
})
