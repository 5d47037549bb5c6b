// What training learns from, as flat arrays: who looked at which products, visit by visit, in their order.

export interface Visits {
  /** Ids of the products, by number. */
  readonly ids: readonly string[]
  /** Numbers of the products, all visits one behind the other: those of one visitor together, in order of time. */
  readonly items: Uint32Array
  /** Where each visit begins in `items`; one more than there are visits. */
  readonly starts: Uint32Array
  /** By visit: the number of its visitor, and when it ended. */
  readonly visitors: Uint32Array
  readonly timesMs: Float64Array
}

/** One visit before it has its place. */
export interface Visit {
  readonly visitor: string
  readonly timeMs: number
  readonly items: readonly string[]
}

/** Steps that one visitor has a say by, at most; the newest count. A robot that nobody knew for one stays small. */
const VISITOR_STEPS_MAX = 2_000

/** Gathers visits. The same product twice in a row is one step. */
export function gatherVisits(visits: readonly Visit[]): Visits {
  const visitors = numbers()
  const ids = numbers()
  const byVisitor: Visit[][] = []
  for (const visit of visits) (byVisitor[visitors.of(visit.visitor)] ??= []).push(visit)
  const items: number[] = []
  const starts = [0]
  const owners: number[] = []
  const timesMs: number[] = []
  byVisitor.forEach((theirs, visitor) => {
    for (const visit of bounded(theirs)) {
      visit.items.forEach((id, at) => {
        if (id !== visit.items[at - 1]) items.push(ids.of(id))
      })
      starts.push(items.length)
      owners.push(visitor)
      timesMs.push(visit.timeMs)
    }
  })
  return {
    ids: ids.all,
    items: Uint32Array.from(items),
    starts: Uint32Array.from(starts),
    visitors: Uint32Array.from(owners),
    timesMs: Float64Array.from(timesMs),
  }
}

/** In order of time, as many of the newest as the bound allows. */
function bounded(visits: readonly Visit[]): Visit[] {
  const kept: Visit[] = []
  let steps = 0
  for (const visit of visits.toSorted((a, b) => b.timeMs - a.timeMs)) {
    if ((steps += visit.items.length) > VISITOR_STEPS_MAX) break
    kept.push(visit)
  }
  return kept.toReversed()
}

/** Gives each text a number, in order of appearance. */
function numbers(): { of: (text: string) => number; all: string[] } {
  const known = new Map<string, number>()
  const all: string[] = []
  return {
    all,
    of(text) {
      const number = known.get(text) ?? all.length
      if (number === all.length) {
        known.set(text, number)
        all.push(text)
      }
      return number
    },
  }
}

/** Some of the visits, with the products numbered as before. */
export function selectVisits(visits: Visits, isChosen: (visit: number) => boolean): Visits {
  const chosen = Array.from(visits.visitors.keys()).filter(isChosen)
  const items: number[] = []
  const starts = [0]
  for (const visit of chosen) {
    for (const item of itemsOf(visits, visit)) items.push(item)
    starts.push(items.length)
  }
  return {
    ids: visits.ids,
    items: Uint32Array.from(items),
    starts: Uint32Array.from(starts),
    visitors: Uint32Array.from(chosen, (visit) => visits.visitors[visit]!),
    timesMs: Float64Array.from(chosen, (visit) => visits.timesMs[visit]!),
  }
}

export function itemsOf({ items, starts }: Visits, visit: number): Uint32Array {
  return items.subarray(starts[visit], starts[visit + 1])
}
