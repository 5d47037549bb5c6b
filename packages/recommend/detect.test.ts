// Structured data as shops write it, and as nobody should.
import { expect, test } from 'vitest'
import { detectProduct } from './detect.ts'

const detect = (...scripts: unknown[]) =>
  detectProduct({
    querySelectorAll: () =>
      scripts.map((each) => ({
        textContent: typeof each === 'string' ? each : JSON.stringify(each),
      })),
  } as unknown as Document)

const lamp = { '@type': 'Product', sku: 'L1', name: 'Lamp' }

test.each([
  ['one product', [lamp], { id: 'L1', name: 'Lamp' }],
  ['a number for a sku', [{ ...lamp, sku: 12 }], { id: '12', name: 'Lamp' }],
  ['a product id', [{ '@type': 'Product', productID: 'p' }], { id: 'p' }],
  ['several types', [{ ...lamp, '@type': ['Thing', 'Product'] }], { id: 'L1', name: 'Lamp' }],
  ['a graph', [{ '@graph': [{ '@type': 'WebPage' }, lamp] }], { id: 'L1', name: 'Lamp' }],
  ['a list', [[{ '@type': 'Organization' }, lamp]], { id: 'L1', name: 'Lamp' }],
  [
    'pictures',
    [{ ...lamp, image: ['a.jpg', 'b.jpg'] }],
    { id: 'L1', name: 'Lamp', image: 'a.jpg' },
  ],
  [
    'a picture object',
    [{ ...lamp, image: { url: 'a.jpg' } }],
    { id: 'L1', name: 'Lamp', image: 'a.jpg' },
  ],
  ['broken JSON beside it', ['{', lamp], { id: 'L1', name: 'Lamp' }],
])('%s is found', (_name, scripts, product) => {
  expect(detect(...scripts)).toEqual(product)
})

test.each([
  ['nothing', []],
  ['two products: a list', [lamp, { ...lamp, sku: 'L2' }]],
  ['no id', [{ '@type': 'Product', name: 'Lamp' }]],
  ['an id that is none', [{ '@type': 'Product', sku: { a: 1 } }]],
  ['null', ['null', '[null]', '{"@graph":null}', '"text"', '7']],
  ['more text than a page should have', [JSON.stringify({ x: 'y'.repeat(100_000), ...lamp })]],
  ['more scripts than a page should have', [...Array<string>(20).fill('{}'), lamp]],
])('%s is no product', (_name, scripts) => {
  expect(detect(...scripts)).toBeUndefined()
})
