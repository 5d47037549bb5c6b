// Money keeps its currency's digits, and no share is rounded up to the whole.
import { expect, test } from 'vitest'
import {
  axisFigure,
  country,
  duration,
  figure,
  instant,
  money,
  share,
  shareOfWhole,
} from './format.ts'

test('money is written in the digits of its own currency', () => {
  expect(money(123_456, 'EUR')).toBe('€1,234.56')
  expect(money(123_456, 'JPY')).toBe('JP¥123,456')
  expect(money(123_456, 'KWD').replace(/\s/, ' ')).toBe('KWD 123.456')
  expect(money(0, 'GBP')).toBe('£0.00')
})

test('money without a currency is not guessed', () => {
  expect(money(100, '')).toBe('–')
})

test('an axis is brief', () => {
  expect(axisFigure(150_000_00, 'money', 'EUR')).toBe('€150k')
  expect(axisFigure(12_500, 'count', 'EUR')).toBe('12.5k')
})

test('a figure is written by its kind', () => {
  expect(figure(0.4567, 'share', 'EUR')).toBe('45.7%')
  expect(figure(1234, 'count', 'EUR')).toBe('1,234')
  expect(figure(null, 'money', 'EUR')).toBe('–')
})

test.each([
  [0, '0 s'],
  [59_400, '59 s'],
  [59_600, '1 min 0 s'],
  [92_000, '1 min 32 s'],
  [3_900_000, '1 h 5 min'],
])('%d ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text)
})

test('little is not nothing', () => {
  expect([0, 0.0001, 0.0005, 0.001].map(share)).toEqual(['0%', '<0.1%', '0.1%', '0.1%'])
})

test('only the whole is 100 %', () => {
  expect(shareOfWhole(0.99999)).toBe('99.9%')
  expect(shareOfWhole(1)).toBe('100%')
  expect(shareOfWhole(0.29)).toBe('29%')
})

test("instants are told by the site's clock", () => {
  const timeMs = Date.parse('2026-03-29T22:30:05Z')
  expect(instant(timeMs, 'day', 'Europe/Berlin')).toBe('30 Mar')
  expect(instant(timeMs, 'second', 'America/New_York')).toBe('18:30:05')
})

test('a country that is none is called unknown', () => {
  expect(country('DE')).toBe('Germany')
  expect(country('')).toBe('Unknown country')
  expect(country('<b>')).toBe('Unknown country')
})
