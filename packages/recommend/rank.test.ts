// The scorer on cases worked out by hand.
import { expect, test } from 'vitest'
import { rank } from './rank.ts'
import type { Row } from './rows.ts'

const rows: Record<string, Row> = {
  a: { place: 0, to: [1, 2, 3], weights: [8, 4, 2] },
  b: { place: 1, to: [0, 2, 4], weights: [6, 6, 3] },
  lonely: { place: 9, to: [], weights: [] },
}
const rowOf = (id: string) => rows[id]
const head = { decay: 2, trending: [], categories: {}, excluded: [] }
const seen = (...ids: string[]) => ids.map((id) => ({ id }))

test('the newest speaks the loudest, and each may speak for the same product', () => {
  // a counts 1, b exp(-1/2); 0 and 1 were seen.
  const half = Math.exp(-1 / 2)
  expect(rank(seen('a', 'b'), rowOf, head)).toEqual([
    { place: 2, score: 4 + 6 * half, because: 'a', from: 'history' },
    { place: 3, score: 2, because: 'a', from: 'history' },
    { place: 4, score: 3 * half, because: 'b', from: 'history' },
  ])
})

test('who spoke the loudest is the reason, be it the older', () => {
  const [first] = rank(seen('b', 'a'), rowOf, { ...head, decay: 100 })
  expect(first).toMatchObject({ place: 2, because: 'b' })
  const [other] = rank(seen('c', 'a', 'b'), rowOf, { ...head, decay: 100 })
  expect(other).toMatchObject({ place: 2, because: 'b' })
})

test('only the last ten speak; what was seen before them is left out all the same', () => {
  const older = Array.from({ length: 9 }, (_, at) => `unknown${at}`)
  expect(rank(seen('a', ...older, 'b'), rowOf, head).map(({ place }) => place)).toEqual([2, 3])
  expect(rank(seen(...older, 'a', 'b'), rowOf, head).map(({ place }) => place)).toEqual([2, 3])
  expect(rank(seen(...older, 'unknown9', 'a'), rowOf, head)).toEqual([])
})

test('of equals the one that more visitors looked at comes first', () => {
  const even = () => ({ place: 7, to: [5, 2], weights: [1, 1] })
  expect(rank(seen('x'), even, head).map(({ place }) => place)).toEqual([2, 5])
})

test('a history with little to say is helped out by its categories, then by what is trending', () => {
  const more = { ...head, trending: [1, 2, 6], categories: { lamps: [5, 1] } }
  const list = rank([{ id: 'lonely', category: 'lamps' }, { id: 'b' }], rowOf, more)
  expect(list.map(({ place, from, because }) => [place, from, because])).toEqual([
    [0, 'history', 'b'],
    [2, 'history', 'b'],
    [4, 'history', 'b'],
    [5, 'category', 'lonely'],
    [6, 'trending', undefined],
  ])
  const scores = list.map(({ score }) => score)
  expect(scores).toEqual(scores.toSorted((x, y) => y - x))
  expect(scores.slice(3).every((score) => score < 0)).toBe(true)
})

test('what the head excludes is nowhere, and a category’s name is only a name', () => {
  const more = { ...head, trending: [2, 6], categories: {}, excluded: [2, 6] }
  expect(
    rank([{ id: 'a', category: 'constructor' }], rowOf, more).map(({ place }) => place),
  ).toEqual([1, 3])
  expect(rank([], rowOf, { ...head, trending: [3] })).toEqual([
    { place: 3, score: -1, because: undefined, from: 'trending' },
  ])
})
