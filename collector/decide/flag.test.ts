// What may be written as a flag, and what of it goes to pages.
import { describe, expect, test } from 'vitest'
import { Invalid } from '../../packages/wire/schema.ts'
import { Fault } from '../errors.ts'
import { createMemoryDocuments } from '../storage/settings/memory.ts'
import { parseFlag } from './flag.ts'
import type { FlagDraft } from './flag.ts'
import { createFlags } from './flags.ts'

const RULE = { targeting: { markets: ['DE'] }, coverage: 0.5, value: true }
const DRAFT: FlagDraft = {
  description: 'Checkout on one page',
  on: true,
  value: false,
  rules: [RULE as never, { experiment: 'checkout', values: { control: false, b: true } }],
}

const pathOf = (value: unknown): string => {
  try {
    parseFlag(value, '')
    return 'taken'
  } catch (error) {
    if (error instanceof Invalid) return error.path
    throw error
  }
}

describe('a draft', () => {
  test.each([DRAFT, { ...DRAFT, value: { a: [1, null, { b: '' }] }, rules: [] }])(
    'that is whole is taken as it is',
    (draft) => {
      expect(parseFlag(structuredClone(draft), '')).toEqual(draft)
    },
  )

  test('is of one type throughout', () => {
    expect(pathOf({ ...DRAFT, value: 'no' })).toBe('rules[0].value')
    expect(pathOf({ ...DRAFT, rules: [{ ...RULE, value: 1 }] })).toBe('rules[0].value')
    expect(pathOf({ ...DRAFT, rules: [{ experiment: 'x', values: { b: 'yes' } }] })).toBe(
      'rules[0].values.b',
    )
    expect(pathOf({ ...DRAFT, value: [], rules: [{ ...RULE, value: {} }] })).toBe('rules[0].value')
  })

  test('is bounded, and cannot reach behind an object', () => {
    const deep = JSON.parse(`${'['.repeat(8)}${']'.repeat(8)}`) as unknown
    expect(pathOf({ ...DRAFT, value: deep, rules: [] })).toMatch(/^value/)
    expect(pathOf({ ...DRAFT, value: 'x'.repeat(2_001), rules: [] })).toBe('value')
    expect(pathOf({ ...DRAFT, rules: Array.from({ length: 21 }, () => RULE) })).toBe('rules')
    expect(pathOf({ ...DRAFT, value: JSON.parse('{"a":{"__proto__":1}}'), rules: [] })).toBe(
      'value.a',
    )
    expect(pathOf({ ...DRAFT, rules: [{ experiment: 'x', values: {} }] })).toBe('rules[0].values')
    expect(pathOf({ ...DRAFT, value: undefined, rules: [] })).toBe('value')
    expect(pathOf({ ...DRAFT, rules: [{ ...RULE, coverage: 1.1 }] })).toBe('rules[0].coverage')
  })
})

describe('a flag', () => {
  test('goes to pages with its rules while it is on, without them while it is off', async () => {
    const documents = createMemoryDocuments()
    const flags = createFlags(documents, { now: () => 5 })
    expect(flags.onPages('shop')).toBeUndefined()
    await flags.write('shop', 'express', DRAFT)
    expect(flags.onPages('shop')).toEqual([{ key: 'express', value: false, rules: DRAFT.rules }])
    expect(flags.onPages('other')).toBeUndefined()
    await flags.write('shop', 'express', { ...DRAFT, on: false })
    expect(flags.onPages('shop')).toEqual([{ key: 'express', value: false, rules: [] }])
    const later = createFlags(documents, { now: () => 9 })
    await later.load()
    expect(later.get('shop', 'express')).toMatchObject({ on: false, changedMs: 5 })
    await later.remove('shop', 'express')
    expect(later.onPages('shop')).toBeUndefined()
    await expect(later.remove('shop', 'express')).rejects.toBeInstanceOf(Fault)
  })

  test('is one of at most a hundred', async () => {
    const flags = createFlags(createMemoryDocuments(), { now: () => 5 })
    for (let at = 0; at < 100; at++) await flags.write('shop', `flag-${at}`, DRAFT)
    await flags.write('shop', 'flag-7', DRAFT)
    await expect(flags.write('shop', 'one-more', DRAFT)).rejects.toMatchObject({
      code: 'flags_full',
    })
  })
})
