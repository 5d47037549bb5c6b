// Rates are read as they were written, and what is none is named.
import { expect, test } from 'vitest'
import { ratesOf, textOfRates } from './rates.ts'

test('lines are read, with comma or point', () => {
  expect(ratesOf(' usd 0.92\n\nJPY: 0,0061 \nGBP=1.15')).toEqual({
    USD: 0.92,
    JPY: 0.0061,
    GBP: 1.15,
  })
  expect(ratesOf('')).toEqual({})
})

test('what was read is written the same', () => {
  const rates = { USD: 0.92, JPY: 0.0061 }
  expect(ratesOf(textOfRates(rates))).toEqual(rates)
})

test.each(['USD', 'US 1', 'USD -1', 'USD 1e5', 'USD 1 2'])('%j is no rate', (line) => {
  expect(() => ratesOf(line)).toThrow(`“${line}” is no rate`)
})
