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
  /** What one unit of another currency is worth in the base currency. */
  readonly rates: Readonly<Record<string, number>>
  /** Heatmaps are on, and record this share of sessions; absent: off. */
  readonly heatmap?: { readonly sample: number }
  /** Absent: the site recommends nothing, and learns nothing. */
  readonly recommend?: RecommendSettings
}
