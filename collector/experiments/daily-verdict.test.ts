// A verdict read every day: what is known only grows, and looks that exclude each other are called so.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_VERDICT, lookAgain } from './daily-verdict.ts'
import type { DailyVerdict } from './daily-verdict.ts'
import { proportionStatistic } from './unit-statistic.ts'

/** Looks at conversions of two variations of the same size. */
function lookAll(looks: readonly (readonly [n: number, control: number, treatment: number])[]) {
  const verdicts: DailyVerdict[] = []
  for (const [n, control, treatment] of looks)
    verdicts.push(
      lookAgain(
        verdicts.at(-1) ?? NO_VERDICT,
        proportionStatistic(n, control),
        proportionStatistic(n, treatment),
      ),
    )
  return verdicts
}

test('a clear difference is found, and stays found', () => {
  const verdicts = lookAll([
    [250, 8, 12],
    [2_500, 75, 150],
    [5_000, 160, 210],
  ])
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['open', 'higher', 'higher'])
  expect(lookAll([[2_500, 150, 75]]).at(-1)?.verdict).toBe('lower')
})

test('what is known only grows', () => {
  const day = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
  fc.assert(
    fc.property(fc.array(day, { minLength: 2, maxLength: 30 }), (days) => {
      const sums = [0, 0]
      const verdicts = lookAll(
        days.map(([control, treatment], at) => {
          sums[0]! += control
          sums[1]! += treatment
          return [(at + 1) * 400, sums[0]!, sums[1]!] as const
        }),
      )
      for (const [at, { difference, lift, p, verdict }] of verdicts.entries()) {
        const before = verdicts[at - 1] ?? NO_VERDICT
        expect(difference[0]).toBeGreaterThanOrEqual(before.difference[0])
        expect(difference[1]).toBeLessThanOrEqual(before.difference[1])
        expect(lift[0]).toBeGreaterThanOrEqual(before.lift[0])
        expect(lift[1]).toBeLessThanOrEqual(before.lift[1])
        // The verdict is the same whichever of the two is shown.
        if (lift[0] > 0) expect(difference[0]).toBeGreaterThan(0)
        if (lift[1] < 0) expect(difference[1]).toBeLessThan(0)
        if (verdict !== 'contradictory') expect(p).toBeLessThanOrEqual(before.p)
        if (before.verdict === 'higher' || before.verdict === 'lower')
          expect([before.verdict, 'contradictory']).toContain(verdict)
        if (before.verdict === 'contradictory') expect(verdict).toBe('contradictory')
      }
    }),
  )
})

test('an effect that turns round is contradictory, and proves nothing', () => {
  const last = lookAll([
    [5_000, 100, 300],
    [500_000, 25_000, 15_000],
  ]).at(-1)
  expect(last).toMatchObject({ verdict: 'contradictory', p: 1, looks: 2 })
})

test('an effect that only grows keeps its verdict, and its interval is empty', () => {
  const last = lookAll([
    [5_000, 100, 200],
    [500_000, 10_000, 50_000],
  ]).at(-1)!
  expect(last.verdict).toBe('higher')
  expect(last.difference[0]).toBeGreaterThan(last.difference[1])
  expect(last.p).toBeLessThan(0.001)
})

test('a look that says nothing changes nothing', () => {
  const [known] = lookAll([[2_500, 75, 150]])
  const few = [proportionStatistic(99, 3), proportionStatistic(5_000, 90)] as const
  expect(lookAgain(known!, ...few)).toBe(known)
  const none = [proportionStatistic(5_000, 0), proportionStatistic(5_000, 90)] as const
  expect(lookAgain(known!, ...none)).toBe(known)
})
