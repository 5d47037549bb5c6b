// What the settings of a site are: what its reports count in, who may send, and what it has switched on.
import type { RecommendSettings } from './recommend.ts'

export interface SiteSettings {
  readonly name: string
  /** Base currency of its reports, ISO 4217. */
  readonly currency: string
  /** IANA time zone in which its days begin. */
  readonly timeZone: string
  /** Origins whose pages may send; `*` is any. */
  readonly origins: readonly string[]
  /** Networks whose visits are the shop's own people's: marked, and left out of reports. */
  readonly staff?: readonly string[]
  /** A rehearsal: its pages follow changes at once, and nobody is alerted when it falls silent. */
  readonly staging?: boolean
  /** Off: its pages get a tag that does nothing, and what they still send is refused. */
  readonly off?: boolean
  /** What one unit of another currency is worth in the base currency. */
  readonly rates: Readonly<Record<string, number>>
  /** Heatmaps are on, and record this share of sessions; absent: off. */
  readonly heatmap?: { readonly sample: number }
  /** Absent: the site recommends nothing, and learns nothing. */
  readonly recommend?: RecommendSettings
}
