// Machines read the same product as people do.
import { expect, test } from 'vitest'
import { productById } from './products.ts'
import { productData } from './structured-data.ts'

test('a product in all currencies, and nothing that ends a script', () => {
  const product = productById('tidal-throw')!
  const text = productData(
    { ...product, name: '</script><b>' },
    'https://shop.example',
    '/p/tidal-throw',
  )
  expect(text).not.toContain('<')
  const data = JSON.parse(text) as {
    name: string
    image: string
    sku: string
    offers: { priceCurrency: string; price: number }[]
  }
  expect(data).toMatchObject({
    '@type': 'Product',
    sku: 'tidal-throw',
    name: '</script><b>',
    image: 'https://shop.example/art/tidal-throw.svg',
  })
  expect(data.offers.map(({ priceCurrency, price }) => `${price} ${priceCurrency}`)).toEqual([
    '129 EUR',
    '140.5 USD',
    '111 GBP',
    '21700 JPY',
  ])
})
