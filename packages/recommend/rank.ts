// Orders the products of a model for one history: pure arithmetic, the same in a browser, in the collector and in tests.
import { QUERY_ITEMS_MAX } from '../wire/model.ts'
import type { ModelHead } from '../wire/model.ts'
import type { Row } from './rows.ts'

/** A product of the visitor's history. */
export interface Seen {
  readonly id: string
  readonly category?: string | undefined
}

/** A product in a list, and why it is there. */
export interface Ranked {
  readonly place: number
  /** Above 0 where the history speaks for it; a filler has one below 0. Only the order has a meaning. */
  readonly score: number
  /** Id of the product of the history that spoke the loudest for it. */
  readonly because?: string | undefined
  readonly from: 'history' | 'category' | 'trending'
}

/**
 * The products that belong to `seen`, the newest first in it, as a whole: each of its last ten speaks for its neighbours,
 * the newer the louder. Then, for those who have little to say, what is popular in their categories, and what is trending.
 * Nothing of `seen` that the model knows is in it, nor what the head excludes.
 */
export function rank(
  seen: readonly Seen[],
  rowOf: (id: string) => Row | undefined,
  head: Pick<ModelHead, 'decay' | 'trending' | 'categories' | 'excluded'>,
): Ranked[] {
  const taken = new Set(head.excluded)
  const sums = new Map<number, number>()
  const loudest = new Map<number, { part: number; id: string }>()
  for (const { id } of seen) taken.add(rowOf(id)?.place ?? -1)
  seen.slice(0, QUERY_ITEMS_MAX).forEach(({ id }, age) => {
    const row = rowOf(id)
    row?.to.forEach((place, at) => {
      const part = row.weights[at]! * Math.exp(-age / head.decay)
      if (taken.has(place) || !part) return
      sums.set(place, (sums.get(place) ?? 0) + part)
      if (part > (loudest.get(place)?.part ?? 0)) loudest.set(place, { part, id })
    })
  })
  const list: Ranked[] = [...sums]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([place, score]) => ({ place, score, because: loudest.get(place)?.id, from: 'history' }))

  for (const { place } of list) taken.add(place)
  const fill = (places: readonly number[] = [], from: Ranked['from'], because?: string) => {
    for (const place of places) {
      if (taken.has(place)) continue
      taken.add(place)
      list.push({ place, score: -list.length - 1, because, from })
    }
  }
  for (const { id, category } of seen.slice(0, QUERY_ITEMS_MAX))
    if (category && Object.hasOwn(head.categories, category))
      fill(head.categories[category], 'category', id)
  fill(head.trending, 'trending')
  return list
}
