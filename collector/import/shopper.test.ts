// Simulated shoppers are what they are said to be: the same again, readable as any page's, and as willing as the truth has it.
import { describe, expect, test } from 'vitest'
import { parseBatch } from '../../packages/wire/parse.ts'
import { companionsOf } from './companions.ts'
import { PERSONAS } from './personas.ts'
import { PRODUCTS } from './sample-shop.ts'
import { seasonOf } from './seasons.ts'
import { shopperOf } from './shopper.ts'
import type { Shopper } from './shopper.ts'
import { truthFile } from './truth.ts'
import type { Truth } from './truth.ts'

const NOW_MS = Date.UTC(2026, 4, 4, 9)
const SHOPPERS = 8_000
const variation = (key: string) => ({ key, name: '', weight: 0.5, changes: [] })
const TRUTH: Truth = {
  seed: 'truth',
  conversion: 0.1,
  lifts: { 'hero=bold': 1 },
  experiments: [
    {
      key: 'hero',
      coverage: 1,
      targeting: {},
      variations: [variation('control'), variation('bold')],
    },
  ],
}
const shopper = (number: number, truth = TRUTH, nowMs = NOW_MS) =>
  shopperOf(truth, 'demo', 'https://shop.example', { number, nowMs })
const many = (truth = TRUTH, nowMs = NOW_MS): Shopper[] =>
  Array.from({ length: SHOPPERS }, (_, number) => shopper(number, truth, nowMs))
const all = many()
const controlled = all.filter(({ seen }) => seen.includes('hero=control'))

/** Share that ordered, with three standard errors. */
function rateOf(some: readonly Shopper[]): { rate: number; margin: number } {
  const rate = some.filter(({ ordered }) => ordered).length / some.length
  return { rate, margin: 3 * Math.sqrt((rate * (1 - rate)) / some.length) }
}

test('the same seed, number and day make the same shopper, another seed another', () => {
  expect(shopper(7)).toEqual(shopper(7))
  const later = shopper(7, TRUTH, NOW_MS + 3_600_000)
  const told = ({ batches }: Shopper) =>
    batches.flatMap(({ events }) => events.map(({ type, url, body }) => ({ type, url, body })))
  expect(told(later)).toEqual(told(shopper(7)))
  expect(shopper(7, { ...TRUTH, seed: 'other' }).batches[0]?.visitor).not.toBe(
    shopper(7).batches[0]?.visitor,
  )
})

test('every visit is taken whole, one after the other, and over by the time it is sent', () => {
  for (let number = 0; number < 300; number++) {
    const { batches, ordered } = shopper(number)
    const times = batches.flatMap(({ events }) => events.map(({ timeMs }) => timeMs))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBe(NOW_MS)
    for (const batch of batches)
      expect(parseBatch(JSON.parse(JSON.stringify(batch))).refused).toEqual([])
    const types = batches.flatMap(({ events }) => events.map(({ type }) => type))
    expect(types.filter((type) => type === 'purchase')).toHaveLength(Number(ordered))
  }
})

describe('what is true of many', () => {
  test('those who see the control order as often as was said, those with a lift by that much more', () => {
    const control = rateOf(controlled)
    expect(Math.abs(control.rate - 0.1)).toBeLessThan(control.margin)
    const bold = rateOf(all.filter(({ seen }) => seen.includes('hero=bold')))
    expect(Math.abs(bold.rate - 0.2)).toBeLessThan(bold.margin)
  })

  test('personas, markets and devices come and order as the truth file says', () => {
    const { personas, markets, devices } = truthFile(TRUTH, SHOPPERS, NOW_MS)
    const parts = [
      ['persona', personas],
      ['market', markets],
      ['device', devices],
    ] as const
    for (const [trait, segments] of parts)
      for (const { name, share, conversion } of segments) {
        const here = all.filter((each) => each[trait] === name)
        expect(here.length / SHOPPERS).toBeCloseTo(share, 1)
        const { rate, margin } = rateOf(controlled.filter((each) => each[trait] === name))
        expect(Math.abs(rate - conversion), `${trait} ${name}`).toBeLessThan(margin * 1.2)
      }
    expect(personas.map(({ conversion }) => conversion)).not.toContain(TRUTH.conversion)
  })

  test('some come again, as the same visitor, and see what they have seen', () => {
    const again = all.filter(({ batches }) => batches.length > 1)
    expect(again.length / SHOPPERS).toBeGreaterThan(0.2)
    const regulars = PERSONAS.flatMap(({ name, visits }) => (visits > 1 ? [name] : []))
    for (const { persona, batches, seen } of again) {
      expect(regulars).toContain(persona)
      expect(new Set(batches.map(({ visitor }) => visitor)).size).toBe(1)
      expect(new Set(batches.map(({ events }) => events[0]?.session)).size).toBe(batches.length)
      expect(seen).toHaveLength(1)
    }
  })

  test('who is new is new once: what is for them is seen at the first visit alone', () => {
    const [hero] = TRUTH.experiments
    const forNew = {
      ...TRUTH,
      experiments: [{ ...hero!, targeting: { visitors: 'new' } as const }],
    }
    const { batches } = Array.from({ length: 50 }, (_, number) => shopper(number, forNew)).find(
      (each) => each.batches.length > 1,
    )!
    const exposures = batches.map(
      ({ events }) => events.filter(({ type }) => type === 'exposure').length,
    )
    expect(exposures).toEqual([1, ...batches.slice(1).map(() => 0)])
  })

  test('throws are for winter, towels for summer', () => {
    const january = Date.UTC(2026, 0, 15)
    const july = Date.UTC(2026, 6, 15)
    const looksAt = (category: string, nowMs: number) => {
      const ids = PRODUCTS.flatMap((each) => (each.category === category ? [`/p/${each.id}`] : []))
      return Array.from({ length: 1_500 }, (_, number) => shopper(number, TRUTH, nowMs))
        .flatMap(({ batches }) => batches.flatMap(({ events }) => events))
        .filter(({ type, url }) => type === 'view_item' && ids.some((id) => url.endsWith(id)))
        .length
    }
    expect(looksAt('throws', january)).toBeGreaterThan(1.3 * looksAt('throws', july))
    expect(looksAt('towels', july)).toBeGreaterThan(1.3 * looksAt('towels', january))
    const year = Array.from({ length: 365 }, (_, day) => seasonOf('throws', day * 86_400_000))
    expect(year.reduce((sum, each) => sum + each, 0) / 365).toBeCloseTo(1, 2)
  })
})

test('every product has companions, of other categories than the catalogue would suggest', () => {
  for (const { id } of PRODUCTS) {
    const companions = companionsOf(id)
    expect(companions).toHaveLength(3)
    expect(companions.reduce((sum, { strength }) => sum + strength, 0)).toBeCloseTo(1)
    for (const companion of companions) {
      expect(companionsOf(companion.id).map((each) => each.id)).toContain(id)
      const place = (one: string) => PRODUCTS.findIndex((each) => each.id === one)
      expect(Math.abs(place(id) - place(companion.id))).toBeGreaterThan(1)
    }
  }
  expect(companionsOf('nothing')).toEqual([])
})
