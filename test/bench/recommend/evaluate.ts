// The judge: where the next item of a visit stands in a recommender's list.
import type { Catalogue } from './catalogue.ts'
import type { Case } from './dataset.ts'
import type { Scored, Trained } from './model.ts'

/** How long the list is that a target must be in. */
export const LIST_LENGTH = 20

export interface Accuracy {
  /** Cases that count: those whose target the visitor had not seen. */
  readonly cases: number
  /** Share of cases whose target is in the list. */
  readonly hitRate: number
  /** Mean of 1 / rank, 0 where the target is not in the list. */
  readonly mrr: number
}

/**
 * Only targets that are new to the visitor count, and what the visitor has seen is taken off the list: otherwise a model
 * that echoes the history wins. The whole list is asked for, so that a tie is seen even where it crosses the list's end.
 */
export function evaluate(trained: Trained, cases: readonly Case[], catalogue: Catalogue): Accuracy {
  let counted = 0
  let hits = 0
  let reciprocals = 0
  for (const { history, target } of cases) {
    const seen = new Set(history)
    if (seen.has(target)) continue
    counted++
    const list = trained.recommend(history, catalogue.ids.length)
    const rank = rankOf(target, list, seen, catalogue)
    if (rank > LIST_LENGTH) continue
    hits++
    reciprocals += 1 / rank
  }
  const share = (sum: number) => (counted ? sum / counted : 0)
  return { cases: counted, hitRate: share(hits), mrr: share(reciprocals) }
}

/**
 * From 1; a tie takes the mean of its ranks; Infinity where that many stand before the target that it cannot be in the
 * list. Throws where the recommender's answer is no list: descending, each item once.
 */
export function rankOf(
  target: string,
  list: readonly Scored[],
  seen: ReadonlySet<string>,
  catalogue: Catalogue,
): number {
  const listed = new Set<string>()
  let above = 0
  let equal = 0
  let isFound = false
  let last = Infinity
  for (const { id, score } of list) {
    if (!(score <= last)) throw new RangeError(`${id} stands below an item of a lower score`)
    if (listed.has(id)) throw new RangeError(`${id} stands in the list twice`)
    if (score < last) {
      if (isFound) break
      above += equal
      equal = 0
      if (above >= LIST_LENGTH) return Infinity
    }
    last = score
    listed.add(id)
    if (seen.has(id)) continue
    equal++
    if (id === target) isFound = true
  }
  if (isFound) return meanRank(above, equal)
  return rankInFill(target, above + equal, (id) => seen.has(id) || listed.has(id), catalogue)
}

/** The rank of an item that the recommender did not name: popular items follow those that it did. */
function rankInFill(
  target: string,
  named: number,
  isTaken: (id: string) => boolean,
  { ids, clicks, indexOf }: Catalogue,
): number {
  const own = clicks[indexOf.get(target) ?? -1]
  if (own === undefined) return Infinity
  let above = named
  let equal = 0
  for (let index = 0; index < ids.length && clicks[index]! >= own; index++) {
    if (above >= LIST_LENGTH) return Infinity
    if (isTaken(ids[index]!)) continue
    if (clicks[index]! > own) above++
    else equal++
  }
  return meanRank(above, equal)
}

function meanRank(above: number, equal: number): number {
  return above + (equal + 1) / 2
}
