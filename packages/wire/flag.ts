// What a flag is: a value that code asks for by name, and the rules that say who gets which.
import type { Targeting } from './experiment.ts'

/** JSON, as the site's code wants it. */
export type FlagValue =
  | boolean
  | number
  | string
  | null
  | readonly FlagValue[]
  | { readonly [name: string]: FlagValue }

/** For some: everybody whom `targeting` fits, or a share of them. */
export interface ShareRule {
  readonly targeting: Targeting
  /** Share of visitors, 0 to 1. Raising it moves nobody; below 1 it holds only for those who granted experiments. */
  readonly coverage: number
  readonly value: FlagValue
}

/** What an experiment of the site decides; asking counts as seeing the variation. */
export interface ExperimentRule {
  /** Key of the experiment, which says for whom it is. */
  readonly experiment: string
  /** By key of the variation; one that is not here goes on to the next rule. */
  readonly values: Readonly<Record<string, FlagValue>>
}

export type FlagRule = ShareRule | ExperimentRule

/** What a page needs of a flag. */
export interface PageFlag {
  /** Unique within the site. */
  readonly key: string
  /** Where no rule holds. */
  readonly value: FlagValue
  /** The first that holds decides. */
  readonly rules: readonly FlagRule[]
}

/** A flag as the marketer sees it. */
export interface Flag extends PageFlag {
  /** What it is for. */
  readonly description: string
  /** Off: everybody gets `value`, whatever the rules say. */
  readonly on: boolean
  /** When it was last written, ms since 1970 UTC. */
  readonly changedMs: number
}
