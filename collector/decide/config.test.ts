// Settings inside a script cannot end it, whatever the owner typed.
import { expect, test } from 'vitest'
import { configScript } from './config.ts'

const site = (currency: string) => ({
  name: 'Shop',
  currency,
  timeZone: 'UTC',
  origins: ['https://shop.example'],
  rates: { USD: 0.9 },
})

test('tells the page no more than it needs', () => {
  expect(configScript('shop', site('EUR'))).toBe('{"site":"shop","currency":"EUR"}')
})

test('escapes what would end an element or a line, and stays the same JSON', () => {
  const hostile = '</script><!--\u2028\u2029$&'
  const script = configScript('shop', site(hostile))
  expect(script).not.toMatch(/[<\u2028\u2029]/)
  expect(JSON.parse(script)).toEqual({ site: 'shop', currency: hostile })
})
