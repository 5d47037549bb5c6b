// Whom an experiment is for, rule by rule.
import { expect, test } from 'vitest'
import { fitsPath, isFor } from './targeting.ts'
import type { Situation } from './targeting.ts'

const HERE: Situation = {
  path: '/product/linen-throw',
  width: 390,
  market: 'DE',
  isNew: true,
  attributes: { member: 'gold' },
}

test.each([
  ['/', '/', true],
  ['/', '/sale', false],
  ['/Sale/', '/sale', true],
  ['/product/throw', '/product/*', true],
  ['/product', '/product/*', false],
  ['/de/product/throw', '*/product/*', true],
  ['/product/linen-throw', '/product/*-throw', true],
  ['/product/linen-throw-x', '/product/*-throw', false],
  ['/product/throw', '*', true],
  ['/ab', '/*b*', true],
  ['/abc', '/a*b*b', false],
])('%s fits %s: %s', (path, pattern, fits) => {
  expect(fitsPath(path, pattern)).toBe(fits)
})

test('a pattern of many stars takes no time to speak of', () => {
  const startedMs = performance.now()
  expect(fitsPath(`/${'a'.repeat(5_000)}`, `/${'a*'.repeat(100)}b`)).toBe(false)
  expect(performance.now() - startedMs).toBeLessThan(200)
})

test('without rules it is for all; with several all must hold', () => {
  expect(isFor({}, HERE)).toBe(true)
  const all = {
    paths: ['/sale', '/product/*'],
    devices: ['mobile'],
    markets: ['AT', 'DE'],
    visitors: 'new',
    attributes: { member: ['silver', 'gold'] },
  } as const
  expect(isFor(all, HERE)).toBe(true)
  expect(isFor(all, { ...HERE, path: '/cart' })).toBe(false)
  expect(isFor(all, { ...HERE, width: 1_440 })).toBe(false)
  expect(isFor(all, { ...HERE, market: 'FR' })).toBe(false)
  expect(isFor(all, { ...HERE, isNew: false })).toBe(false)
  expect(isFor(all, { ...HERE, attributes: {} })).toBe(false)
})

test.each([
  [600, 'mobile'],
  [601, 'tablet'],
  [1_024, 'tablet'],
  [1_025, 'desktop'],
] as const)('%i px wide is %s', (width, device) => {
  for (const each of ['mobile', 'tablet', 'desktop'] as const)
    expect(isFor({ devices: [each] }, { ...HERE, width })).toBe(each === device)
})
