// A chosen period is whole days of the site's zone, and survives the way through the address.
import { expect, test } from 'vitest'
import { beforeOf, formatChoice, parseChoice, spanOf } from './period.ts'

const BERLIN = 'Europe/Berlin'
const NOW_MS = Date.parse('2026-03-29T21:30:00Z')

function span(text: string): string[] {
  const choice = parseChoice(text)
  if (!choice) throw new Error(`no choice: ${text}`)
  const { fromMs, toMs } = spanOf(choice, NOW_MS, BERLIN)
  return [fromMs, toMs].map((timeMs) => new Date(timeMs).toISOString().slice(0, 16))
}

test.each([
  ['today', ['2026-03-28T23:00', '2026-03-29T22:00']],
  ['7d', ['2026-03-22T23:00', '2026-03-29T22:00']],
  ['28d', ['2026-03-01T23:00', '2026-03-29T22:00']],
  ['90d', ['2025-12-29T23:00', '2026-03-29T22:00']],
  ['12mo', ['2025-03-29T23:00', '2026-03-29T22:00']],
  ['2026-01-01..2026-01-31', ['2025-12-31T23:00', '2026-01-31T23:00']],
])('%s spans whole days', (text, expected) => {
  expect(span(text)).toEqual(expected)
})

test('what is written can be read', () => {
  for (const text of ['today', '7d', '28d', '90d', '12mo', '2026-01-01..2026-01-31']) {
    const choice = parseChoice(text)
    expect(choice && formatChoice(choice)).toBe(text)
  }
})

test.each([
  '',
  'constructor',
  '5d',
  '2026-01-31..2026-01-01',
  '2026-01-01',
  '2026-02-30..2026-03-01',
  '2020-01-01..2026-01-01',
  '2026-01-01..2026-01-02..2026-01-03',
])('%j is no period', (text) => {
  expect(parseChoice(text)).toBeNull()
})

test('a period says what it is compared with', () => {
  expect(beforeOf('28d')).toBe('the 28 days before')
  expect(beforeOf({ first: '2026-01-01', last: '2026-01-01' })).toBe('the day before')
  expect(beforeOf({ first: '2026-01-01', last: '2026-01-31' })).toBe('the 31 days before')
})
