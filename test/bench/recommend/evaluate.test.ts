// The judge against ranks counted by hand.
import { describe, expect, test } from 'vitest'
import { catalogueOf } from './catalogue.ts'
import { casesOf } from './dataset.ts'
import { evaluate, rankOf } from './evaluate.ts'
import type { Scored, Trained } from './model.ts'

/** Clicks: p 4, q 3, r 2, s 2, t 1. */
const catalogue = catalogueOf([[...'ppppqqq'], [...'rrsst']])

const list = (scores: Record<string, number>): Scored[] =>
  Object.entries(scores).map(([id, score]) => ({ id, score }))

const rank = (target: string, scores: Record<string, number>, seen = '') =>
  rankOf(target, list(scores), new Set(seen), catalogue)

/** Items `x0`, `x1` … of one score. */
const many = (count: number, score: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`x${at}`, score]))

describe('the rank', () => {
  test('is the place in the list, from 1', () => {
    expect(rank('r', { t: 3, r: 2, p: 1 })).toBe(2)
  })

  test('of a tie is the mean of its ranks, wherever the target stands in it', () => {
    expect(rank('t', { p: 9, t: 5, r: 5, s: 5, q: 1 })).toBe(3)
    expect(rank('s', { p: 9, t: 5, r: 5, s: 5, q: 1 })).toBe(3)
    expect(rank('t', { r: 5, t: 5 })).toBe(1.5)
  })

  test('passes over what the visitor has seen, in ties too', () => {
    expect(rank('s', { p: 9, t: 5, r: 5, s: 5 }, 'pr')).toBe(1.5)
  })

  test('of a tie that crosses the end of the list is beyond it or not, as a whole', () => {
    expect(rank('t', { ...many(19, 5), t: 1, r: 1, s: 1 })).toBe(21)
    expect(rank('t', { ...many(18, 5), t: 1, r: 1, s: 1 })).toBe(20)
  })

  test('is not looked for behind twenty better ones', () => {
    expect(rank('t', { ...many(19, 5), t: 1 })).toBe(20)
    expect(rank('t', { ...many(20, 5), t: 1 })).toBe(Infinity)
  })
})

describe('popularity fills a short list', () => {
  test('behind what was named, without what was named or seen', () => {
    // t, then p and q.
    expect(rank('q', { t: 1 })).toBe(3)
    expect(rank('q', { t: 1 }, 'p')).toBe(2)
    expect(rank('q', { p: 1 })).toBe(2)
  })

  test('with ties at their mean rank', () => {
    // p, q, then r and s with two clicks each.
    expect(rank('r', {})).toBe(3.5)
    expect(rank('s', {})).toBe(3.5)
    expect(rank('s', {}, 'r')).toBe(3)
  })

  test('up to the list’s end alone', () => {
    expect(rank('p', many(19, 5))).toBe(20)
    expect(rank('p', many(20, 5))).toBe(Infinity)
    expect(rank('q', many(19, 5))).toBe(Infinity)
  })

  test('and never with an item that is not in the catalogue', () => {
    expect(rank('unknown', {})).toBe(Infinity)
  })
})

test.each([
  ['ascends', list({ p: 1, q: 2 }), 'q stands below'],
  ['has a score that is no number', list({ p: NaN }), 'p stands below'],
  ['names an item twice', [...list({ p: 2 }), ...list({ p: 1 })], 'p stands in the list twice'],
])('an answer that %s is refused', (_name, answer, message) => {
  expect(() => rankOf('t', answer, new Set(), catalogue)).toThrow(message)
})

test('hit rate and reciprocal ranks are means over the cases with a new target', () => {
  const asked: [readonly string[], number][] = []
  const model: Trained = {
    recommend: (history, count) => {
      asked.push([history, count])
      return list({ r: 2, ...many(18, 1.5), s: 1, t: 1 })
    },
    bytes: 0,
    trainMs: 0,
  }
  // r is first; p was seen, so that case is none; q comes behind 21 others.
  const cases = [
    { history: ['p'], target: 'r' },
    { history: ['p', 'r'], target: 'p' },
    { history: ['p'], target: 'q' },
    // r is taken off the list: 18 others, then s and t at 19 and 20.
    { history: ['r'], target: 't' },
  ]
  const accuracy = evaluate(model, cases, catalogue)
  expect(accuracy).toEqual({ cases: 3, hitRate: 2 / 3, mrr: (1 + 1 / 19.5) / 3 })
  expect(asked).toEqual([
    [['p'], 5],
    [['p'], 5],
    [['r'], 5],
  ])
})

test('no case that counts is no success', () => {
  const model: Trained = { recommend: () => list({ p: 1 }), bytes: 0, trainMs: 0 }
  expect(evaluate(model, [{ history: ['p'], target: 'p' }], catalogue)).toEqual({
    cases: 0,
    hitRate: 0,
    mrr: 0,
  })
})

test('every prefix of a session is a case', () => {
  expect(casesOf(['a', 'b', 'a'])).toEqual([
    { history: ['a'], target: 'b' },
    { history: ['a', 'b'], target: 'a' },
  ])
  expect(casesOf(['a'])).toEqual([])
})
