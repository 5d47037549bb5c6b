// A country comes from a trusted header or from the table, and is otherwise not guessed.
import { expect, test } from 'vitest'
import { createCountry } from './country.ts'

const asked: string[] = []
const country = createCountry((network) => {
  asked.push(network)
  return network === '203.0.113.0' ? 'DE' : undefined
})

test.each([
  ['203.0.113.9', 'FR', 'FR'],
  ['203.0.113.9', undefined, 'DE'],
  ['203.0.113.9', 'XX', 'DE'],
  ['203.0.113.9', 'T1', 'DE'],
  ['203.0.113.9', '<b>', 'DE'],
  ['198.51.100.1', undefined, ''],
])('%s with header %s is %s', (address, header, expected) => {
  expect(country.of(address, header)).toBe(expected)
})

test('the table never sees a whole address', () => {
  country.of('203.0.113.77', undefined)
  expect(asked.every((network) => network.endsWith('.0'))).toBe(true)
})
