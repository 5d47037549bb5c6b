// A product page is read as a browser would read it, whoever has written it, and in time that grows with its length alone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dataScripts } from './html-scripts.ts'
import { productOf } from './page-product.ts'

const URL_OF_PAGE = new URL('https://shop.example/p/lamp')
const ORIGINS = ['https://shop.example', 'https://img.shop.example']

const lamp = (more: object = {}): object => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: 'lamp',
  name: 'Lamp',
  offers: { '@type': 'Offer', price: '49.90', priceCurrency: 'EUR' },
  ...more,
})
const script = (data: unknown): string =>
  `<script type="application/ld+json">${typeof data === 'string' ? data : JSON.stringify(data)}</script>`
const read = (html: string, id = 'lamp') =>
  productOf(html, { id, url: URL_OF_PAGE, origins: ORIGINS })
const FACTS = { name: 'Lamp', prices: { EUR: 4_990 }, url: 'https://shop.example/p/lamp' }

test('name, price, currency, picture, category and what is left', () => {
  const told = lamp({
    category: 'Lamps',
    image: ['/art/lamp.svg', 'https://evil.example/x.png'],
    offers: [
      { price: 49.9, priceCurrency: 'EUR', availability: 'https://schema.org/OutOfStock' },
      { price: '5900', priceCurrency: 'JPY', availability: 'SoldOut' },
      { '@type': 'AggregateOffer', lowPrice: '39.5', priceCurrency: 'EUR' },
    ],
  })
  expect(read(`<!doctype html><p>${script(told)}`)).toEqual({
    facts: {
      ...FACTS,
      category: 'Lamps',
      image: 'https://shop.example/art/lamp.svg',
      prices: { EUR: 3_950, JPY: 5_900 },
    },
    out: true,
  })
})

test.each([
  ['in a list', [{ '@type': 'WebSite' }, lamp()]],
  ['in a graph', { '@graph': [{ '@type': ['Product', 'Thing'], ...lamp() }] }],
  ['as what the page is about', { '@type': 'WebPage', mainEntity: lamp() }],
  ['as a variant', { '@type': 'ProductGroup', hasVariant: [lamp(), lamp({ sku: 'other' })] }],
  ['by another name of its id', { ...lamp({ sku: undefined }), productID: 'lamp' }],
])('a product %s', (_, data) => {
  expect(read(script(data))).toEqual({ facts: FACTS, out: false })
})

test.each([
  ['another product', script(lamp({ sku: 'rug' }))],
  ['no id', script(lamp({ sku: undefined }))],
  ['the same twice', script(lamp()) + script(lamp({ name: 'Other' }))],
  ['no JSON', script('{"@type":"Product"')],
  ['null', script('null')],
  ['text', script('"Product"')],
  ['what is nested beyond all reason', script('['.repeat(50_000))],
  ['a script that is longer than any', script(lamp({ description: 'x'.repeat(100_000) }))],
  ['a comment', `<!-- ${script(lamp())} -->`],
  ['a script', `<script>document.write('${script(lamp()).replace('</script>', '')}')</script>`],
  ['a field', `<textarea>${script(lamp())}</textarea>`],
  ['a title', `<title>${script(lamp())}</title>`],
  ['an attribute', `<input value='${script(lamp())}'>`],
  ['a template', `<template>${script(lamp())}</template>`],
  ['an unclosed comment', `<!-- ${script(lamp())}`],
])('%s is none', (_, html) => {
  expect(read(html)).toBeUndefined()
})

test.each([
  `<SCRIPT TYPE='application/ld+json'>${JSON.stringify(lamp())}</SCRIPT >`,
  `<script data-a = "x>y" type=application/ld+json id=a>${JSON.stringify(lamp())}</script>`,
  `a < b <= c <1 <3 </ > <p title=">">${script(lamp())}`,
  `<div a='"' b="'" / c>${script(lamp())}`,
  `<a =b ==c type>${script(lamp())}`,
])('however it is written: %s', (html) => {
  expect(read(html)?.facts).toEqual(FACTS)
})

test('what is no price, no name and no address of the shop’s is left out', () => {
  const none = ['', '-1', '1e9', '12,50', '0', 'NaN', '9'.repeat(13), ['1'], { a: 1 }, null]
  for (const price of none)
    expect(
      read(script(lamp({ offers: { price, priceCurrency: 'EUR' } })))?.facts.prices,
      String(price),
    ).toBeUndefined()
  for (const image of ['javascript:alert(1)', 'https://evil.example/x', 'data:x', 7, {}])
    expect(read(script(lamp({ image })))?.facts).toEqual(FACTS)
  const name = `A\u0000\u202E\n  lamp${'x'.repeat(1_000)}`
  const told = read(script(lamp({ name })))?.facts.name
  expect(told?.startsWith('A lampxxx')).toBe(true)
  expect(told).toHaveLength(300)
})

test('no text takes long or throws', () => {
  const hostile = [
    '<',
    '<script ',
    '<!--',
    '<a b="',
    "<a b='",
    '<a =',
    '<script type=application/ld+json>',
    '</script',
  ]
  for (const part of hostile) {
    const startMs = performance.now()
    dataScripts(part.repeat(Math.floor(1_000_000 / part.length)), 20)
    expect(performance.now() - startMs, part).toBeLessThan(1_000)
  }
  const bits = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '=',
    '/',
    ' ',
    '!--',
    '-->',
    'script',
    'type',
    '{}',
    'a',
  )
  fc.assert(fc.property(fc.array(bits, { maxLength: 60 }), (all) => void read(all.join(''))))
})
