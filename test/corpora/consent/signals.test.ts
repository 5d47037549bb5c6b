// The tables of signals name only purposes that exist, say each thing once, and never let a doubt grant anything.
import { expect, test } from 'vitest'
import { PURPOSES } from '../../../packages/wire/purpose.ts'
import type { Purpose } from '../../../packages/wire/purpose.ts'
import { PAIRS } from './signal-pairs.ts'
import { GPP_SECTIONS, TCF_NEEDS } from './signals-iab.ts'
import type { TcData } from './signals-iab.ts'
import { SIGNALS, WRITTEN, asArguments } from './signals.ts'

const purposes = Object.keys(PURPOSES) as Purpose[]

test('each signal is told once, and each way of each framework at least once', () => {
  expect(new Set(SIGNALS.map(({ name }) => name)).size).toBe(SIGNALS.length)
  for (const from of ['gpc', 'dnt', 'tcf', 'gpp', 'consent-mode', 'shopify'])
    expect(SIGNALS.filter((signal) => signal.from === from).length).toBeGreaterThan(5)
  for (const { name } of GPP_SECTIONS)
    expect(
      SIGNALS.filter((signal) => signal.name.startsWith(`GPP: ${name} `)).length,
    ).toBeGreaterThan(1)
  for (const signal of SIGNALS) expect(signal.why, signal.name).not.toBe('')
})

test('purposes are those of the product', () => {
  for (const { effect } of SIGNALS)
    for (const purpose of Object.keys(effect)) expect(purposes).toContain(purpose)
  for (const { after } of PAIRS)
    for (const purpose of Object.keys(after)) expect(purposes).toContain(purpose)
  expect(Object.keys(TCF_NEEDS).toSorted()).toEqual(purposes.toSorted())
})

test('TCF grants what its consents cover and nothing else', () => {
  for (const { from, raw, effect, name } of SIGNALS) {
    const { tcData: data } = raw as { tcData?: TcData | null }
    if (from !== 'tcf' || !data) continue
    const { publisher, purpose } = data
    const consents =
      Object.keys(publisher.consents).length > 0 ? publisher.consents : purpose.consents
    for (const [own, effects] of Object.entries(effect))
      if (effects === 'grant')
        for (const number of TCF_NEEDS[own as Purpose])
          expect((consents as Record<string, boolean>)[number], name).toBe(true)
  }
})

test('browsers only take away', () => {
  for (const { from, effect, name } of SIGNALS)
    if (from === 'gpc' || from === 'dnt' || from === 'gpp')
      expect(Object.values(effect), name).not.toContain('grant')
})

test('a pair is told once for each rule, and what is granted against a voice is a later choice of our own or a last word', () => {
  const pairs = PAIRS.map(({ earlier, later, where }) => [earlier, later, where ?? ''].join(' / '))
  expect(new Set(pairs).size).toBe(pairs.length)
  for (const { earlier, later, after } of PAIRS)
    if (
      /reject all$|withdraw|none$|nothing allowed/.test(earlier) &&
      Object.values(after).includes('full')
    )
      expect(`${earlier} → ${later}`).toMatch(/→ own: |^(\w+): .* → \1: /)
})

test('Consent Mode is pushed as arguments and written with the values Google knows', () => {
  const pushed = asArguments('consent', 'default', {}) as { readonly length: number }
  expect([Array.isArray(pushed), pushed.length, Object.prototype.toString.call(pushed)]).toEqual([
    false,
    3,
    '[object Arguments]',
  ])
  for (const {
    command: [, when, types],
  } of WRITTEN)
    for (const [type, value] of Object.entries(types))
      if (type === 'wait_for_update') expect([when, value]).toEqual(['default', 500])
      else expect(['granted', 'denied']).toContain(value)
})
