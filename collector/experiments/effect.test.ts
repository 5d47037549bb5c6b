// The effect on both scales, and the code that stands for each reason to have none.
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import { effect } from './effect.ts'
import type { EffectError, Scale } from './effect.ts'
import type { UnitStatistic } from './unit-statistic.ts'

const control: UnitStatistic = { n: 400, mean: 8, variance: 36 }
const treatment: UnitStatistic = { n: 900, mean: 10, variance: 81 }

test('absolute: the variances of the means add up', () => {
  expect(effect(control, treatment, 'absolute')).toEqual({
    n: 1300,
    estimate: 2,
    standardError: Math.hypot(0.3, 0.3),
    error: null,
  })
})

test('relative: by the delta method', () => {
  const { estimate, standardError } = effect(control, treatment, 'relative')
  expect(estimate).toBe(0.25)
  // vT / (nT mC²) + vC mT² / (nC mC⁴)
  const square = 81 / (900 * 8 ** 2) + (36 * 10 ** 2) / (400 * 8 ** 4)
  expectNear(standardError, Math.sqrt(square), 1e-14)
})

test('more is positive, for means below zero too', () => {
  const loss = { ...control, mean: -8 }
  const { estimate } = effect(loss, { ...treatment, mean: -6 }, 'relative')
  expect(estimate).toBe(0.25)
})

test('another currency changes the absolute effect alone', () => {
  const inCents = ({ n, mean, variance }: UnitStatistic) => ({
    n,
    mean: mean * 100,
    variance: variance * 10_000,
  })
  const [euros, cents] = [
    effect(control, treatment, 'relative'),
    effect(inCents(control), inCents(treatment), 'relative'),
  ]
  expectNear(cents.standardError, euros.standardError, 1e-14)
  expect(cents.estimate).toBe(euros.estimate)
  expectNear(effect(inCents(control), inCents(treatment), 'absolute').estimate, 200, 1e-14)
})

test.each<[error: EffectError, control: Partial<UnitStatistic>, scale: Scale]>([
  ['too_few_units', { n: 1 }, 'absolute'],
  ['too_few_units', { n: 0, mean: 0, variance: 0 }, 'relative'],
  ['no_variance', { variance: 0 }, 'absolute'],
  ['no_variance', { variance: -1 }, 'absolute'],
  ['zero_baseline', { mean: 0 }, 'relative'],
  ['not_finite', { mean: Number.NaN }, 'absolute'],
  ['not_finite', { variance: Infinity }, 'absolute'],
  ['not_finite', { mean: 5e-324 }, 'relative'],
])('%s, neutrally: %o, %s', (error, fault, scale) => {
  const faulty = { ...control, ...fault }
  expect(effect(faulty, treatment, scale)).toEqual({
    n: faulty.n + treatment.n,
    estimate: 0,
    standardError: 0,
    error,
  })
})

test('a control of 0 has an absolute effect', () => {
  expect(effect({ ...control, mean: 0 }, treatment, 'absolute').error).toBeNull()
})
