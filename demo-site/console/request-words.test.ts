// How urgent a request is, in words, and what stands above every screen.
import { expect, test } from 'vitest'
import { noticeOf, placeName, urgencyOf } from './request-words.ts'

test.each([
  ['open', '2026-11-18', 'overdue', 'Overdue by 10 days'],
  ['open', '2026-11-27', 'overdue', 'Overdue by 1 day'],
  ['open', '2026-11-28', 'soon', 'Due today'],
  ['open', '2026-11-29', 'soon', 'Due tomorrow'],
  ['extended', '2026-12-03', 'soon', 'Due in 5 days'],
  ['extended', '2026-12-04', 'later', '6 days left'],
  ['open', '2027-02-28', 'later', '92 days left'],
  ['done', '2026-11-18', 'closed', 'Done'],
  ['refused', '2026-12-28', 'closed', 'Refused'],
] as const)('%s, due %s: %s, %s', (state, dueDay, level, words) => {
  expect(urgencyOf({ state, dueDay }, '2026-11-28')).toEqual({ level, words })
})

test.each([
  [0, 0, ''],
  [1, 0, 'A privacy request is overdue.'],
  [2, 0, '2 privacy requests are overdue.'],
  [0, 1, 'A privacy request is due within 5 days.'],
  [0, 2, '2 privacy requests are due within 5 days.'],
  [1, 1, 'A privacy request is overdue, and 1 more is due within 5 days.'],
  [2, 3, '2 privacy requests are overdue, and 3 more are due within 5 days.'],
])('%i late and %i soon: %s', (overdue, soon, words) => {
  expect(noticeOf({ overdue, soon })).toBe(words)
})

test('places have names, and parts of countries too', () => {
  expect(['DE', 'US-CA', 'US', 'CA-QC', 'US-AK', 'ZZ'].map(placeName)).toEqual([
    'Germany',
    'United States, California',
    'United States, part not known',
    'Canada, Quebec',
    'United States, AK',
    'Somewhere else, or not known',
  ])
})
