// Three plain baselines: what is popular, what was seen with the last item, what was seen after it.
import { catalogueOf, encode } from './catalogue.ts'
import type { Recommender, Scored, Trained } from './model.ts'

/** How far apart two items of a session may be for the second to follow the first. */
const STEPS = 10

/** POP: the same list for everyone. */
export const popular: Recommender = {
  name: 'POP',
  train(sessions) {
    const startedAt = performance.now()
    const { ids, clicks } = catalogueOf(sessions)
    const list = ids.map((id, at) => ({ id, score: clicks[at]! }))
    return {
      recommend: (_history, count) => list.slice(0, count),
      bytes: clicks.byteLength,
      trainMs: performance.now() - startedAt,
    }
  },
}

/** AR: items by the number of sessions that they share with the last item. */
export const together: Recommender = {
  name: 'AR-last',
  train: (sessions) =>
    trainPairs(sessions, (session, add) => {
      const items = [...new Set(session)]
      for (const from of items) for (const to of items) add(from, to, 1)
    }),
}

/** SR: items that followed the last item, the nearer the better. */
export const after: Recommender = {
  name: 'SR-last',
  train: (sessions) =>
    trainPairs(sessions, (session, add) => {
      for (let at = 0; at < session.length; at++)
        for (let step = 1; step <= STEPS && step <= at; step++)
          add(session[at - step]!, session[at]!, 1 / step)
    }),
}

type Add = (from: number, to: number, weight: number) => void

/** Sums the weights that `visit` gives to pairs of different items; the last item's row is the answer. */
function trainPairs(
  sessions: readonly (readonly string[])[],
  visit: (session: Uint32Array, add: Add) => void,
): Trained {
  const startedAt = performance.now()
  const catalogue = catalogueOf(sessions)
  const sums = catalogue.ids.map(() => new Map<number, number>())
  const add: Add = (from, to, weight) => {
    if (from !== to) sums[from]!.set(to, (sums[from]!.get(to) ?? 0) + weight)
  }
  for (const session of encode(sessions, catalogue)) visit(session, add)
  const rows = sums.map((row): Scored[] =>
    [...row].sort((a, b) => b[1] - a[1]).map(([to, score]) => ({ id: catalogue.ids[to]!, score })),
  )
  return {
    recommend: (history, count) =>
      rows[catalogue.indexOf.get(history.at(-1) ?? '') ?? -1]?.slice(0, count) ?? [],
    // As a table of a number and a weight for each pair, four bytes each.
    bytes: rows.reduce((sum, row) => sum + 8 * row.length, 0),
    trainMs: performance.now() - startedAt,
  }
}
