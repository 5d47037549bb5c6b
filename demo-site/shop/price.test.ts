// Prices are whole minor units in every currency, those without cents included.
import { expect, test } from 'vitest'
import { CURRENCIES, inCurrency, isCurrency, priceText, toDecimal } from './price.ts'
import { PRODUCTS } from './products.ts'

test('every price of every currency is whole and above nothing', () => {
  for (const { cents } of PRODUCTS)
    for (const currency of CURRENCIES) {
      const minor = inCurrency(cents, currency)
      expect(Number.isInteger(minor) && minor > 0).toBe(true)
    }
})

test('yen have no cents', () => {
  expect(inCurrency(2200, 'JPY')).toBe(3700)
  expect(toDecimal(3700, 'JPY')).toBe(3700)
  expect(toDecimal(2200, 'EUR')).toBe(22)
  expect(priceText(2200, 'EUR')).toBe('€22.00')
  expect(priceText(3700, 'JPY')).toContain('3,700')
})

test('a currency is one of the list', () => {
  expect(['EUR', 'JPY'].every(isCurrency)).toBe(true)
  expect([null, '', 'XXX', 'toString'].some(isCurrency)).toBe(false)
})
