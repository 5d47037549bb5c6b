// Everyone who is judged, in the order of the table.
import type { Recommender } from './model.ts'
import { tidemark } from './ours.ts'
import { after, popular, together } from './pair-tables.ts'
import { vmis } from './vmis.ts'

export interface Contestant {
  readonly recommender: Recommender
  /** Ours has to pass the bars, at several thresholds; a baseline has no threshold. */
  readonly role: 'baseline' | 'anchor' | 'ours'
}

export const CONTESTANTS: readonly Contestant[] = [
  { recommender: popular, role: 'baseline' },
  { recommender: together, role: 'baseline' },
  { recommender: after, role: 'baseline' },
  // Of some thirty settings the nearest to the figures by which the judge is checked …
  { recommender: vmis({ items: 5, sample: 500, neighbours: 200 }), role: 'anchor' },
  // … and the best on the e-shop's test days, which favours it.
  { recommender: vmis({ items: 3, sample: 1000, neighbours: 500 }), role: 'baseline' },
  { recommender: tidemark, role: 'ours' },
]
