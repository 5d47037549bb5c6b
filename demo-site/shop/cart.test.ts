// The cart survives anything that storage may hold, and adds up in every currency.
import { expect, test } from 'vitest'
import {
  boughtIn,
  includedTax,
  itemsCount,
  parseCart,
  shippingCost,
  subtotal,
  withOneMore,
  withQuantity,
} from './cart.ts'

const MUG = { id: 'skerry-mug', colour: 'tide', quantity: 2 } as const

test.each([
  null,
  '',
  '{',
  'null',
  '{"id":"skerry-mug"}',
  '[null,7,"x",[]]',
  '[{"id":"__proto__","colour":"tide","quantity":1}]',
  '[{"id":"skerry-mug","colour":"buoy","quantity":1}]',
  '[{"id":"skerry-mug","colour":"tide","quantity":0}]',
  '[{"id":"skerry-mug","colour":"tide","quantity":1.5}]',
  '[{"id":"skerry-mug","colour":"tide","quantity":"2"}]',
])('storage that holds %j is an empty cart', (text) => {
  expect(parseCart(text)).toEqual([])
})

test('a cart survives storage, its numbers bounded', () => {
  expect(parseCart(JSON.stringify([MUG]))).toEqual([MUG])
  expect(parseCart(JSON.stringify([{ ...MUG, quantity: 1e9 }]))[0]?.quantity).toBe(20)
})

test('the same product in the same colour is one line', () => {
  let cart = withOneMore([], 'skerry-mug', 'tide')
  cart = withOneMore(cart, 'skerry-mug', 'tide')
  cart = withOneMore(cart, 'skerry-mug', 'slate')
  expect(cart.map((each) => each.quantity)).toEqual([2, 1])
  expect(itemsCount(cart)).toBe(3)
  expect(withQuantity(cart, MUG, 0)).toEqual([{ ...MUG, colour: 'slate', quantity: 1 }])
})

test('lines add up by the price list of the currency', () => {
  const bought = boughtIn([MUG])
  expect(subtotal(bought, 'EUR')).toBe(4400)
  expect(subtotal(bought, 'USD')).toBe(4800)
  expect(subtotal(bought, 'JPY')).toBe(7400)
})

test('standard shipping is free from 80 euros on, express never', () => {
  expect(shippingCost('standard', 7999, 'EUR')).toBe(490)
  expect(shippingCost('standard', 8000, 'EUR')).toBe(0)
  expect(shippingCost('standard', 13_400, 'JPY')).toBe(0)
  expect(shippingCost('express', 99_999, 'EUR')).toBe(1290)
})

test('prices include their tax', () => {
  expect(includedTax(11_900)).toBe(1900)
})
