// By which day a request must be answered, place by place, over ends of months, leap years and weekends.
import { expect, test } from 'vitest'
import { DEADLINES, addMonths, addWorkingDays, dueOf, isDay } from './deadline.ts'
import { REGIONS } from './region.ts'
import { REQUEST_KINDS } from './request.ts'
import type { RequestKind } from './request.ts'

test.each([
  ['2026-01-15', 1, '2026-02-15'],
  ['2026-01-28', 1, '2026-02-28'],
  ['2026-01-29', 1, '2026-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-29', 1, '2028-02-29'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2100-01-31', 1, '2100-02-28'],
  ['2000-01-31', 1, '2000-02-29'],
  ['2026-02-28', 1, '2026-03-28'],
  ['2028-02-29', 1, '2028-03-29'],
  ['2026-03-31', 1, '2026-04-30'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2027-11-30', 3, '2028-02-29'],
  ['2026-12-31', 1, '2027-01-31'],
  ['2026-12-31', 2, '2027-02-28'],
  ['2026-01-31', 3, '2026-04-30'],
  ['2026-08-31', 24, '2028-08-31'],
  ['2028-02-29', 24, '2030-02-28'],
  ['2026-10-15', -24, '2024-10-15'],
])('%s and %i months: %s', (day, count, expected) => {
  expect(addMonths(day, count)).toBe(expected)
})

test.each([
  // Of 2026: 2 November is a Monday.
  ['2026-11-02', 1, '2026-11-03'],
  ['2026-11-06', 1, '2026-11-09'],
  ['2026-11-07', 1, '2026-11-09'],
  ['2026-11-08', 1, '2026-11-09'],
  ['2026-11-02', 5, '2026-11-09'],
  ['2026-11-02', 10, '2026-11-16'],
  ['2026-11-06', 10, '2026-11-20'],
  ['2026-11-08', 10, '2026-11-20'],
  ['2026-11-02', 15, '2026-11-23'],
  // A public holiday counts as any other day: the deadline comes sooner for it.
  ['2026-12-24', 2, '2026-12-28'],
  ['2028-02-25', 3, '2028-03-01'],
  ['2026-12-31', 20, '2027-01-28'],
])('%s and %i working days: %s', (day, count, expected) => {
  expect(addWorkingDays(day, count)).toBe(expected)
})

test.each([
  ['2026-02-28', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-1-1', false],
  ['2026-11-31', false],
  ['20261128', false],
  ['', false],
])('%j is a day of the calendar: %s', (text, is) => {
  expect(isDay(text)).toBe(is)
})

const NONE = null

// Received on Saturday 31 January 2026, a month that February has no day for.
test.each<
  [place: string, kind: RequestKind, first: string, extended: string | null, confirm: string | null]
>([
  ['DE', 'copy', '2026-02-28', '2026-04-30', NONE],
  ['FR', 'erasure', '2026-02-28', '2026-04-30', NONE],
  ['NO', 'objection', '2026-02-28', '2026-04-30', NONE],
  ['RE', 'portability', '2026-02-28', '2026-04-30', NONE],
  ['GB', 'copy', '2026-02-28', '2026-04-30', NONE],
  ['IM', 'correction', '2026-02-28', '2026-04-30', NONE],
  ['GG', 'correction', '2026-02-28', NONE, NONE],
  ['JE', 'copy', '2026-02-28', '2026-04-25', NONE],
  ['CH', 'copy', '2026-03-02', NONE, NONE],
  ['US-CA', 'copy', '2026-03-17', '2026-05-01', '2026-02-13'],
  ['US-CA', 'erasure', '2026-03-17', '2026-05-01', '2026-02-13'],
  ['US-CA', 'opt-out', '2026-02-20', NONE, NONE],
  ['US-CA', 'restriction', '2026-02-20', NONE, NONE],
  ['US-VA', 'erasure', '2026-03-17', '2026-05-01', NONE],
  ['US-CT', 'objection', '2026-02-15', NONE, NONE],
  ['US-FL', 'copy', '2026-03-17', '2026-04-01', NONE],
  ['US-IA', 'copy', '2026-03-17', '2026-05-01', NONE],
  // The state is not known: the strictest of all states, for each of the days.
  ['US', 'copy', '2026-03-17', '2026-04-01', '2026-02-13'],
  ['US', 'opt-out', '2026-02-20', NONE, NONE],
  // No line names this state: as one that is not known.
  ['US-AK', 'copy', '2026-03-17', '2026-04-01', '2026-02-13'],
  ['CA-QC', 'copy', '2026-03-02', NONE, NONE],
  ['CA-ON', 'copy', '2026-03-02', '2026-04-01', NONE],
  ['CA', 'copy', '2026-03-02', NONE, NONE],
  ['BR', 'copy', '2026-02-15', NONE, NONE],
  ['KR', 'erasure', '2026-02-10', NONE, NONE],
  ['AR', 'copy', '2026-02-10', NONE, NONE],
  ['AR', 'erasure', '2026-02-06', NONE, NONE],
  ['CO', 'copy', '2026-02-13', '2026-02-20', NONE],
  ['CO', 'correction', '2026-02-20', '2026-03-04', NONE],
  ['SG', 'copy', '2026-03-02', NONE, NONE],
  ['AU', 'correction', '2026-03-02', NONE, NONE],
  ['NZ', 'copy', '2026-02-27', NONE, NONE],
  ['TH', 'copy', '2026-03-02', NONE, NONE],
  ['TR', 'erasure', '2026-03-02', NONE, NONE],
  ['TW', 'copy', '2026-02-15', '2026-03-02', NONE],
  ['TW', 'erasure', '2026-03-02', '2026-04-01', NONE],
  // Nothing certain is known: the strictest of all.
  ['JP', 'copy', '2026-02-10', NONE, NONE],
  ['CN', 'erasure', '2026-02-06', NONE, NONE],
  ['ZZ', 'opt-out', '2026-02-06', NONE, NONE],
])('%s, %s: by %s, at most %s', (place, kind, ...expected) => {
  const due = dueOf({ place, kind, receivedDay: '2026-01-31' })
  expect([due.firstDay, due.extendedDay, due.confirmDay]).toEqual(expected)
})

test('it says which law the day comes from, also where that is a guess on the strict side', () => {
  const asked = { kind: 'erasure', receivedDay: '2026-01-31' } as const
  expect(dueOf({ ...asked, place: 'DE' })).toMatchObject({ law: 'GDPR', isKnown: true })
  expect(dueOf({ ...asked, place: 'US' }).isKnown).toBe(false)
  const nowhere = dueOf({ ...asked, place: 'ZZ' })
  expect(nowhere).toMatchObject({ isKnown: false })
  expect(nowhere.source).toContain('25.326')
})

test('nothing is due sooner than where nothing is known, on any day around the 29th of a February', () => {
  const wrong: string[] = []
  const asked = Array.from({ length: 150 }, (_, at) =>
    new Date(Date.UTC(2027, 10, 1 + at)).toISOString().slice(0, 10),
  ).flatMap((receivedDay) => REQUEST_KINDS.map((kind) => ({ receivedDay, kind })))
  for (const each of asked) {
    const strictest = dueOf({ ...each, place: 'ZZ' }).firstDay
    for (const { places } of DEADLINES) {
      const { firstDay, extendedDay, confirmDay } = dueOf({ ...each, place: places[0]! })
      const isRight =
        firstDay > each.receivedDay &&
        firstDay >= strictest &&
        (extendedDay === null || extendedDay > firstDay) &&
        (confirmDay === null || confirmDay < firstDay)
      if (!isRight) wrong.push(`${places[0]} ${each.kind} ${each.receivedDay}`)
    }
  }
  expect(wrong).toEqual([])
})

test('each line has its source and the day it was read, and no place stands in two', () => {
  const places = DEADLINES.flatMap((line) => line.places)
  expect(new Set(places).size).toBe(places.length)
  for (const { source, readOn, law } of DEADLINES) {
    expect(source.length).toBeGreaterThan(10)
    expect(law).not.toBe('')
    expect(isDay(readOn)).toBe(true)
  }
})

test('of the places of the table of regions those without a line are known by name', () => {
  const named = new Set(DEADLINES.flatMap((line) => line.places))
  const without = REGIONS.flatMap(({ places }) => places).filter((place) => !named.has(place))
  expect(without.toSorted()).toEqual(['CA', 'CN', 'IN', 'JP', 'MX', 'PE', 'US', 'VN', 'ZA'])
})
