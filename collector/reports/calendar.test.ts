// Hours and days begin where people of the time zone say they do.
import { describe, expect, test } from 'vitest'
import { createCalendar } from './calendar.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const at = (text: string): number => Date.parse(text)
const starts = (zone: string, from: string, to: string): string[] =>
  createCalendar({ site: 's', fromMs: at(from), toMs: at(to) }, zone).startsMs.map((startMs) =>
    new Date(startMs).toISOString().replace(':00.000Z', 'Z'),
  )

describe('days', () => {
  test('are 23 hours long in spring and 25 in autumn', () => {
    expect(starts('Europe/Berlin', '2026-03-27T23:00Z', '2026-03-30T22:00Z')).toEqual([
      '2026-03-27T23:00Z',
      '2026-03-28T23:00Z',
      '2026-03-29T22:00Z',
    ])
    expect(starts('Europe/Berlin', '2026-10-23T22:00Z', '2026-10-26T23:00Z')).toEqual([
      '2026-10-23T22:00Z',
      '2026-10-24T22:00Z',
      '2026-10-25T23:00Z',
    ])
  })

  test('begin before a period that starts within one', () => {
    expect(starts('Asia/Kolkata', '2026-01-01T12:00Z', '2026-01-04T00:00Z')).toEqual([
      '2025-12-31T18:30Z',
      '2026-01-01T18:30Z',
      '2026-01-02T18:30Z',
      '2026-01-03T18:30Z',
    ])
  })

  test('begin at one where the clocks skip midnight', () => {
    expect(starts('America/Havana', '2026-03-07T05:00Z', '2026-03-10T04:00Z')).toEqual([
      '2026-03-07T05:00Z',
      '2026-03-08T05:00Z',
      '2026-03-09T04:00Z',
    ])
  })

  test('are left out where a country skipped one', () => {
    expect(starts('Pacific/Apia', '2011-12-29T10:00Z', '2012-01-01T10:00Z')).toEqual([
      '2011-12-29T10:00Z',
      '2011-12-30T10:00Z',
      '2011-12-31T10:00Z',
    ])
  })
})

describe('hours', () => {
  test('that have one name are two', () => {
    expect(starts('Europe/Berlin', '2026-10-25T00:00Z', '2026-10-25T03:00Z')).toEqual([
      '2026-10-25T00:00Z',
      '2026-10-25T01:00Z',
      '2026-10-25T02:00Z',
    ])
  })

  test('begin at half past UTC where the zone does', () => {
    expect(starts('Asia/Kolkata', '2026-01-01T00:00Z', '2026-01-01T01:00Z')).toEqual([
      '2025-12-31T23:30Z',
      '2026-01-01T00:30Z',
    ])
  })
})

test.each(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
  'every instant of a year in %s has the key of the last start before it',
  (zone) => {
    const period = { site: 's', fromMs: at('2026-01-01T00:00Z'), toMs: at('2027-01-01T00:00Z') }
    const { startsMs, keyOf } = createCalendar(period, zone)
    const keys = startsMs.map(keyOf)
    expect(new Set(keys).size).toBe(keys.length)
    let day = 0
    for (let timeMs = period.fromMs; timeMs < period.toMs; timeMs += 7 * 60_000 * 13) {
      while ((startsMs[day + 1] ?? Infinity) <= timeMs) day++
      expect(keyOf(timeMs)).toBe(keys[day])
    }
    expect(startsMs.length).toBeGreaterThanOrEqual(365)
    expect(Math.max(...startsMs.slice(1).map((each, i) => each - (startsMs[i] ?? 0)))).toBeLessThan(
      DAY_MS + 2 * HOUR_MS,
    )
  },
)
