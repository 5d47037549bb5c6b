// What many looked at lately: the answer where a history has nothing to say.
import { countVisitors } from './pairs.ts'
import type { Visits } from './visits.ts'

export interface Popular {
  /** Numbers of products, the most looked at first. */
  readonly trending: readonly number[]
  readonly categories: readonly (readonly [category: string, numbers: readonly number[]])[]
}

const DAY_MS = 86_400_000
/** The shortest time in which enough happened is what counts as lately. */
const WINDOWS_MS = [7 * DAY_MS, 28 * DAY_MS, Infinity]
const TRENDING_MIN = 20
const TRENDING_MAX = 50
const CATEGORY_ITEMS_MAX = 12
const CATEGORIES_MAX = 200

/** Visitors are counted, not views, so that nobody pushes a product alone; a place in a list takes `k` of them. */
export function popularIn(
  visits: Visits,
  k: number,
  categoryOf: (id: string) => string | undefined,
): Popular {
  const newestMs = visits.timesMs.reduce((latest, time) => Math.max(latest, time), 0)
  const ranked = WINDOWS_MS.map((windowMs) => {
    const counts = countVisitors(visits, (visit) => visits.timesMs[visit]! > newestMs - windowMs)
    return Array.from(counts.keys())
      .filter((number) => counts[number]! >= k)
      .sort((a, b) => counts[b]! - counts[a]! || a - b)
  })
  const trending = ranked.find((list) => list.length >= TRENDING_MIN) ?? ranked.at(-1)!
  const categories = new Map<string, number[]>()
  for (const number of ranked.at(-1)!) {
    const category = categoryOf(visits.ids[number]!)
    if (category === undefined) continue
    const list = categories.get(category) ?? []
    if (!categories.has(category) && categories.size === CATEGORIES_MAX) continue
    categories.set(category, list)
    if (list.length < CATEGORY_ITEMS_MAX) list.push(number)
  }
  return { trending: trending.slice(0, TRENDING_MAX), categories: [...categories] }
}
