// How far a page was seen, and what of it without scrolling, from counts by percent.
import type { Heatmap } from '../../packages/wire/report.ts'
import type { Place } from './heat-elements.ts'

/** Counts by percent of the page, 0 to 100. */
function countsOf(places: readonly Place[], type: string): number[] {
  const counts = Array.from({ length: 101 }, () => 0)
  for (const place of places)
    if (place.type === type && counts[place.rx] !== undefined) counts[place.rx]! += place.estimate
  return counts
}

/** Share of `views` that saw at least so many percent. */
export function reachOf(places: readonly Place[], views: number): number[] {
  const counts = countsOf(places, 'reach')
  let left = 0
  return counts
    .toReversed()
    .map((count) => (left += count) / views)
    .toReversed()
}

/** The percent that lay above the fold in a quarter, a half and three quarters of views. */
export function foldOf(places: readonly Place[]): Heatmap['fold'] {
  const counts = countsOf(places, 'fold')
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (all === 0) return null
  const quantile = (share: number): number => {
    let below = 0
    return counts.findIndex((count) => (below += count) >= share * all)
  }
  return { p25: quantile(0.25), p50: quantile(0.5), p75: quantile(0.75) }
}
