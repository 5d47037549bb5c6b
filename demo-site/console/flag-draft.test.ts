// A flag goes from form to collector and back without losing anything, whatever its values are.
import { expect, test } from 'vitest'
import type { Flag, FlagValue } from '../../packages/wire/flag.ts'
import { faultOf, flagDraftOf, flagFormOf, kindOf } from './flag-draft.ts'

const flagOf = (...[off, some, tried]: [FlagValue, FlagValue, FlagValue]): Flag => ({
  key: 'express',
  description: 'Checkout on one page',
  on: true,
  changedMs: 7,
  value: off,
  rules: [
    {
      targeting: { paths: ['/cart'], markets: ['DE'], attributes: { member: ['gold'] } },
      coverage: 0.125,
      value: some,
    },
    { experiment: 'checkout', values: { control: off, b: tried } },
  ],
})

test.each<[FlagValue, FlagValue, FlagValue]>([
  [false, true, true],
  [0, 0.5, -3],
  ['', 'one', 'two\nlines'],
  [{}, { a: [1, null] }, { b: 'c' }],
  [[], [1], ['x']],
])('%j, %j and %j survive the form', (...values) => {
  const flag = flagOf(...values)
  const { key: _key, changedMs: _changed, ...draft } = flag
  expect(flagDraftOf(flagFormOf(flag))).toEqual(draft)
})

test('a variation without a value is left to the next rule', () => {
  const form = flagFormOf(flagOf(false, true, true))
  const [first, second] = form.rules
  const rules = [first!, { ...second!, values: { control: '', b: 'true' } }] as typeof form.rules
  expect(flagDraftOf({ ...form, rules }).rules[1]).toEqual({
    experiment: 'checkout',
    values: { b: true },
  })
})

test('what stands for no value of the kind is said', () => {
  expect(faultOf('number', '1,5')).not.toBe('')
  expect(faultOf('number', '"1"')).not.toBe('')
  expect(faultOf('json', '{a: 1}')).not.toBe('')
  expect(faultOf('json', '3')).not.toBe('')
  expect(faultOf('json', 'null')).not.toBe('')
  expect(faultOf('number', '1.5') + faultOf('json', '[1]') + faultOf('text', '{')).toBe('')
})

test('kinds', () => {
  expect([true, 1, 'a', {}, []].map(kindOf)).toEqual(['boolean', 'number', 'text', 'json', 'json'])
})
