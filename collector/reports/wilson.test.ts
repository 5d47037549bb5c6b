// Held against figures that others have published, and against what must be so.
import { expect, test } from 'vitest'
import { wilson } from './wilson.ts'

test.each([
  // R. G. Newcombe, Statistics in Medicine 17 (1998), 857, table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i', (some, all, low, high) => {
  const rate = wilson(some, all)
  expect(rate?.value).toBe(some / all)
  expect(rate?.low).toBeCloseTo(low, 4)
  expect(rate?.high).toBeCloseTo(high, 4)
})

test('all and none keep to their end, and nothing has no share', () => {
  expect(wilson(20, 20)).toMatchObject({ value: 1, high: 1 })
  expect(wilson(0, 0)).toBeNull()
})
