// The incomplete beta function against its closed forms, its symmetry, and sums of binomial probabilities.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import { betaTails, incompleteBeta } from './beta.ts'

const share = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })
const shape = fc.double({ min: 0.05, max: 2_000, noNaN: true })

test('where one shape is 1 it is a power', () => {
  fc.assert(
    fc.property(shape, share, (a, x) => {
      if (x ** a > 1e-290) expectNear(incompleteBeta(a, 1, x), x ** a, 1e-12)
      if ((1 - x) ** a > 1e-290)
        expectNear(betaTails(1, a, { x, y: 1 - x }).upper, (1 - x) ** a, 1e-12)
    }),
  )
})

test('the arcsine law', () => {
  fc.assert(
    fc.property(share, (x) => {
      expectNear(
        incompleteBeta(0.5, 0.5, x),
        (2 / Math.PI) * Math.atan2(Math.sqrt(x), Math.sqrt(1 - x)),
        1e-13,
      )
    }),
  )
})

test('it is the tail of a binomial', () => {
  // At least 3 heads of 5, each with probability 0.4.
  const [p, q] = [0.4, 0.6]
  expectNear(incompleteBeta(3, 3, p), 10 * p ** 3 * q ** 2 + 5 * p ** 4 * q + p ** 5, 1e-14)
})

test('the sides make 1, and swap with the shapes', () => {
  fc.assert(
    fc.property(shape, shape, share, (a, b, x) => {
      const { lower, upper } = betaTails(a, b, { x, y: 1 - x })
      expect(lower + upper).toBeCloseTo(1, 14)
      const swapped = betaTails(b, a, { x: 1 - x, y: x })
      expect(Math.abs(swapped.upper - lower)).toBeLessThanOrEqual(1e-12 * lower)
    }),
  )
})

test('the edges', () => {
  expect([incompleteBeta(2, 3, 0), incompleteBeta(2, 3, 1)]).toEqual([0, 1])
})
