// What an address may ask for, and what is never taken for a variation.
import { expect, test } from 'vitest'
import { queryStringOverride } from './override.ts'

test.each<[url: string, expected: number | null]>([
  ['https://shop.example/?hero=0', 0],
  ['https://shop.example/?hero=2', 2],
  ['https://shop.example/?a=b&hero=1&c=d#end', 1],
  ['/relative?hero=1', 1],
  ['https://shop.example/?hero=1&hero=2', 1],
  ['https://shop.example/?hero=3', null],
  ['https://shop.example/?hero=-1', null],
  ['https://shop.example/?hero=1.0', null],
  ['https://shop.example/?hero=1e0', null],
  ['https://shop.example/?hero=1x', null],
  ['https://shop.example/?hero=', null],
  ['https://shop.example/?hero', null],
  ['https://shop.example/?superhero=1', null],
  ['https://shop.example/#?hero=1', null],
  ['https://shop.example/hero=1', null],
  ['https://shop.example/?%E0%A4%A=1&hero=1', 1],
  ['', null],
])('%s', (url, expected) => {
  expect(queryStringOverride('hero', url, 3)).toBe(expected)
})

test('a key is not a pattern', () => {
  expect(queryStringOverride('h.ro', '?hero=1', 2)).toBeNull()
  expect(queryStringOverride('h.ro', '?h.ro=1', 2)).toBe(1)
  expect(queryStringOverride('größe+farbe', '?gr%C3%B6%C3%9Fe%2Bfarbe=1', 2)).toBe(1)
})
