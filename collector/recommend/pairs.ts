// Which products belong together: counted from what was looked at within a few steps, in either order.
import { itemsOf } from './visits.ts'
import type { Visits } from './visits.ts'

export interface PairSettings {
  /** What a step back counts, where a step forward counts 1. */
  readonly backward: number
  /** A visit so much older than the newest counts 1/e; Infinity: age does not matter. */
  readonly fadeMs: number
}

/** A product's neighbours, the closest first. */
export interface Neighbours {
  readonly to: readonly number[]
  readonly weights: readonly number[]
}

/** Products farther apart in a visit are no pair; nearer ones count 1 / distance. */
const STEPS_MAX = 10
/** Neighbours of one product, before the budget is spent. */
const ROW_MAX = 50
/** What one visitor can add to one pair. */
const VISITOR_WEIGHT_MAX = 3
/** Weights are divided by (n + 5)^0.5 of the product that is looked at, and by (n + 5)^0.25 of its neighbour. */
const SMOOTHING = 5

/**
 * Neighbours by product. A pair counts once `k` distinct visitors have made it, and a product once as many have looked
 * at it. One pass over each product's occurrences, so that nothing has to be kept of pairs but a row of sums.
 */
export function findNeighbours(visits: Visits, k: number, settings: PairSettings): Neighbours[] {
  const { ids, items } = visits
  const occurrences = occurrencesOf(visits)
  const views = countViews(visits)
  const fades = fadesOf(visits, settings.fadeMs)
  const sums = new Float64Array(ids.length)
  const makers = new Uint32Array(ids.length)
  /** By neighbour: the visitor whose steps are summed, from 1, and what they have added. */
  const maker = new Uint32Array(ids.length)
  const added = new Float64Array(ids.length)

  return ids.map((_id, item) => {
    const touched: number[] = []
    for (const at of occurrences.of(item)) {
      const visit = occurrences.visitOf[at]!
      const visitor = visits.visitors[visit]! + 1
      const from = Math.max(visits.starts[visit]!, at - STEPS_MAX)
      const to = Math.min(visits.starts[visit + 1]! - 1, at + STEPS_MAX)
      for (let near = from; near <= to; near++) {
        const other = items[near]!
        if (other === item) continue
        if (maker[other] !== visitor) {
          if (!makers[other]) touched.push(other)
          maker[other] = visitor
          makers[other]!++
          added[other] = 0
        }
        const step = near > at ? 1 / (near - at) : settings.backward / (at - near)
        const part = Math.min(step, VISITOR_WEIGHT_MAX - added[other]!)
        added[other]! += part
        sums[other]! += part * fades[visit]!
      }
    }
    const row = closest(
      touched.filter((other) => makers[other]! >= k && sums[other]! > 0),
      (other) =>
        sums[other]! / (views[item]! + SMOOTHING) ** 0.5 / (views[other]! + SMOOTHING) ** 0.25,
    )
    for (const other of touched) sums[other] = makers[other] = maker[other] = 0
    return row
  })
}

function closest(others: readonly number[], weightOf: (other: number) => number): Neighbours {
  const pairs = others
    .map((other) => ({ other, weight: weightOf(other) }))
    .sort((a, b) => b.weight - a.weight || a.other - b.other)
    .slice(0, ROW_MAX)
  return { to: pairs.map(({ other }) => other), weights: pairs.map(({ weight }) => weight) }
}

/** How often each product was looked at. */
export function countViews({ ids, items }: Visits): Uint32Array {
  const views = new Uint32Array(ids.length)
  for (const item of items) views[item]!++
  return views
}

/** How many distinct visitors looked at each product, in the visits that `counts`. */
export function countVisitors(visits: Visits, counts: (visit: number) => boolean): Uint32Array {
  const counted = new Uint32Array(visits.ids.length)
  const last = new Uint32Array(visits.ids.length)
  for (const [visit, visitor] of visits.visitors.entries())
    if (counts(visit))
      for (const item of itemsOf(visits, visit))
        if (last[item] !== visitor + 1) {
          last[item] = visitor + 1
          counted[item]!++
        }
  return counted
}

/** Where each product occurs in `items`: those of one visitor together. */
function occurrencesOf(visits: Visits) {
  const { ids, items, starts } = visits
  const ends = new Uint32Array(ids.length + 1)
  for (const item of items) ends[item + 1]!++
  for (let item = 0; item < ids.length; item++) ends[item + 1]! += ends[item]!
  const places = new Uint32Array(items.length)
  const next = ends.slice()
  items.forEach((item, at) => (places[next[item]!++] = at))
  const visitOf = new Uint32Array(items.length)
  for (let visit = 0; visit + 1 < starts.length; visit++)
    visitOf.fill(visit, starts[visit], starts[visit + 1])
  return { visitOf, of: (item: number) => places.subarray(ends[item], ends[item + 1]) }
}

function fadesOf({ timesMs }: Visits, fadeMs: number): Float64Array {
  const newest = timesMs.reduce((latest, time) => Math.max(latest, time), 0)
  return timesMs.map((time) => Math.exp((time - newest) / fadeMs))
}

/** Keeps the `budget` pairs that serve the most views: a row's share of all views, times the pair's share of its row. */
export function spendBudget(
  rows: readonly Neighbours[],
  views: Uint32Array,
  budget: number,
): Neighbours[] {
  const priorities = rows.map(({ weights }, item) => {
    const whole = weights.reduce((sum, weight) => sum + weight, 0)
    return weights.map((weight) => (views[item]! * weight) / whole)
  })
  const all = Float64Array.from(priorities.flat()).sort()
  if (all.length <= budget) return [...rows]
  const bar = all[all.length - budget]!
  // Within a row weights descend, and so do priorities: what is kept is its beginning.
  return rows.map(({ to, weights }, item) => {
    const kept = priorities[item]!.filter((priority) => priority >= bar).length
    return { to: to.slice(0, kept), weights: weights.slice(0, kept) }
  })
}
