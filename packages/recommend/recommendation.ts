// What a page gets for a slot: a product, and why it is there.
import type { Minor } from '../wire/event.ts'

export interface Recommendation {
  readonly id: string
  readonly name?: string | undefined
  readonly category?: string | undefined
  readonly url?: string | undefined
  readonly image?: string | undefined
  /** Minor units by currency, ISO 4217. */
  readonly prices?: Readonly<Record<string, Minor>> | undefined
  readonly from: 'pin' | 'history' | 'category' | 'trending' | 'viewed'
  /** The product that the visitor viewed and that speaks for this one. */
  readonly because?: { readonly id: string; readonly name?: string | undefined } | undefined
}
