// An order survives storage whole or not at all.
import { expect, test } from 'vitest'
import { newOrderNumber, parseOrder } from './order.ts'
import type { Order } from './order.ts'

const ORDER: Order = {
  number: 'HL-ABCDEFGH23',
  cart: [{ id: 'skerry-mug', colour: 'tide', quantity: 2 }],
  currency: 'JPY',
  shipping: 'express',
  told: false,
}

test('an order survives storage', () => {
  expect(parseOrder(JSON.stringify(ORDER))).toEqual(ORDER)
})

test.each([
  ['nothing', null],
  ['half a text', '{"number":'],
  ['a list', '[]'],
  ['another number', JSON.stringify({ ...ORDER, number: '<b>' })],
  ['another currency', JSON.stringify({ ...ORDER, currency: 'XXX' })],
  ['another way to ship', JSON.stringify({ ...ORDER, shipping: 'toString' })],
  ['an empty cart', JSON.stringify({ ...ORDER, cart: [] })],
])('%s is no order', (_, text) => {
  expect(parseOrder(text)).toBeNull()
})

test('numbers of orders differ, and are read back', () => {
  const number = newOrderNumber()
  expect(number).not.toBe(newOrderNumber())
  expect(parseOrder(JSON.stringify({ ...ORDER, number }))?.number).toBe(number)
})
