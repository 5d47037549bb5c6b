// Days hold across clock changes, short months and zones on the far side of the date line.
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, dayOf, daysBetween, hourOf, isDay, startOfDay } from './days.ts'

const iso = (timeMs: number) => new Date(timeMs).toISOString()

describe('startOfDay', () => {
  test.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-07-01', 'Asia/Kolkata', '2026-06-30T18:30:00.000Z'],
    ['2026-07-01', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
    ['2026-07-01', 'Pacific/Pago_Pago', '2026-07-01T11:00:00.000Z'],
    ['2026-07-01', 'UTC', '2026-07-01T00:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, start) => {
    expect(iso(startOfDay(day, zone))).toBe(start)
  })

  test('a day that has no midnight begins when its clock does', () => {
    const start = startOfDay('2024-04-26', 'Africa/Cairo')
    expect(iso(start)).toBe('2024-04-25T22:00:00.000Z')
    expect(hourOf(start, 'Africa/Cairo')).toBe(1)
  })

  test('a midnight that is undone by the clock going back belongs to the day before', () => {
    const start = startOfDay('2023-10-27', 'Africa/Cairo')
    expect(dayOf(start, 'Africa/Cairo')).toBe('2023-10-27')
    expect(dayOf(start - 1, 'Africa/Cairo')).toBe('2023-10-26')
  })

  test('each day of a year begins where the day before ends', () => {
    for (const zone of ['Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Asia/Beirut']) {
      for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1)) {
        const start = startOfDay(day, zone)
        expect(dayOf(start, zone)).toBe(day)
        expect(dayOf(start - 1, zone)).toBe(addDays(day, -1))
      }
    }
  })
})

test('months are added on the calendar', () => {
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
  expect(addMonths('2024-02-29', -12)).toBe('2023-02-28')
  expect(addMonths('2026-01-15', -12)).toBe('2025-01-15')
  expect(addMonths('2026-11-30', 3)).toBe('2027-02-28')
})

test('days between two days count both', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(3)
  expect(daysBetween('2026-03-28', '2026-03-28')).toBe(1)
})

test('a day is one that the calendar has', () => {
  expect(['2026-02-28', '2024-02-29'].every(isDay)).toBe(true)
  expect(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'now'].some(isDay)).toBe(false)
})
