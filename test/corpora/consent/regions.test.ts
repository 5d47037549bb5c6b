// The table of regions names each place once and holds together with the visitors beside it.
import { expect, test } from 'vitest'
import { PURPOSES } from '../../../packages/wire/purpose.ts'
import type { Grant, Purpose } from '../../../packages/wire/purpose.ts'
import {
  AUTHORITIES,
  EU,
  GROUPS,
  MODES,
  REGIONS,
  STRICTEST_FIRST,
  UNDECIDED,
  rowOf,
} from './regions.ts'
import { VISITORS } from './visitors.ts'

const RANK: readonly Grant[] = ['none', 'aggregate', 'full']
const purposes = Object.keys(PURPOSES) as Purpose[]

test('each place has one row, under a code of two letters', () => {
  const places = REGIONS.map(({ country, region }) => `${country}-${region ?? ''}`)
  expect(new Set(places).size).toBe(places.length)
  for (const { country } of REGIONS) expect(country).toMatch(/^[A-Z]{2}$/)
  expect(`${EU} FR`.split(' ')).toHaveLength(27)
  expect(rowOf('FR')?.mode).toBe('france-exempt')
  expect(rowOf('CA', 'QC')?.group).toBe('B')
  expect(rowOf('US', 'ZZ')?.group).toBe('C')
  expect(rowOf('ZZ')).toBeUndefined()
})

test('nothing is on where a choice comes first, never all is on, and a signal only takes away', () => {
  for (const group of STRICTEST_FIRST) {
    const { model, before, beforeWithGpc } = GROUPS[group]
    expect(Object.keys(before).toSorted()).toEqual(purposes.toSorted())
    expect(purposes.every((purpose) => before[purpose] === 'none')).toBe(model === 'opt-in')
    expect(purposes.every((purpose) => before[purpose] === 'full')).toBe(false)
    for (const purpose of purposes)
      expect(RANK.indexOf(beforeWithGpc[purpose])).toBeLessThanOrEqual(
        RANK.indexOf(before[purpose]),
      )
    expect([beforeWithGpc.marketing, beforeWithGpc.replay]).toEqual(['none', 'none'])
  }
  for (const purpose of [...UNDECIDED.bySignal, ...UNDECIDED.untilOptOut])
    expect(purposes).toContain(purpose)
  for (const { before } of Object.values(MODES))
    for (const purpose of purposes)
      expect(before[purpose]).toBe(purpose === 'analytics' ? 'aggregate' : 'none')
})

test('a choice lasts no longer than the authorities let it, and a refusal as long', () => {
  for (const { country, authority, grantedMost = Infinity, refusedLeast = 0 } of AUTHORITIES) {
    const { days } = rowOf(country)!
    expect(days.granted, authority).toBeLessThanOrEqual(grantedMost)
    expect(days.refused, authority).toBeGreaterThanOrEqual(refusedLeast)
  }
  for (const { days } of REGIONS) expect(days.refused).toBeGreaterThanOrEqual(days.granted)
})

test('visitors of one known place get the row of the place, or something stricter', () => {
  expect(VISITORS.length).toBeGreaterThanOrEqual(40)
  expect(new Set(VISITORS.map(({ who }) => who)).size).toBe(VISITORS.length)
  for (const { who, expect: wanted, silent } of VISITORS) {
    expect(GROUPS[wanted.group].model, who).toBe(wanted.model)
    if (!('place' in wanted)) continue
    const [country, region] = wanted.place!.split('-')
    const row = rowOf(country!, region)
    const strictest = STRICTEST_FIRST.indexOf(row?.group ?? 'A')
    expect(STRICTEST_FIRST.indexOf(wanted.group), who).toBeLessThanOrEqual(strictest)
    // Nothing is left to the strictest without being said.
    if (!row || row.silent?.includes('strictest')) expect(silent, who).toBeDefined()
  }
})
