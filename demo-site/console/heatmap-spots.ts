// What is drawn over a page: places, and evenly over its element what is told of the element but of no place in it.
import type { Answer } from '../../packages/wire/report.ts'

export interface DrawnSpot {
  readonly anchor: string
  /** From 0 to 15 across and down the element. */
  readonly across: number
  readonly down: number
  readonly clicks: number
}

/** Thirds of an element, by their middles. */
const EVENLY = [2.5, 7.5, 12.5]

/** Places that fewer than five sessions have clicked are not told one by one: only their sum is known. */
export function drawnSpots({
  elements,
  spots,
}: Pick<Answer<'heatmap'>, 'elements' | 'spots'>): DrawnSpot[] {
  const placed = new Map<string, number>()
  for (const { anchor, clicks } of spots) placed.set(anchor, (placed.get(anchor) ?? 0) + clicks)
  const rest = elements.flatMap(({ anchor, clicks }) => {
    const each = (clicks.value - (placed.get(anchor) ?? 0)) / EVENLY.length ** 2
    if (each <= 0) return []
    return EVENLY.flatMap((across) =>
      EVENLY.map((down) => ({ anchor, across, down, clicks: each })),
    )
  })
  return [...spots.map(({ rage: _rage, ...spot }) => spot), ...rest]
}
