// What the settings of a site are: what its reports count in, who may send, and what it has switched on.
import type { Look } from './look.ts'
import type { Controller, Elsewhere, Language, NoticeTexts, PurposeText } from './notice.ts'
import type { Purpose } from './purpose.ts'
import type { RecommendSettings } from './recommend.ts'
import type { Exempt, RegionChange } from './region.ts'

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
  /** Days that it is kept; absent: as the table of purposes has it. */
  readonly retention?: Retention
  /** Absent: the site asks by itself, or does not ask; nothing is granted before its page says so. */
  readonly consent?: ConsentSettings
}

/** Days since it was received: of an import, since then. */
export interface Retention {
  /** Events, and sums of heatmaps; orders lose their visitor then. */
  readonly eventsDays: number
  /** Orders, without their visitor; at least `eventsDays`. */
  readonly ordersDays: number
}

/** What the operator says in words of their own, by language; all else is said in ours. */
export type NoticeWords = Readonly<
  Partial<
    Record<
      Language,
      Partial<Omit<NoticeTexts, 'purposes'>> & {
        readonly purposes?: Readonly<Partial<Record<Purpose, Partial<PurposeText>>>>
      }
    >
  >
>

/** How visitors are asked: by whom, for what, in which languages, and where otherwise than the table has it. */
export interface ConsentSettings {
  readonly controller: Controller
  readonly policyUrl?: string
  readonly purposes: readonly Purpose[]
  /** @default all that there are */
  readonly languages?: readonly Language[]
  readonly words?: NoticeWords
  /** Colours and corners; refused where it could not be read. */
  readonly look?: Look
  readonly regions?: readonly RegionChange[]
  /** Countries whose law lets count without identifiers before a choice, where the operator makes use of it. */
  readonly exempt?: readonly Exempt[]
  /** Do Not Track is a refusal. @default true */
  readonly dnt?: boolean
  /** Consent tools of others that ask on the pages; then we ask nothing, and the strictest of all counts. */
  readonly elsewhere?: readonly Elsewhere[]
  /** The page has a link to the preferences of its own; else a button is shown. */
  readonly ownLink?: boolean
  /** Languages whose words counsel of the operator has read. */
  readonly reviewed?: readonly Language[]
  /** What was collected under a consent stays after it is withdrawn; else it is erased with it. */
  readonly keepsWithdrawn?: boolean
}
