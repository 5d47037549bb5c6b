// What signals of others say about each purpose: browsers' own, consent tools', and what is told to Google.
import type { Grant, Grants, Purpose } from './purpose.ts'

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

/** What Global Privacy Control takes from everybody, also from who had said yes before. */
const NEVER_UNDER_GPC = ['marketing', 'replay'] as const satisfies readonly Purpose[]

/** What is left of what holds until a no: counting without identifiers, and what never leaves the device. */
const UNCHOSEN_UNDER_GPC: Readonly<Partial<Record<Purpose, Grant>>> = {
  analytics: 'aggregate',
  recommendations: 'full',
}

/**
 * What signals leave of what is granted; never more. `isChosen`: the visitor has said so, it does not just hold until
 * a no.
 * @example underSignals({ analytics: 'full' }, { gpc: true, dnt: false }, false) // { analytics: 'aggregate' }
 */
export function underSignals(
  grants: Grants,
  { gpc, dnt }: BrowserSignals,
  isChosen: boolean,
): Grants {
  if (dnt && !isChosen) return {}
  if (!gpc) return grants
  if (isChosen)
    return Object.fromEntries(
      Object.entries(grants).filter(([purpose]) => !NEVER_UNDER_GPC.includes(purpose as never)),
    )
  return Object.fromEntries(
    Object.entries(UNCHOSEN_UNDER_GPC).filter(([purpose]) => grants[purpose as Purpose] === 'full'),
  )
}
