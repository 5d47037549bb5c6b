// Hosts that belong together, and those that do not.
import { expect, test } from 'vitest'
import { hostOf, siteOf } from './domain.ts'

test.each([
  ['www.shop.example', 'shop.example'],
  ['shop.example', 'shop.example'],
  ['.Shop.Example.', 'shop.example'],
  ['stats.shop.co.uk', 'shop.co.uk'],
  ['co.uk', 'co.uk'],
  ['a.b.shop.com.br', 'shop.com.br'],
  ['mine.github.io', 'mine.github.io'],
  ['yours.pages.dev', 'yours.pages.dev'],
  ['localhost', 'localhost'],
  ['ads.localhost', 'ads.localhost'],
  ['127.0.0.1', '127.0.0.1'],
  ['10.1.2.3', '10.1.2.3'],
  ['[::1]', '[::1]'],
  ['', ''],
])('%s belongs to %s', (host, site) => {
  expect(siteOf(host)).toBe(site)
})

test('the host of an address', () => {
  expect(hostOf('https://user@shop.example:8443/a?b')).toBe('shop.example')
  expect(hostOf('data:,')).toBe('')
  expect(hostOf('not an address')).toBe('')
})
