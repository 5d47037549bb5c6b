// For tests of numbers: equal but for a share of the expected one, however small it is.
import { expect } from 'vitest'

/** Fails where `actual` is farther from `expected` than the share `relative` of it. */
export function expectNear(actual: number, expected: number, relative: number): void {
  const distance = Math.abs(actual - expected)
  expect(distance, `${actual} instead of ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  )
}
