// Axes carry round values that cover the data, and no more labels than have room.
import { expect, test } from 'vitest'
import { addDays, startOfDay } from '../days.ts'
import { timeTicks, valueTicks } from './ticks.ts'

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [97, [0, 20, 40, 60, 80, 100]],
  [1834, [0, 500, 1000, 1500, 2000]],
])('values up to %d have marks %j', (max, marks) => {
  expect(valueTicks(max)).toEqual(marks)
})

test('marks always cover the data, in whole numbers', () => {
  for (let max = 1; max < 1e12; max = Math.ceil(max * 1.37)) {
    const marks = valueTicks(max)
    expect(marks.at(-1)).toBeGreaterThanOrEqual(max)
    expect(marks.length).toBeLessThanOrEqual(8)
    expect(marks.every(Number.isInteger)).toBe(true)
  }
})

const BERLIN = 'Europe/Berlin'
const days = (first: string, count: number) =>
  Array.from({ length: count }, (_, at) => startOfDay(addDays(first, at), BERLIN))

test('28 days are labelled by the week where seven labels have room', () => {
  const marks = timeTicks({
    starts: days('2026-03-02', 28),
    unit: 'day',
    timeZone: BERLIN,
    labelsMax: 7,
  })
  expect(marks.map((each) => each.label)).toEqual(['2 Mar', '9 Mar', '16 Mar', '23 Mar'])
})

test('a year is labelled by its months', () => {
  const marks = timeTicks({
    starts: days('2025-03-30', 365),
    unit: 'day',
    timeZone: BERLIN,
    labelsMax: 12,
  })
  expect(marks).toHaveLength(12)
  expect(marks[0]).toEqual({ index: 2, label: 'Apr 25' })
})

test('a day of 23 hours is labelled by hours of the clock', () => {
  const first = startOfDay('2026-03-29', BERLIN)
  const starts = Array.from({ length: 23 }, (_, at) => first + at * 3_600_000)
  const marks = timeTicks({ starts, unit: 'hour', timeZone: BERLIN, labelsMax: 8 })
  expect(marks.map((each) => each.label)).toEqual([
    '00:00',
    '03:00',
    '06:00',
    '09:00',
    '12:00',
    '15:00',
    '18:00',
    '21:00',
  ])
})

test('there are never more labels than have room, give or take the first', () => {
  for (const length of [1, 7, 28, 90, 365, 1095])
    for (const labelsMax of [3, 6, 12]) {
      const starts = days('2024-01-01', length)
      const marks = timeTicks({ starts, unit: 'day', timeZone: BERLIN, labelsMax })
      expect(marks.length).toBeGreaterThan(0)
      expect(marks.length).toBeLessThanOrEqual(labelsMax + 1)
    }
})
