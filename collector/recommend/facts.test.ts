// Product facts are believed once two visitors agree, and addresses only on the site's own origins.
import { expect, test } from 'vitest'
import { createFacts } from './facts.ts'
import type { LearnedItem, LearnedRow } from './learn.ts'

const ORIGINS = ['https://shop.example', '*']

/** Rows in the order they are read: the newest first. */
function agreed(
  rows: readonly [visitor: string, item: LearnedItem, more?: Partial<LearnedRow>][],
  feed = {},
) {
  const facts = createFacts(ORIGINS)
  for (const [visitor, item, more] of rows) {
    const row = { visitor, session: '', time_ms: 0, type: 'view_item', currency: 'EUR', body: '' }
    facts.add({ ...row, host: 'shop.example', path: '/p/a', ...more }, [item])
  }
  return Object.fromEntries(facts.agreed(new Map(Object.entries(feed))))
}

const item = (more: Partial<LearnedItem> = {}): LearnedItem => ({ item_id: 'a', ...more })

test('one visitor’s word is none, however often it is given', () => {
  const told = item({ item_name: 'Lamp', price: 900 })
  expect(agreed([['anna', told]])).toEqual({})
  expect(
    agreed([
      ['anna', told],
      ['anna', told],
      ['anna', told],
    ]),
  ).toEqual({})
  expect(
    agreed([
      ['anna', told],
      ['ben', told],
    ]),
  ).toEqual({
    a: { name: 'Lamp', prices: { EUR: 900 }, url: 'https://shop.example/p/a' },
  })
})

test('the newest that is agreed on holds, each fact for itself and each currency for itself', () => {
  expect(
    agreed([
      ['anna', item({ price: 800 })],
      ['ben', item({ price: 900, item_category: 'lamps' })],
      ['cleo', item({ price: 900, item_category: 'rugs' })],
      ['dan', item({ price: 1000, item_category: 'lamps' })],
      ['emma', item({ price: 1000 })],
      ['finn', item({ price: 700 }), { currency: 'USD' }],
      ['greta', item({ price: 700 }), { currency: 'USD' }],
    ]),
  ).toEqual({
    a: { category: 'lamps', prices: { EUR: 900, USD: 700 }, url: 'https://shop.example/p/a' },
  })
})

test('an address elsewhere is none of the site’s, nor is the page of a list or of a cart', () => {
  const elsewhere = { host: 'evil.example' }
  const named = item({ item_name: 'Lamp' })
  expect(
    agreed([
      ['anna', named, elsewhere],
      ['ben', named, elsewhere],
    ]),
  ).toEqual({
    a: { name: 'Lamp' },
  })
  const cart = { type: 'add_to_cart' }
  expect(
    agreed([
      ['anna', named, cart],
      ['ben', named, cart],
    ]),
  ).toEqual({ a: { name: 'Lamp' } })
})

test('nobody fills the places of a fact alone', () => {
  const lies = Array.from(
    { length: 10 },
    (_, at) => ['eve', item({ item_name: `Lie ${at}` })] as [string, LearnedItem],
  )
  const truth = item({ item_name: 'Lamp' })
  expect(agreed([...lies, ['anna', truth], ['ben', truth]])).toMatchObject({ a: { name: 'Lamp' } })
})

test('what the shop itself has told outweighs what pages said', () => {
  const told = item({ item_name: 'Lamp', price: 900 })
  expect(
    agreed(
      [
        ['anna', told],
        ['ben', told],
      ],
      { a: { name: 'Desk lamp' }, b: { name: 'Rug' } },
    ),
  ).toEqual({
    a: { name: 'Desk lamp', prices: { EUR: 900 }, url: 'https://shop.example/p/a' },
    b: { name: 'Rug' },
  })
})
