// What an experiment is, to the page that runs it, the collector that counts it and the marketer who makes it.

/** What a variation does to a page. Selectors are CSS. */
export type Change =
  | { readonly kind: 'css'; readonly css: string }
  | { readonly kind: 'hide'; readonly selector: string }
  /** Replaces all that the element holds. */
  | { readonly kind: 'text'; readonly selector: string; readonly text: string }
  | {
      readonly kind: 'attribute'
      readonly selector: string
      readonly name: string
      readonly value: string
    }
  | { readonly kind: 'image'; readonly selector: string; readonly src: string }
  /** Another address of the same site instead of this page. */
  | { readonly kind: 'redirect'; readonly url: string }

/** One of the versions that visitors are shown; the first of an experiment is the control. */
export interface Variation {
  /** Unique within the experiment, and told by exposures: never changed after the start. */
  readonly key: string
  readonly name: string
  /** Share of those who take part. All weights of an experiment sum to 1. */
  readonly weight: number
  readonly changes: readonly Change[]
}

/** Whom an experiment is for; what is left out does not matter. */
export interface Targeting {
  /** Paths, where `*` stands for anything, such as `/product/*`. */
  readonly paths?: readonly string[]
  readonly devices?: readonly ('mobile' | 'tablet' | 'desktop')[]
  /** ISO 3166-1 alpha-2, as the page says by `data-market`, or the region of the browser's language. */
  readonly markets?: readonly string[]
  /** New: first seen less than half an hour ago. */
  readonly visitors?: 'new' | 'returning'
  /** What the page says of itself or its visitor by `tm('attributes', …)`: any of the values. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>
}

/** Experiments of one group do not share visitors: each takes those between `from` and `to`, 0 to 1. */
export interface Group {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** What a page needs of an experiment. */
export interface PageExperiment {
  /** Unique within the site. */
  readonly key: string
  /** Share of those it is for that take part, 0 to 1. Raising it moves nobody. */
  readonly coverage: number
  readonly variations: readonly Variation[]
  readonly targeting: Targeting
  readonly group?: Group
  /** Key of the variation that everybody is shown, since the experiment is over. */
  readonly shipped?: string
}

/** What is measured, per visitor from their exposure on. */
export type Metric =
  /** Share of visitors with an order. */
  | { readonly kind: 'conversion' }
  /** Revenue per visitor, in minor units of the base currency. */
  | { readonly kind: 'revenue' }
  /** Share of visitors with an event of this name. */
  | { readonly kind: 'event'; readonly name: string }

export type ExperimentStatus = 'draft' | 'running' | 'stopped' | 'shipped'

/** An experiment as the marketer sees it. */
export interface Experiment extends PageExperiment {
  readonly name: string
  readonly hypothesis: string
  /** The first decides. */
  readonly metrics: readonly Metric[]
  readonly status: ExperimentStatus
  /** When it was started, ms since 1970 UTC; 0 before. */
  readonly startedMs: number
  /** When it was stopped or shipped; 0 before. */
  readonly endedMs: number
}
