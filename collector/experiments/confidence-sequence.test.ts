// The confidence sequence: its interval and its p-value say the same, and it is narrowest where it was told to be.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import { confidenceSequence } from './confidence-sequence.ts'
import type { SequenceOptions } from './confidence-sequence.ts'
import type { Alternative, Effect } from './effect.ts'
import { normalQuantile } from './gaussian.ts'

function effectOf(estimate: number, standardError: number, n: number): Effect {
  return { n, estimate, standardError, error: null }
}

/** How many times as wide as the interval of one fixed look. */
function widthRatio(n: number, decisionUnits: number): number {
  const { halfWidth } = confidenceSequence(effectOf(0, 1, n), { decisionUnits })
  return halfWidth / normalQuantile(0.975)
}

test('by hand: one unit at a scale of 1', () => {
  // alpha = e^(-1/2): depth 1, and N* = 1 + ln 2 makes the scale 1.
  const [alpha, decisionUnits] = [Math.exp(-0.5), 1 + Math.LN2]
  const { rho, halfWidth, p } = confidenceSequence(effectOf(3, 1, 1), { alpha, decisionUnits })
  expectNear(rho, 1, 1e-14)
  expectNear(halfWidth, Math.sqrt(4 * (Math.log(2) / 2 + 0.5)), 1e-14)
  expectNear(p, Math.SQRT2 * Math.exp(-9 / 4), 1e-14)
})

test('it is narrowest at the units it was made for, 1.55 times a fixed look', () => {
  expect(widthRatio(5_000, 5_000)).toBeCloseTo(1.5486, 4)
  for (const n of [500, 2_000, 4_000, 7_000, 20_000])
    expect(widthRatio(n, 5_000)).toBeGreaterThan(widthRatio(5_000, 5_000))
  // Only the share of the way counts.
  expectNear(widthRatio(200, 1_000), widthRatio(4_000, 20_000), 1e-12)
})

const alternatives = fc.constantFrom<Alternative>('two-sided', 'greater', 'less')

test('p is at most alpha exactly where the interval leaves out 0', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -8_000, max: 8_000 }).map((thousandths) => thousandths / 1_000),
      fc.integer({ min: 100, max: 1e7 }),
      fc.integer({ min: 1, max: 400 }).map((thousandths) => thousandths / 1_000),
      alternatives,
      (z, n, alpha, alternative) => {
        const options: SequenceOptions = { alpha, alternative, decisionUnits: 10_000 }
        const { p, interval } = confidenceSequence(effectOf(z * 0.01, 0.01, n), options)
        fc.pre(Math.abs(p / alpha - 1) > 1e-9)
        expect(p <= alpha).toBe(interval[0] > 0 || interval[1] < 0)
      },
    ),
    { numRuns: 1_000 },
  )
})

test('an effect against the alternative is no evidence', () => {
  expect(confidenceSequence(effectOf(-1, 0.1, 5_000), { alternative: 'greater' }).p).toBe(1)
  expect(confidenceSequence(effectOf(1, 0.1, 5_000), { alternative: 'less' }).p).toBe(1)
  expect(confidenceSequence(effectOf(0, 0.1, 5_000), { alternative: 'less' }).p).toBe(1)
})

test('one side is narrower than both', () => {
  const look = effectOf(1, 0.1, 5_000)
  const [one, both] = [
    confidenceSequence(look, { alternative: 'greater' }),
    confidenceSequence(look),
  ]
  expect(one.halfWidth).toBeLessThan(both.halfWidth)
  // Its scale is the two-sided one of twice the level.
  expect(one.rho).toBe(confidenceSequence(look, { alpha: 0.1 }).rho)
  expect(one.interval[1]).toBe(Infinity)
})

test('without an effect nothing is known, and it says why', () => {
  const error = 'no_variance'
  const nothing = { n: 9, estimate: 0, standardError: 0, interval: [-Infinity, Infinity], p: 1 }
  expect(confidenceSequence({ ...effectOf(0, 0, 9), error })).toMatchObject({ ...nothing, error })
  expect(confidenceSequence(effectOf(0, 0, 9))).toMatchObject({ ...nothing, error })
})

test.each<SequenceOptions>([
  { alpha: 0 },
  { alpha: 1 },
  { alpha: Number.NaN },
  { alpha: 0.5, alternative: 'greater' },
  { decisionUnits: 0 },
  { decisionUnits: Infinity },
])('refused: %o', (options) => {
  expect(confidenceSequence(effectOf(1, 0.1, 5_000), options)).toMatchObject({
    error: 'bad_option',
    p: 1,
    interval: [-Infinity, Infinity],
  })
})
