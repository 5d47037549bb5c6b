// The interval of the lift against its definition, and against the test of the difference.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { effect } from './effect.ts'
import { liftInterval } from './lift.ts'
import type { UnitStatistic } from './unit-statistic.ts'

const statistic = (meanMin: number) =>
  fc.record({
    n: fc.integer({ min: 50, max: 1e5 }),
    mean: fc.integer({ min: meanMin * 100, max: 10_000 }).map((hundredths) => hundredths / 100),
    variance: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
  })

/** How many standard errors the difference to that lift of the control is from 0. */
function distance(control: UnitStatistic, treatment: UnitStatistic, lift: number): number {
  const quotient = 1 + Math.sign(control.mean) * lift
  const square = treatment.variance / treatment.n + (quotient ** 2 * control.variance) / control.n
  return Math.abs(treatment.mean - quotient * control.mean) / Math.sqrt(square)
}

test('its ends are exactly in reach', () => {
  fc.assert(
    fc.property(statistic(1), statistic(-100), fc.boolean(), (control, treatment, isLoss) => {
      const turned = { ...control, mean: isLoss ? -control.mean : control.mean }
      const [low, high] = liftInterval(turned, treatment, 2)
      fc.pre(low > -1e4 && high < 1e4)
      expect(distance(turned, treatment, low)).toBeCloseTo(2, 4)
      expect(distance(turned, treatment, high)).toBeCloseTo(2, 4)
      expect(distance(turned, treatment, (low + high) / 2)).toBeLessThan(2)
    }),
  )
})

test('it leaves out 0 exactly where the difference is out of reach', () => {
  fc.assert(
    fc.property(statistic(1), statistic(1), (control, treatment) => {
      const [low, high] = liftInterval(control, treatment, 2)
      fc.pre(low !== -Infinity)
      const { estimate, standardError } = effect(control, treatment, 'absolute')
      fc.pre(Math.abs(Math.abs(estimate) / standardError - 2) > 1e-6)
      expect(low > 0 || high < 0).toBe(Math.abs(estimate) > 2 * standardError)
    }),
    { numRuns: 1_000 },
  )
})

test('with many units it is the delta method’s', () => {
  const control = { n: 1e8, mean: 5, variance: 4 }
  const treatment = { n: 1e8, mean: 6, variance: 4 }
  const { estimate, standardError } = effect(control, treatment, 'relative')
  const [low, high] = liftInterval(control, treatment, 2)
  expect(low).toBeCloseTo(estimate - 2 * standardError, 7)
  expect(high).toBeCloseTo(estimate + 2 * standardError, 7)
})

test('of a control that may be 0 any lift is possible', () => {
  const control = { n: 100, mean: 0.1, variance: 4 }
  expect(liftInterval(control, { ...control, mean: 9 }, 2)).toEqual([-Infinity, Infinity])
})
