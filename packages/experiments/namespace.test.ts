// The parts of a namespace divide its visitors: each lies in exactly one.
import { expect, test } from 'vitest'
import { hash } from './hash.ts'
import { inNamespace } from './namespace.ts'

const visitors = Array.from({ length: 2_000 }, (_, visitor) => `user-${visitor}`)

test('each visitor lies in exactly one part', () => {
  const parts = [
    ['pricing', 0, 0.2],
    ['pricing', 0.2, 0.65],
    ['pricing', 0.65, 1],
  ] as const
  const sizes = [0, 0, 0]
  for (const visitor of visitors) {
    const inside = parts.map((part) => inNamespace(visitor, part))
    expect(inside.filter(Boolean)).toHaveLength(1)
    sizes[inside.indexOf(true)]!++
  }
  for (const size of sizes) expect(size).toBeGreaterThan(300)
})

test('another namespace divides otherwise', () => {
  const both = visitors.filter(
    (visitor) =>
      inNamespace(visitor, ['pricing', 0, 0.5]) && inNamespace(visitor, ['search', 0, 0.5]),
  )
  expect(both.length).toBeGreaterThan(350)
  expect(both.length).toBeLessThan(650)
})

test('a part holds its start and not its end', () => {
  const place = hash('__pricing', 'visitor-42', 1)!
  expect(inNamespace('visitor-42', ['pricing', place, 1])).toBe(true)
  expect(inNamespace('visitor-42', ['pricing', 0, place])).toBe(false)
})
