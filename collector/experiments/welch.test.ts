// Welch's test on data that every textbook has, and what must hold between its numbers.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import { momentsOf } from './moments.ts'
import { meanStatistic, proportionStatistic } from './unit-statistic.ts'
import type { UnitStatistic } from './unit-statistic.ts'
import { welchTest } from './welch.ts'

/** Hours of sleep gained under two drugs (Student, Biometrika 6 (1908), 20); the numbers below are R's. */
const SLEEP = [
  [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
  [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
].map((hours) => meanStatistic(momentsOf(hours))) as [UnitStatistic, UnitStatistic]

test('the sleep data', () => {
  const { estimate, t, df, p, interval } = welchTest(...SLEEP, { scale: 'absolute' })
  expectNear(estimate, 1.58, 1e-14)
  expect(t).toBeCloseTo(1.8608, 4)
  expect(df).toBeCloseTo(17.776, 3)
  expect(p).toBeCloseTo(0.07939, 5)
  expect(interval[0]).toBeCloseTo(-0.2054832, 7)
  expect(interval[1]).toBeCloseTo(3.3654832, 7)
})

test('each side is half of both, and open where it does not look', () => {
  const both = welchTest(...SLEEP, { alpha: 0.1 })
  const greater = welchTest(...SLEEP, { alternative: 'greater' })
  const less = welchTest(...SLEEP, { alternative: 'less' })
  expectNear(greater.p, both.p / 2, 1e-14)
  expectNear(less.p, 1 - both.p / 2, 1e-14)
  expectNear(greater.interval[0], both.interval[0], 1e-12)
  expect(greater.interval[1]).toBe(Infinity)
  expectNear(less.interval[1], both.interval[1], 1e-12)
  expect(less.interval[0]).toBe(-Infinity)
})

test('an overwhelming difference has a p-value, not 0', () => {
  const { p } = welchTest(proportionStatistic(1e5, 5_000), proportionStatistic(1e5, 8_000))
  expect(p).toBeGreaterThan(1e-103)
  expect(p).toBeLessThan(1e-101)
})

test('variances far below the smallest square have degrees of freedom', () => {
  const tiny = { n: 50, mean: 1e-90, variance: 1e-180 }
  const { df, error } = welchTest(tiny, { ...tiny, mean: 2e-90 }, { scale: 'absolute' })
  expect(error).toBeNull()
  expectNear(df, 98, 1e-12)
})

const statistic = fc.record({
  n: fc.integer({ min: 2, max: 1e6 }),
  mean: fc.integer({ min: 900, max: 1_100 }),
  variance: fc.integer({ min: 1, max: 1_000_000 }),
})

test('p is below alpha exactly where the interval leaves out 0', () => {
  fc.assert(
    fc.property(
      statistic,
      statistic,
      fc.integer({ min: 1, max: 500 }).map((thousandths) => thousandths / 1_000),
      fc.constantFrom('two-sided', 'greater', 'less'),
      (control, treatment, alpha, alternative) => {
        const { p, interval } = welchTest(control, treatment, { alpha, alternative })
        fc.pre(Math.abs(p / alpha - 1) > 1e-9)
        expect(p < alpha).toBe(interval[0] > 0 || interval[1] < 0)
      },
    ),
    { numRuns: 500 },
  )
})

const anything = fc.record({
  n: fc.oneof(fc.integer({ min: -1, max: 5 }), fc.double()),
  mean: fc.double(),
  variance: fc.double(),
})

test('whatever goes in, no NaN comes out, and an error is neutral', () => {
  fc.assert(
    fc.property(
      anything,
      anything,
      fc.constantFrom<'absolute' | 'relative'>('absolute', 'relative'),
      fc.oneof(fc.double(), fc.constant(0.05)),
      (control, treatment, scale, alpha) => {
        const { error, interval, ...test } = welchTest(control, treatment, { scale, alpha })
        expect([...interval, test.estimate, test.p, test.t, test.df]).not.toContain(Number.NaN)
        if (error) expect([interval, test.estimate, test.p, test.df]).toEqual([[0, 0], 0, 1, 0])
      },
    ),
    { numRuns: 2_000 },
  )
})

test.each([0, 1, -0.1, Number.NaN])('alpha %s is refused', (alpha) => {
  expect(welchTest(...SLEEP, { alpha }).error).toBe('bad_option')
})
