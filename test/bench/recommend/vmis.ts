// VMIS-kNN (Serenade, SIGMOD 2022): the recent sessions that are most alike vote for their items.
import { catalogueOf, encode } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import type { Recommender, Scored } from './model.ts'

export interface VmisSettings {
  /** How many of the visitor's last items are looked at. */
  readonly items: number
  /** How many of the newest sessions that hold one of them are looked at. */
  readonly sample: number
  /** How many of those vote: the ones that are most alike. */
  readonly neighbours: number
}

export const vmis = (settings: VmisSettings): Recommender => ({
  // As its authors call them: n, m and k.
  name: `VMIS-kNN ${settings.items}/${settings.sample}/${settings.neighbours}`,
  train(sessions) {
    const startedAt = performance.now()
    const catalogue = catalogueOf(sessions)
    const encoded = encode(sessions, catalogue).map((session) => Uint32Array.from(new Set(session)))
    const index = newestSessions(encoded, catalogue, settings.sample)
    const recommend = voter({ catalogue, sessions: encoded, index, settings })
    const bytes = [...encoded, ...index].reduce((sum, list) => sum + list.byteLength, 0)
    return { recommend, bytes, trainMs: performance.now() - startedAt }
  },
})

/** For each item the sessions that hold it, newest first. */
function newestSessions(
  sessions: readonly Uint32Array[],
  { ids }: Catalogue,
  sample: number,
): Uint32Array[] {
  const lists = ids.map((): number[] => [])
  for (let session = sessions.length - 1; session >= 0; session--)
    for (const item of sessions[session]!)
      if (lists[item]!.length < sample) lists[item]!.push(session)
  return lists.map((list) => Uint32Array.from(list))
}

interface Model {
  readonly catalogue: Catalogue
  readonly sessions: readonly Uint32Array[]
  readonly index: readonly Uint32Array[]
  readonly settings: VmisSettings
}

function voter({ catalogue, sessions, index, settings }: Model) {
  const { ids, indexOf } = catalogue
  const rarity = rarities(sessions, catalogue)
  /** By session: how alike it is, and the place of the visitor's newest item in it, from 0. */
  const alike = new Float64Array(sessions.length)
  const nearest = new Uint8Array(sessions.length)
  const votes = new Float64Array(ids.length)

  return (history: readonly string[], count: number): Scored[] => {
    const last = [...new Set(history.toReversed())].slice(0, settings.items)
    const found: number[] = []
    for (const [at, id] of last.entries())
      for (const session of index[indexOf.get(id) ?? -1] ?? []) {
        if (!alike[session]) {
          found.push(session)
          nearest[session] = at
        }
        alike[session]! += 1 - at / last.length
      }
    const voted: number[] = []
    for (const session of mostAlike(found, alike, settings)) {
      const vote = alike[session]! * (0.9 - 0.1 * nearest[session]!)
      for (const item of sessions[session]!) {
        if (!votes[item]) voted.push(item)
        votes[item]! += vote * rarity[item]!
      }
    }
    const list = voted.map((item) => ({ id: ids[item]!, score: votes[item]! }))
    for (const session of found) alike[session] = 0
    for (const item of voted) votes[item] = 0
    return list.sort((a, b) => b.score - a.score).slice(0, count)
  }
}

/** By item the logarithm of how few sessions hold it; above 0. */
function rarities(sessions: readonly Uint32Array[], { ids }: Catalogue): Float64Array {
  const holders = new Float64Array(ids.length)
  for (const session of sessions) for (const item of session) holders[item]!++
  return holders.map((count) => Math.log((sessions.length + 1) / count))
}

/** Of the newest sessions those that are most alike; among equals the newer. */
function mostAlike(
  found: readonly number[],
  alike: Float64Array,
  { sample, neighbours }: VmisSettings,
): Iterable<number> {
  const newest = Uint32Array.from(found).sort().subarray(-sample)
  if (newest.length <= neighbours) return newest
  const bar = Float64Array.from(newest, (session) => alike[session]!)
    .sort()
    .at(-neighbours)!
  const better = newest.filter((session) => alike[session]! > bar)
  const equal = newest.filter((session) => alike[session] === bar)
  return [...better, ...equal.subarray(better.length - neighbours)]
}
