// Which rule of a flag holds, for whom, and when asking counts.
import { expect, test } from 'vitest'
import type { Context } from '../core/index.ts'
import type { FlagRule, FlagValue, PageFlag } from '../wire/flag.ts'
import type { Who } from './choose.ts'
import { flagValue } from './flags.ts'

const flag = (...rules: FlagRule[]): PageFlag => ({ key: 'express', value: 'off', rules })
const forAll = (value: FlagValue, more: object = {}): FlagRule => ({
  targeting: {},
  coverage: 1,
  value,
  ...more,
})
const GRANTED: NonNullable<Who['memory']> = {
  isNew: () => true,
  expose() {},
  forget() {},
}

interface Asked {
  visitor?: string
  query?: string
  granted?: boolean
  facts?: Who['facts']
  /** What the experiment of that name shows. */
  shown?: Readonly<Record<string, string>>
}

/** The value, the experiments that were shown for it, and whether a visitor's id was asked for. */
function look(of: PageFlag, { visitor = 'v', query = '', granted, facts = {}, shown = {} }: Asked) {
  const seen: string[] = []
  let identified = false
  const context = {
    env: {
      location: { href: `https://shop.example/cart${query}`, pathname: '/cart' },
      innerWidth: 390,
      navigator: { language: 'de-DE' },
    },
    visitor() {
      identified = true
      return visitor
    },
  } as unknown as Context
  const who: Who = { market: 'AT', facts, ...(granted && { memory: GRANTED }) }
  const value = flagValue(of, context, who, (_, key) => {
    seen.push(key)
    return shown[key] ?? ''
  })
  return { value, seen, identified }
}

test('without a rule that holds it is its own value; the first that holds decides', () => {
  expect(look(flag(), {}).value).toBe('off')
  expect(look(flag(forAll('a'), forAll('b')), {}).value).toBe('a')
  const elsewhere = forAll('a', { targeting: { paths: ['/'] } })
  expect(look(flag(elsewhere, forAll('b')), {}).value).toBe('b')
  const gold = forAll('gold', { targeting: { attributes: { member: ['gold'] } } })
  expect(look(flag(gold), { facts: { member: 'gold' } }).value).toBe('gold')
  expect(look(flag(gold), { facts: { member: 'tin' } }).value).toBe('off')
})

test('before the grant rules hold that need no visitor, and no id is made for the others', () => {
  const some = flag(forAll('some', { coverage: 0.99 }))
  expect(look(some, {})).toEqual({ value: 'off', seen: [], identified: false })
  expect(look(some, { granted: true })).toMatchObject({ value: 'some', identified: true })
  for (const visitors of ['new', 'returning'] as const)
    expect(look(flag(forAll('x', { targeting: { visitors } })), {}).value).toBe('off')
  expect(look(flag(forAll('x', { targeting: { markets: ['AT'] } })), {}).value).toBe('x')
})

test('a share is a share, and raising it takes it from nobody', () => {
  const of = (coverage: number, visitor: string) =>
    look(flag(forAll('some', { coverage })), { visitor, granted: true }).value === 'some'
  const visitors = Array.from({ length: 5_000 }, (_, at) => `visitor-${at}`)
  const third = visitors.filter((visitor) => of(0.3, visitor))
  expect(third.length / visitors.length).toBeCloseTo(0.3, 1)
  expect(third.every((visitor) => of(0.6, visitor))).toBe(true)
  expect(visitors.some((visitor) => of(0, visitor))).toBe(false)
})

test('an experiment decides, and is not asked where an earlier rule has', () => {
  const of = flag(
    forAll('gold', { targeting: { attributes: { member: ['gold'] } } }),
    { experiment: 'speed', values: { control: 'slow', b: 'fast' } },
    forAll('rest'),
  )
  expect(look(of, { shown: { speed: 'b' } })).toMatchObject({ value: 'fast', seen: ['speed'] })
  expect(look(of, { shown: { speed: 'c' } }).value).toBe('rest')
  expect(look(of, {}).value).toBe('rest')
  expect(look(of, { facts: { member: 'gold' }, shown: { speed: 'b' } })).toMatchObject({
    value: 'gold',
    seen: [],
  })
})

test('what every object has is no value of a flag', () => {
  const of = flag({ experiment: 'speed', values: { b: 'fast' } })
  for (const variation of ['constructor', 'toString', '__proto__'])
    expect(look(of, { shown: { speed: variation } }).value).toBe('off')
})

test('the address shows each rule in turn, whoever looks', () => {
  const of = flag(forAll('a', { targeting: { paths: ['/'] } }), forAll('b', { coverage: 0 }))
  const values = ['?express=0', '?express=1', '?express=2', '?express=3'].map(
    (query) => look(of, { query }).value,
  )
  expect(values).toEqual(['off', 'a', 'b', 'off'])
  expect(look(flag(forAll('a')), { query: '?express=0' }).value).toBe('off')
})
