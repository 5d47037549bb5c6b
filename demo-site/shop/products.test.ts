// The catalogue is complete, and search finds what people would look for.
import { expect, test } from 'vitest'
import { CATEGORIES, PRODUCTS, findProducts, productById } from './products.ts'

test('there are more than 200 products, each found by its own id', () => {
  expect(PRODUCTS.length).toBeGreaterThanOrEqual(200)
  expect(new Set(PRODUCTS.map(({ name }) => name)).size).toBe(PRODUCTS.length)
  for (const product of PRODUCTS) expect(productById(product.id)).toBe(product)
})

test('every category sells something, and ids fit an address', () => {
  for (const category of Object.keys(CATEGORIES))
    expect(PRODUCTS.some((each) => each.category === category)).toBe(true)
  expect(PRODUCTS.every((each) => /^[a-z-]+$/.test(each.id))).toBe(true)
})

test('a search needs every word, in any case', () => {
  expect(findProducts('skerry MUG').map((each) => each.id)).toEqual(['skerry-mug'])
  expect(findProducts('mug').length).toBeGreaterThan(10)
  expect(findProducts('linen stripes')).toEqual([])
  expect(findProducts('herringbone linen').map((each) => each.id)).toEqual(['headland-runner'])
  expect(findProducts('  ')).toEqual([])
})
