// Moments are the same however the values were split, and keep digits that sums of squares lose.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import {
  NO_MOMENTS,
  NO_PAIRS,
  merge,
  mergePairs,
  momentsFromSums,
  momentsOf,
  pairMomentsFromSums,
  pairMomentsOf,
} from './moments.ts'
import { meanStatistic } from './unit-statistic.ts'

const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 40 })

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

test('merged parts are the moments of the whole, by their definition', () => {
  fc.assert(
    fc.property(values, fc.nat(40), (all, cut) => {
      const mean = sumOf(all) / all.length
      const m2 = sumOf(all.map((value) => (value - mean) ** 2))
      for (const moments of [
        momentsOf(all),
        merge(momentsOf(all.slice(0, cut)), momentsOf(all.slice(cut))),
      ]) {
        expect(moments.n).toBe(all.length)
        expect(moments.mean).toBeCloseTo(mean, 9)
        expect(Math.abs(moments.m2 - m2)).toBeLessThanOrEqual(1e-12 * m2 + 1e-9)
      }
    }),
  )
})

test('merged pairs too, and sums say the same', () => {
  const pairs = fc.array(
    fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: 0, max: 99 })),
    { minLength: 1, maxLength: 30 },
  )
  fc.assert(
    fc.property(pairs, fc.nat(30), (all, cut) => {
      const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)]
      const [meanX, meanY] = [sumOf(xs) / all.length, sumOf(ys) / all.length]
      const comoment = sumOf(all.map(([x, y]) => (x - meanX) * (y - meanY)))
      const squares = (numbers: readonly number[]) => sumOf(numbers.map((each) => each * each))
      for (const moments of [
        pairMomentsOf(all),
        mergePairs(pairMomentsOf(all.slice(0, cut)), pairMomentsOf(all.slice(cut))),
        pairMomentsFromSums(
          [sumOf(xs), squares(xs)],
          [sumOf(ys), squares(ys)],
          all.length,
          sumOf(all.map(([x, y]) => x * y)),
        ),
      ]) {
        expect(moments.comoment).toBeCloseTo(comoment, 6)
        expect(moments.x.m2).toBeCloseTo(momentsOf(xs).m2, 6)
        expect(moments.y.mean).toBeCloseTo(meanY, 9)
      }
    }),
  )
})

test('nothing merged changes nothing', () => {
  const moments = momentsOf([1, 5])
  expect([merge(moments, NO_MOMENTS), merge(NO_MOMENTS, moments)]).toEqual([moments, moments])
  expect(merge(NO_MOMENTS, NO_MOMENTS)).toEqual(NO_MOMENTS)
  expect(mergePairs(NO_PAIRS, NO_PAIRS)).toEqual(NO_PAIRS)
  expect(momentsFromSums(0, 0, 0)).toEqual(NO_MOMENTS)
  expect(pairMomentsFromSums([0, 0], [0, 0], 0, 0)).toEqual(NO_PAIRS)
})

test('a mean far from zero costs no digits; the control: sums lose all of them', () => {
  const far = [4, 7, 13, 16].map((value) => value + 1e9)
  const halves = merge(momentsOf(far.slice(0, 2)), momentsOf(far.slice(2)))
  expectNear(meanStatistic(halves).variance, 30, 1e-12)
  const sums = momentsFromSums(4, sumOf(far), sumOf(far.map((value) => value * value)))
  expect(Math.abs(meanStatistic(sums).variance - 30)).toBeGreaterThan(1)
})
