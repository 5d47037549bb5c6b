// Days begin where the shop is, not in Greenwich.
import { expect, test } from 'vitest'
import { localDay } from './local-day.ts'

const MAY_4 = Date.parse('2026-05-04T00:00Z') / 86_400_000

test.each([
  ['2026-05-04T00:00Z', 'UTC', MAY_4],
  ['2026-05-03T23:59:59.999Z', 'UTC', MAY_4 - 1],
  ['2026-05-03T22:00Z', 'Europe/Berlin', MAY_4],
  ['2026-05-03T21:59Z', 'Europe/Berlin', MAY_4 - 1],
  ['2026-05-04T23:59Z', 'America/New_York', MAY_4],
  ['2026-05-03T15:00Z', 'Asia/Tokyo', MAY_4],
])('%s in %s', (instant, timeZone, day) => {
  expect(localDay(Date.parse(instant), timeZone)).toBe(day)
})
