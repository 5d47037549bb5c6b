// The collector's sample visits are to the demo shop: what they look at is what it sells.
import { expect, test } from 'vitest'
import { PRODUCTS } from '../../collector/import/sample-shop.ts'
import { productById } from '../../demo-site/shop/products.ts'

test('every product of the samples is one of the shop, at its price', () => {
  for (const { id, name, category, price } of PRODUCTS)
    expect(productById(id)).toMatchObject({ name, category, cents: price })
  expect(PRODUCTS.length).toBeGreaterThan(20)
})
