// The normal distribution against its bounds, its symmetry and a few values known to forty digits.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalCdf, normalDensity, normalQuantile, normalSf } from './gaussian.ts'
import { expectNear } from '../../test/support/near.ts'

test.each([
  [1, 0.15865525393145705],
  [3, 0.0013498980316300946],
  [10, 7.619853024160525e-24],
  [20, 2.7536241186062337e-89],
  [25.3, 1.5971151302422e-141],
  [36.7, 3.651529302803418e-295],
  [37, 5.725571222524577e-300],
])('above %s', (z, expected) => {
  expectNear(normalSf(z), expected, 1e-14)
  expectNear(normalCdf(-z), expected, 1e-14)
})

test.each([
  [0.025, -1.9599639845400543],
  [0.25, -0.6744897501960817],
  [1e-10, -6.361340902404056],
  [1e-300, -37.0470962993612],
])('quantile of %s', (p, expected) => {
  expectNear(normalQuantile(p), expected, 1e-14)
})

test('the edges', () => {
  expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([
    -Infinity,
    0,
    Infinity,
  ])
  expect([normalSf(-Infinity), normalSf(0), normalSf(Infinity)]).toEqual([1, 0.5, 0])
  // The last tail that a number can hold.
  expect(normalSf(38)).toBeGreaterThan(0)
  expect(normalSf(40)).toBe(0)
})

test('both sides make 1, and the tail lies between its bounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 37_000 }), (thousandths) => {
      const z = thousandths / 1_000
      expect(normalSf(z) + normalCdf(z)).toBeCloseTo(1, 15)
      // R. D. Gordon's bounds of the tail (Annals of Mathematical Statistics 12 (1941), 364), which meet far out.
      const exact = 1 + 1e-14
      expect(normalSf(z)).toBeLessThanOrEqual((normalDensity(z) / z) * exact)
      expect(normalSf(z) * exact).toBeGreaterThanOrEqual((z * normalDensity(z)) / (1 + z * z))
    }),
  )
})

test('the quantile undoes the probability', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
      // A digit of z is worth z² digits of p.
      const z = normalQuantile(p)
      expectNear(normalCdf(z), p, 1e-15 * (4 + z * z))
    }),
  )
})

test('a point next to the centre keeps its digits', () => {
  expectNear(normalQuantile(0.5 + 2 ** -40), 2 ** -40 * Math.sqrt(2 * Math.PI), 1e-14)
})
