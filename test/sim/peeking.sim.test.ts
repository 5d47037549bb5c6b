// Looking every day costs nothing: the daily verdict errs in at most 5 % of A/A tests, however often it is read.
import { describe, expect, test } from 'vitest'
import { conversion, peek, revenue } from './peeking.ts'
import type { Peeking, PeekingOptions } from './peeking.ts'

const ALPHA = 0.05
const RUNS = 2_000
const LOOKS = 20
/** Four standard errors of a share of 5 % of that many runs. */
const CHANCE = 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / RUNS)

function run(name: string, options: Pick<PeekingOptions, 'visitor'> & Partial<PeekingOptions>) {
  const peeking = peek({ runs: RUNS, looks: LOOKS, visitorsPerLook: 500, seed: 1, ...options })
  const percent = (key: keyof Peeking) => `${key} ${(100 * peeking[key]).toFixed(1)} %`
  const keys = ['decided', 'missed', 'naive', 'relative', 'fixed'] as const
  console.log(`${name}: ${keys.map(percent).join(', ')}`)
  return peeking
}

describe.each([
  ['conversion of 3 %', conversion],
  ['skewed revenue per visitor', revenue],
] as const)('%s', (name, visitor) => {
  test.each([100, 500])(
    'A/A, %s visitors a variation from look to look',
    (visitorsPerLook) => {
      const peeking = run(`A/A, ${name}, ${visitorsPerLook} a look`, { visitor, visitorsPerLook })
      expect(peeking.decided).toBeLessThanOrEqual(ALPHA)
      expect(peeking.missed).toBeLessThanOrEqual(ALPHA)
      // The simulation itself is right: a test for one look errs as often as it says.
      expect(Math.abs(peeking.fixed - ALPHA)).toBeLessThan(CHANCE)
      // The control: the same test at each look errs in about a quarter of all runs.
      expect(peeking.naive).toBeGreaterThan(3 * ALPHA)
    },
    60_000,
  )

  test('A/B: the lift’s interval holds the truth at all looks, and the effect is found', () => {
    const lift = visitor === conversion ? 0.5 : 1
    const { decided, missed } = run(`A/B, ${name}, lift ${lift}`, { visitor, lift, runs: 500 })
    expect(missed).toBeLessThanOrEqual(ALPHA)
    expect(decided).toBeGreaterThan(0.8)
  }, 60_000)
})

test('why the verdict is decided on the difference: relative by the delta method fails with few buyers', () => {
  const { relative, decided } = run('A/A, revenue, 100 a look', {
    visitor: revenue,
    visitorsPerLook: 100,
    runs: 500,
  })
  expect(relative).toBeGreaterThan(2 * ALPHA)
  expect(decided).toBeLessThanOrEqual(ALPHA)
}, 60_000)
