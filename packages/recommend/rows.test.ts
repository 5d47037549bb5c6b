// Shards are read as the collector writes them, and whatever else comes is bounded.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writeRows } from '../../collector/recommend/write-rows.ts'
import { readRows } from './rows.ts'

const row = (id: string, place: number, pairs: Record<number, number> = {}) => ({
  id,
  place,
  to: Object.keys(pairs).map(Number),
  weights: Object.values(pairs),
})

test('a round trip keeps ids, places, and weights to a byte of their row', () => {
  const rows = [
    row('Lampe "Ö" 灯', 0, { 70_000: 0.5, 3: 1, 4: 0.001 }),
    row('b', 128, { 0: 0.25 }),
    row('c', 300_000),
  ]
  const [bytes] = writeRows(rows, 1)
  const read = readRows(bytes!)
  expect([...read.keys()]).toEqual(['Lampe "Ö" 灯', 'b', 'c'])
  expect(read.get('c')).toEqual({ place: 300_000, to: [], weights: [] })
  const first = read.get('Lampe "Ö" 灯')!
  expect(first.to).toEqual([3, 4, 70_000])
  // A weight of next to nothing is still a pair.
  expect(first.weights.map((weight) => weight / 2 ** 20)).toEqual([255, 1, 128])
  const second = read.get('b')!
  expect(second.weights[0]! / first.weights[0]!).toBeCloseTo(0.25, 5)
})

test('any table comes back', () => {
  const table = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
      place: fc.nat(100_000),
      pairs: fc.dictionary(
        fc.nat(100_000).map(String),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        {
          maxKeys: 30,
        },
      ),
    }),
    { selector: ({ id }) => id, maxLength: 20 },
  )
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 5 }), (rows, shards) => {
      const written = rows.map(({ id, place, pairs }) => row(id, place, pairs))
      const read = new Map(writeRows(written, shards).flatMap((bytes) => [...readRows(bytes)]))
      expect(read.size).toBe(rows.length)
      const largest = Math.max(0, ...written.flatMap(({ weights }) => weights))
      for (const { id, place, to, weights } of written) {
        const found = read.get(id)!
        expect([found.place, found.to]).toEqual([place, to.toSorted((a, b) => a - b)])
        const max = Math.max(...weights)
        to.forEach((other, at) => {
          const weight = found.weights[found.to.indexOf(other)]! / 255 / 2 ** 20
          expect(Math.abs(weight - weights[at]! / largest)).toBeLessThan(max / largest / 255 + 1e-5)
        })
      }
    }),
    { seed: 1, numRuns: 100 },
  )
})

test('a shard that is cut short gives the rows before the cut', () => {
  const rows = Array.from({ length: 5 }, (_, at) => row(`id${at}`, at, { 10: 1, 20: 2, 30: 1 }))
  const [whole] = writeRows(rows, 1)
  for (let length = 0; length < whole!.length; length++) {
    const read = readRows(whole!.subarray(0, length))
    expect(read.size).toBeLessThan(5)
    for (const [id, found] of read) expect(found).toEqual(readRows(whole!).get(id))
  }
  expect(readRows(whole!).size).toBe(5)
})

test('hostile bytes end soon, and name no more than they hold', () => {
  const claims = [
    [255, 255, 255, 255, 255, 255, 255],
    // A million rows; one row with a billion neighbours; an id of a gigabyte.
    [192, 132, 61],
    [1, 0, 1, 97, 128, 148, 235, 220, 3, 1],
    [1, 0, 128, 148, 235, 220, 3],
  ]
  for (const bytes of claims) expect(readRows(Uint8Array.from(bytes)).size).toBe(0)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const read = readRows(bytes)
      const pairs = [...read.values()].reduce((sum, { to }) => sum + to.length, 0)
      expect(2 * pairs).toBeLessThanOrEqual(bytes.length)
      for (const { weights, place } of read.values()) {
        expect(place).toBeGreaterThanOrEqual(0)
        expect(weights.every((weight) => weight >= 0)).toBe(true)
      }
    }),
    { seed: 1, numRuns: 500 },
  )
})
