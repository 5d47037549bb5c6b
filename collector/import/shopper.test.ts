// Simulated shoppers are what they are said to be: the same again, readable as any page's, and as willing as the truth has it.
import { expect, test } from 'vitest'
import { parseBatch } from '../../packages/wire/parse.ts'
import { visitOf } from './shopper.ts'
import type { Truth } from './shopper.ts'

const NOW_MS = Date.UTC(2026, 4, 4, 9)
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
const visit = (number: number, truth = TRUTH) =>
  visitOf(truth, 'demo', 'https://shop.example', { number, nowMs: NOW_MS })

test('the same seed and number make the same visit, another seed another', () => {
  expect(visit(7)).toEqual(visit(7))
  expect(visit(7, { ...TRUTH, seed: 'other' }).batch.visitor).not.toBe(visit(7).batch.visitor)
})

test('every visit is taken whole, and over by the time it is sent', () => {
  for (let number = 0; number < 200; number++) {
    const { batch } = visit(number)
    expect(parseBatch(JSON.parse(JSON.stringify(batch))).refused).toEqual([])
    expect(Math.max(...batch.events.map(({ timeMs }) => timeMs))).toBe(NOW_MS)
  }
})

test('who sees the variation with a lift orders more often by that much, and nobody else does', () => {
  const visits = Array.from({ length: 6_000 }, (_, number) => visit(number))
  const shareOf = (name: string) => {
    const seen = visits.filter((each) => each.seen.includes(name))
    return seen.filter(({ ordered }) => ordered).length / seen.length
  }
  // Three standard errors of a share of some 3,000.
  expect(Math.abs(shareOf('hero=control') - 0.1)).toBeLessThan(0.017)
  expect(Math.abs(shareOf('hero=bold') - 0.2)).toBeLessThan(0.022)
})
