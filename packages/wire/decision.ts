// What goes down to the page with the tag: the settings of its site.

import type { PageExperiment } from './experiment.ts'
import type { PageFlag } from './flag.ts'
import type { PageConsent } from './notice.ts'

/** A lazy chunk of the SDK, where the collector serves it. */
export interface ChunkAddress {
  /** Path at the collector, immutable. */
  path: string
  /** Subresource integrity, such as `sha384-…`. */
  integrity: string
}

/** The site's part of the script tag's answer. A feature's code is in the tag exactly while its settings are here. */
export interface SiteConfig {
  site: string
  /** Base currency of the site, ISO 4217. */
  currency: string
  /** Version of the notice that is shown. */
  notice?: string
  /** How visitors are asked; absent: the page sees to it. */
  consent?: PageConsent
  /** Those that run, and those that were shipped. */
  experiments?: readonly PageExperiment[]
  /** Those that are on, or whose value code must be able to ask for. */
  flags?: readonly PageFlag[]
  /** Heatmaps are on; `sample`: share of sessions that are recorded; `console`: the origin that may draw over pages. */
  heatmap?: { sample: number; console?: string }
  /** There are recommendations. */
  recommend?: true
  /** By name: a feature's, or `feature-part`. */
  chunks?: Readonly<Record<string, ChunkAddress>>
}
