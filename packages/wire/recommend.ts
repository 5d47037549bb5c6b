// What the console asks and is told of recommendations, beside their report.
import type { Minor } from './event.ts'
import type { SlotName } from './model.ts'

/** How a site's recommendations are learned; without these settings there are none. */
export interface RecommendSettings {
  /** Distinct visitors who must agree before anything of theirs is in the model. */
  k: number
  /** The grant that visits must have to be learned from; `analytics` only where the site's notice says so. */
  learnsUnder: 'recommendations' | 'analytics'
  /** Reads what the shop's own product pages say of products that no list covers. */
  fetch?: boolean
}

/** A product that the owner puts at the top of a slot. */
export interface Pin {
  slot: SlotName
  item: string
}

export interface RecommendRules {
  pins: readonly Pin[]
  /** Ids of products that are never shown. */
  excluded: readonly string[]
}

/** How far a training is. */
export interface TrainingProgress {
  /** Between 0 and 1. */
  share: number
  /** Events read so far. */
  events: number
}

export interface RecommendModel {
  version: string
  trainedMs: number
  k: number
  items: number
  pairs: number
  visits: number
  /** Share of the views learned from whose product has neighbours. */
  coverage: number
  /** All files as they are kept, before compression. */
  bytes: number
  shards: number
  trainingMs: number
}

/** Where the facts of products come from, beside visitors whose pages agree. */
export interface RecommendFacts {
  /** Products of the list that the shop has sent. */
  listed: number
  /** Products whose own page was read. */
  fetched: number
  /** Pages that gave nothing, by why. */
  faults: Readonly<Record<string, number>>
  /** When the last page was read; null where none was. */
  fetchedMs: number | null
  /** Pages are being read now. */
  isFetching: boolean
}

export interface RecommendStatus {
  settings: RecommendSettings | null
  model: RecommendModel | null
  /** null where none is under way. */
  training: TrainingProgress | null
  /** Why the last training ended without a model; '' where it did not. */
  fault: string
  rules: RecommendRules
  facts: RecommendFacts
}

/** A product as the console shows it. */
export interface Product {
  id: string
  name?: string
  category?: string
  prices?: Readonly<Record<string, Minor>>
}

/** A product in a list, with what speaks for it. */
export interface Answered extends Product {
  score: number
  from: 'pin' | 'history' | 'category' | 'trending'
  /** Id of the product of the history that spoke the loudest. */
  because?: string
}

/** One product of a feed: what the shop itself says of it. */
export interface FeedProduct {
  id: string
  name?: string
  category?: string
  url?: string
  image?: string
  prices?: Readonly<Record<string, Minor>>
  /** None is left: it is not shown. */
  out?: boolean
}
