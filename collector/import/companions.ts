// Which products truly go together, as simulated shoppers see it: what recommendations are to find out.

export interface Companion {
  readonly id: string
  /** Share of the times that it is looked at next, among a product's companions. */
  readonly strength: number
}

/** Each product with the rest of its set, from the most to the least; sets run across categories and the catalogue's order. */
const SETS = [
  ['tidal-throw', 'lantern-jug', 'ripple-cushion', 'galley-cloths'],
  ['breakwater-throw', 'skerry-mug', 'deckchair-cushion', 'harvest-runner'],
  ['cove-blanket', 'spray-tumblers', 'lido-towel', 'pilot-napkins'],
  ['fogbank-throw', 'anchorage-cushion', 'saltmarsh-bowl', 'mooring-runner'],
  ['regatta-throw', 'bather-towel', 'horizon-plate', 'signal-napkins'],
  ['skerry-cushion', 'pontoon-towel', 'shoal-plate', 'headland-runner'],
] as const

const STRENGTHS = [0.5, 0.3, 0.2] as const

/** Three for every product of the samples, the strongest first; none for others. */
export function companionsOf(id: string): readonly Companion[] {
  const set = SETS.find((each) => each.some((one) => one === id))
  if (!set) return []
  const at = set.findIndex((one) => one === id)
  return STRENGTHS.map((strength, step) => ({
    id: set[(at + 1 + step) % set.length]!,
    strength,
  }))
}
