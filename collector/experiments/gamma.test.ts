// The gamma function against factorials, and its tails against the forms that they have in closed form.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import { chiSquareSf, gammaQ, lgamma } from './gamma.ts'
import { normalSf } from './gaussian.ts'

test('of whole numbers it is the factorial', () => {
  let factorial = 1
  for (let n = 1; n < 18; n++) {
    expect(Math.abs(lgamma(n) - Math.log(factorial))).toBeLessThan(2e-14)
    factorial *= n
  }
  expectNear(lgamma(0.5), Math.log(Math.PI) / 2, 1e-14)
  expectNear(lgamma(1_000_000.25), 12815508.023025157, 1e-15)
})

test('doubling (Legendre)', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), (a) => {
      const doubled = lgamma(a) + lgamma(a + 0.5) - (1 - 2 * a) * Math.LN2 - Math.log(Math.PI) / 2
      const size = Math.abs(lgamma(a)) + Math.abs(lgamma(2 * a)) + 1
      expect(Math.abs(doubled - lgamma(2 * a))).toBeLessThan(1e-14 * size)
    }),
  )
})

const point = fc.double({ min: 1e-6, max: 1400, noNaN: true })

test('chi-square of one, two and four degrees of freedom', () => {
  fc.assert(
    fc.property(point, (x) => {
      expectNear(chiSquareSf(x, 1), 2 * normalSf(Math.sqrt(x)), 2e-13)
      expectNear(chiSquareSf(x, 2), Math.exp(-x / 2), 2e-13)
      expectNear(chiSquareSf(x, 4), Math.exp(-x / 2) * (1 + x / 2), 2e-13)
    }),
  )
})

test('each degree of freedom adds what the recurrence says', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 400, noNaN: true }), point, (a, x) => {
      const added = Math.exp(a * Math.log(x) - x - lgamma(a + 1))
      const expected = gammaQ(a, x) + added
      // The check itself loses digits where its logarithms are large.
      expect(Math.abs(gammaQ(a + 1, x) - expected)).toBeLessThan(1e-12 * expected + 1e-300)
    }),
  )
})

test('the edges', () => {
  expect([chiSquareSf(-1, 3), chiSquareSf(0, 3), chiSquareSf(Infinity, 3)]).toEqual([1, 1, 0])
})
