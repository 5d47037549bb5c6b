// Student's t against the closed forms of one and two degrees of freedom, and against the normal it becomes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectNear } from '../../test/support/near.ts'
import { normalQuantile, normalSf } from './gaussian.ts'
import { studentCdf, studentQuantile, studentSf } from './student.ts'

const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true })
const tail = fc.double({ min: 1e-30, max: 0.5, noNaN: true })

test('one degree of freedom is Cauchy, two have a root', () => {
  fc.assert(
    fc.property(positive, (t) => {
      expectNear(studentSf(t, 1), Math.atan2(1, t) / Math.PI, 1e-13)
      const root = Math.hypot(t, Math.SQRT2)
      expectNear(studentSf(t, 2), 1 / (root * (root + t)), 1e-13)
    }),
  )
})

test('their quantiles', () => {
  fc.assert(
    fc.property(tail, (p) => {
      expectNear(
        studentQuantile(p, 1),
        p < 0.25 ? -1 / Math.tan(Math.PI * p) : Math.tan(Math.PI * (p - 0.5)),
        1e-13,
      )
      expectNear(studentQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 1e-13)
    }),
  )
})

test('both sides make 1', () => {
  for (const t of [-3, -0.2, 0, 0.7, 12])
    expect(studentSf(t, 4.2) + studentCdf(t, 4.2)).toBeCloseTo(1, 15)
})

test.each([
  [0.975, 10, 2.228138851986274],
  [0.975, 29.3, 2.0443204215001405],
  [0.9995, 4.7, 7.266542375825094],
])('quantile %s of %s degrees of freedom', (p, df, expected) => {
  expectNear(studentQuantile(p, df), expected, 1e-13)
})

test('the quantile undoes the probability, for any degrees of freedom', () => {
  fc.assert(
    fc.property(tail, fc.double({ min: 0.5, max: 1e7, noNaN: true }), (p, df) => {
      const t = studentQuantile(p, df)
      expectNear(studentCdf(t, df), p, 1e-15 * (40 + t * t * ((df + 1) / (df + t * t))))
    }),
  )
})

test('with many degrees of freedom it is the normal', () => {
  for (const t of [0.5, 2, 6]) {
    expect(studentSf(t, Infinity)).toBe(normalSf(t))
    expectNear(studentSf(t, 1e12), normalSf(t), 1e-9)
  }
  expect(studentQuantile(0.9, Infinity)).toBe(normalQuantile(0.9))
})

test('the edges', () => {
  expect([studentSf(Infinity, 3), studentSf(-Infinity, 3), studentSf(0, 3)]).toEqual([0, 1, 0.5])
  expect([studentQuantile(0, 3), studentQuantile(0.5, 3), studentQuantile(1, 3)]).toEqual([
    -Infinity,
    0,
    Infinity,
  ])
})
