// What is put into words of a reach curve is what the curve says.
import { expect, test } from 'vitest'
import { seenBy } from './heatmap-reach.tsx'

/** All see the first third, half of them two thirds, a quarter the end. */
const REACH = Array.from({ length: 101 }, (_, at) => (at <= 33 ? 1 : at <= 66 ? 0.5 : 0.25))

test.each([
  [0.75, 33],
  [0.5, 66],
  [0.25, 100],
  [0.2, 100],
])('%d of views saw %d percent', (part, percent) => {
  expect(seenBy(REACH, part)).toBe(percent)
})

test('where nobody saw anything it is nothing', () => {
  expect(
    seenBy(
      REACH.map(() => 0),
      0.5,
    ),
  ).toBe(0)
})
