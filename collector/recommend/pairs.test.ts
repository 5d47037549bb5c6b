// Neighbours and thresholds on visits small enough to count by hand.
import { describe, expect, test } from 'vitest'
import { countViews, findNeighbours, spendBudget } from './pairs.ts'
import { gatherVisits } from './visits.ts'

const SETTINGS = { backward: 1, fadeMs: Infinity }

/** One visit a word, one product a letter; `anna:abc` names the visitor, else each is another. */
function visits(...words: string[]) {
  return gatherVisits(
    words.map((word, at) => {
      const [visitor, items] = word.includes(':') ? word.split(':') : [`visitor${at}`, word]
      return { visitor: visitor!, timeMs: at, items: [...items!] }
    }),
  )
}

/** The row of `item` as sums, with the division by popularity undone. */
function sums(of: ReturnType<typeof visits>, item: string, k = 1, settings = SETTINGS) {
  const views = countViews(of)
  const number = of.ids.indexOf(item)
  const { to, weights } = findNeighbours(of, k, settings)[number]!
  const entries = to.map((other, at) => {
    const norm = (views[number]! + 5) ** 0.5 * (views[other]! + 5) ** 0.25
    return [of.ids[other]!, Number((weights[at]! * norm).toFixed(9))]
  })
  return Object.fromEntries(entries) as Record<string, number>
}

test('a pair counts 1 / distance, both ways', () => {
  expect(sums(visits('abc'), 'a')).toEqual({ b: 1, c: 0.5 })
  expect(sums(visits('abc'), 'c')).toEqual({ b: 1, a: 0.5 })
  expect(sums(visits('abc', 'ab'), 'a')).toEqual({ b: 2, c: 0.5 })
})

test('a step back counts what the settings say', () => {
  const settings = { ...SETTINGS, backward: 0.25 }
  expect(sums(visits('abc'), 'b', 1, settings)).toEqual({ c: 1, a: 0.25 })
})

test('older visits fade', () => {
  const settings = { ...SETTINGS, fadeMs: 1 }
  expect(sums(visits('ab', 'ac'), 'a', 1, settings)).toEqual({
    c: 1,
    b: Number(Math.exp(-1).toFixed(9)),
  })
})

test('eleven steps apart is no pair, nor is a product with itself, nor what another visit began with', () => {
  expect(sums(visits('a123456789b'), 'a')).toHaveProperty('b', 0.1)
  expect(sums(visits('a123456789xb'), 'a')).not.toHaveProperty('b')
  expect(sums(visits('aba'), 'a')).toEqual({ b: 2 })
  expect(sums(visits('anna:ab', 'anna:cd'), 'b')).toEqual({ a: 1 })
})

describe('the threshold', () => {
  test('counts distinct visitors, not visits and not steps', () => {
    expect(sums(visits('anna:ab', 'anna:ab', 'anna:abab'), 'a', 2)).toEqual({})
    expect(sums(visits('anna:ab', 'ben:ab'), 'a', 2)).toEqual({ b: 2 })
    expect(sums(visits('anna:ab', 'ben:ab'), 'a', 3)).toEqual({})
  })

  test('counts them in either order', () => {
    expect(sums(visits('anna:ab', 'ben:ba'), 'a', 2)).toEqual({ b: 2 })
    expect(sums(visits('anna:ab', 'ben:ba'), 'b', 2)).toEqual({ a: 2 })
  })

  test('is kept for each pair alone', () => {
    expect(sums(visits('abc', 'ab', 'bc'), 'b', 2)).toEqual({ a: 2, c: 2 })
    expect(sums(visits('abc', 'ab', 'bc'), 'a', 2)).toEqual({ b: 2 })
  })
})

test('one visitor adds at most three to a pair, and no more than the newest of a flood of steps', () => {
  const flood = Array.from({ length: 50 }, () => 'anna:ab')
  expect(sums(visits(...flood, 'ben:ab'), 'a')).toEqual({ b: 4 })
  const steps = gatherVisits(
    Array.from({ length: 100 }, (_, at) => ({
      visitor: 'anna',
      timeMs: at,
      items: Array.from({ length: 100 }, (_item, step) => `${at}-${step}`),
    })),
  )
  expect(steps.items.length).toBe(2_000)
  expect(steps.ids).toContain('99-0')
  expect(steps.ids).not.toContain('0-0')
})

test('the budget goes to the pairs that serve the most views', () => {
  const rows = [
    { to: [1, 2], weights: [3, 1] },
    { to: [0], weights: [1] },
    { to: [0, 1], weights: [1, 1] },
  ]
  // Of 8, 2 and 4 views: 6 and 2, 2, 2 and 2.
  const views = Uint32Array.from([8, 2, 4])
  expect(spendBudget(rows, views, 1)).toEqual([
    { to: [1], weights: [3] },
    { to: [], weights: [] },
    { to: [], weights: [] },
  ])
  expect(spendBudget(rows, views, 5)).toEqual(rows)
})
