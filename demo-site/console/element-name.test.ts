// Anchors in words; what is no name of the site's own stays as it is.
import { expect, test } from 'vitest'
import { elementName } from './element-name.ts'

test.each([
  ['[data-product-id="tidal-throw"] svg.picture', 'tidal-throw › svg.picture'],
  ['[data-test="add-to-cart"]', 'add-to-cart'],
  ['nav @/c/throws', 'nav › link to /c/throws'],
  ['#buy-box label:nth-of-type(2)', '#buy-box › label:nth-of-type(2)'],
  ['', 'the page itself'],
])('%s', (anchor, name) => {
  expect(elementName(anchor)).toBe(name)
})
