// What a signal of a browser or of another consent tool says of each purpose, and who wins where two disagree.
import type { Before } from './regions.ts'

/**
 * `grant` and `refuse` are answers; `aggregate` lets nothing more than counting be on; `wait` is no answer yet: what was
 * on before the question stays, what the question would decide is off. A purpose that is not named is left as it is.
 */
export type Effect = 'grant' | 'refuse' | 'aggregate' | 'wait'
export type Effects = { readonly [P in keyof Before]?: Effect }

export interface Signal {
  readonly name: string
  readonly from: 'gpc' | 'dnt' | 'tcf' | 'gpp' | 'consent-mode' | 'shopify'
  /** As it stands in the page or the request. */
  readonly raw: unknown
  /** Where it counts, when not everywhere: by what the region's rule is. */
  readonly where?: 'opt-in' | 'opt-out'
  readonly effect: Effects
  /** The source, or why no source decides it: then more refusals are right too. */
  readonly why: string
  readonly silent?: true
}

export const ALL = (effect: Effect): Effects => ({
  analytics: effect,
  heatmaps: effect,
  replay: effect,
  experiments: effect,
  recommendations: effect,
  marketing: effect,
})

export const NOTHING_SAID: Effects = {}

export type Voice =
  | 'gpc on'
  | 'gpc off'
  | 'dnt on'
  | 'own: accept all'
  | 'own: reject all'
  | 'own: analytics only'
  | 'own: marketing by its own switch'
  | 'own: withdraw'
  | 'own: accept all, 183 days ago'
  | 'own: reject all, 183 days ago'
  | 'tcf: all'
  | 'tcf: none'
  | 'tcf: dialog open'
  | 'tcf: gdpr does not apply'
  | 'gpp: sale opted out'
  | 'gpp: nothing opted out of'
  | 'consent mode: all granted'
  | 'consent mode: all denied'
  | 'consent mode: own update read back'
  | 'shopify: all allowed'
  | 'shopify: nothing allowed'

export interface Pair {
  readonly earlier: Voice
  readonly later: Voice
  /** What the region's rule is; both when absent. */
  readonly where?: 'opt-in' | 'opt-out'
  readonly winner: 'earlier' | 'later' | 'both' | 'neither'
  /** The levels afterwards, of the purposes that the pair is about. */
  readonly after: Partial<Before>
  readonly why: string
  /** No source decides it: less is right too. */
  readonly silent?: true
}

export const NONE: Before = {
  analytics: 'none',
  heatmaps: 'none',
  replay: 'none',
  experiments: 'none',
  recommendations: 'none',
  marketing: 'none',
}
export const FULL: Before = {
  analytics: 'full',
  heatmaps: 'full',
  replay: 'full',
  experiments: 'full',
  recommendations: 'full',
  marketing: 'full',
}
/** §1.2: off everywhere. */
export const BY_GPC: Partial<Before> = { marketing: 'none', replay: 'none' }
