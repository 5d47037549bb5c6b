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

/** What Global Privacy Control takes from everybody, whatever they have said. */
const NEVER_UNDER_GPC: readonly string[] = ['marketing', 'replay'] satisfies Purpose[]

/** What it leaves where it has the force of law: counting without identifiers, and what never leaves the device. */
const LEFT_BY_GPC: Grants = { analytics: 'aggregate', recommendations: 'full' }

/** How a grant came about. */
export interface Granted {
  /** The visitor has said so; it does not just hold until a no. */
  readonly isChosen: boolean
  /** Where a no would end it, not a yes begin it. */
  readonly isOptOut: boolean
}

/**
 * What signals leave of what is granted; never more.
 * @example underSignals({ analytics: 'full' }, { gpc: true, dnt: false }, { isChosen: false, isOptOut: true }) // { analytics: 'aggregate' }
 */
export function underSignals(
  grants: Grants,
  { gpc, dnt }: BrowserSignals,
  { isChosen, isOptOut }: Granted,
): Grants {
  if (dnt && !isChosen) return {}
  if (!gpc) return grants
  const left = (purpose: string) =>
    isOptOut ? LEFT_BY_GPC[purpose as Purpose] : !NEVER_UNDER_GPC.includes(purpose) && 'full'
  return Object.fromEntries(
    Object.entries(grants).flatMap(([purpose, grant]) => {
      const most = left(purpose)
      return most ? [[purpose, grant === 'full' ? most : grant]] : []
    }),
  )
}
