// What is expected of a site: nothing at night, a part of an hour, whole days, and nothing of a clock put back.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAYS, expectedBetween, HOUR_MS } from './expected.ts'

const DAY_MS = 24 * HOUR_MS
const MIDNIGHT = 20_000 * DAY_MS
/** Open from 8 to 20: 12 events an hour. */
const SHOP = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 12 * DAYS : 0))

const at = (hour: number): number => MIDNIGHT + hour * HOUR_MS

test.each([
  ['no time', at(10), at(10), 0],
  ['a quarter of an hour', at(10), at(10.25), 3],
  ['over the end of an hour', at(10.5), at(12), 18],
  ['the night', at(20), at(32), 0],
  ['the night and an hour', at(20), at(33), 12],
  ['a day', at(3), at(27), 144],
  ['three days and an hour', at(9), at(9 + 72 + 1), 3 * 144 + 12],
  ['a clock put back', at(10), at(9), 0],
])('%s', (_, fromMs, toMs, expected) => {
  expect(expectedBetween(SHOP, fromMs, toMs)).toBeCloseTo(expected, 9)
})

test('what is expected of two spans is what is expected of both together', () => {
  const counts = fc.array(fc.nat(10_000), { minLength: 24, maxLength: 24 })
  const span = fc.nat(40 * DAY_MS)
  fc.assert(
    fc.property(counts, span, span, (byHour, one, two) => {
      const [a, b, c] = [MIDNIGHT, MIDNIGHT + one, MIDNIGHT + one + two]
      const parts = expectedBetween(byHour, a, b) + expectedBetween(byHour, b, c)
      expect(expectedBetween(byHour, a, c)).toBeCloseTo(parts, 4)
    }),
  )
})
