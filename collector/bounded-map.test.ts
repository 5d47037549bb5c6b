// What is used stays, what is not goes, and there is never more than may be.
import { expect, test } from 'vitest'
import { createBoundedMap } from './bounded-map.ts'

test('what was put in comes out, until it is taken out', () => {
  const map = createBoundedMap<{ n: number }>(10)
  map.set('a', { n: 1 })
  map.set('a', { n: 2 })
  expect(map.get('a')).toEqual({ n: 2 })
  map.delete('a')
  expect(map.get('a')).toBeUndefined()
})

test('what is used survives any number of others; what is not is forgotten', () => {
  const map = createBoundedMap<{ n: number }>(10)
  map.set('used', { n: 0 })
  map.set('unused', { n: 0 })
  for (let n = 0; n < 100; n++) {
    map.set(`other-${n}`, { n })
    expect(map.get('used')).toEqual({ n: 0 })
  }
  expect(map.get('unused')).toBeUndefined()
})

test.each([1, 2, 10, 1_000])('of %i it never holds more', (max) => {
  const map = createBoundedMap<{ n: number }>(max)
  for (let n = 0; n < 3 * max; n++) map.set(`${n}`, { n })
  const held = Array.from({ length: 3 * max }, (_, n) => map.get(`${n}`)).filter(Boolean)
  expect(held.length).toBeLessThanOrEqual(max)
})

test('a value that was deleted does not come back from before', () => {
  const map = createBoundedMap<{ n: number }>(4)
  map.set('a', { n: 1 })
  map.set('b', { n: 1 })
  map.set('a', { n: 2 })
  map.delete('a')
  expect(map.get('a')).toBeUndefined()
})
