// What signals of others say about each purpose: browsers' own, consent tools', and what is told to Google.
import type { Grants, Purpose } from './purpose.ts'

export const PURPOSE_NAMES = [
  'analytics',
  'heatmaps',
  'replay',
  'experiments',
  'recommendations',
  'marketing',
] as const satisfies readonly Purpose[]

/** What a browser says for its user, unasked. */
export interface BrowserSignals {
  /** Global Privacy Control, w3c.github.io/gpc. */
  readonly gpc: boolean
  /** Do Not Track; as a refusal where nobody has chosen. */
  readonly dnt: boolean
}

/** What is granted until a no, where that is lawful: what serves the shop itself. Replay and marketing wait for a yes everywhere. */
export const UNTIL_A_NO: readonly Purpose[] = [
  'analytics',
  'heatmaps',
  'experiments',
  'recommendations',
]

/** How a grant came about. */
export interface Granted {
  /** The visitor has said so; it does not just hold until a no. */
  readonly isChosen: boolean
  /** Where a no would end it, not a yes begin it. */
  readonly isOptOut: boolean
}

/**
 * What signals leave of what is granted; never more. Global Privacy Control takes marketing and replay from everybody,
 * whatever they have said; where a no would end it, it leaves counting without identifiers and what never leaves the device.
 * @example underSignals({ analytics: 'full' }, { gpc: true, dnt: false }, { isChosen: false, isOptOut: true }) // { analytics: 'aggregate' }
 */
export function underSignals(
  grants: Grants,
  { gpc, dnt }: BrowserSignals,
  { isChosen, isOptOut }: Granted,
): Grants {
  if (dnt && !isChosen) return {}
  if (!gpc) return grants
  if (!isOptOut) return { ...grants, marketing: 'none', replay: 'none' }
  const { analytics = 'none', recommendations = 'none' } = grants
  return { analytics: analytics === 'full' ? 'aggregate' : analytics, recommendations }
}
