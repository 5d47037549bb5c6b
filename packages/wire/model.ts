// What a recommendation model is once it is files: a head with a short life, and shards whose names never change meaning.
import type { Minor } from './event.ts'

/** Where a page shows products: each has its own way to choose them. */
export type SlotName = 'related' | 'for-you' | 'recently-viewed' | 'trending'

export const SLOTS: readonly SlotName[] = ['related', 'for-you', 'recently-viewed', 'trending']

/** Items that share a shard, at least: who asks for one tells no more than that it may be any of so many. */
export const SHARD_ITEMS_MIN = 64
/** Items of a visitor's history that a list is made from. */
export const QUERY_ITEMS_MAX = 10

/** What the shop says of a product, and how it may be shown. */
export interface Card {
  id: string
  name?: string
  category?: string
  /** On one of the site's origins. */
  url?: string
  image?: string
  /** By currency, ISO 4217. */
  prices?: Readonly<Record<string, Minor>>
}

/**
 * `head.json`: all that a page needs before it knows what it is looking for. Items are told by their places: the same
 * numbers in every file of one model.
 */
export interface ModelHead {
  format: 1
  /** Names the model: a hash of all of its files. */
  version: string
  trainedMs: number
  /** Distinct visitors behind each pair, each row and each place in a list, at least. */
  k: number
  /** Items that have a card. */
  items: number
  /** Share of the views trained from whose product has neighbours in the model. */
  coverage: number
  /** How fast older views lose weight: the n-th newest counts exp(-n / decay). */
  decay: number
  /** Folder of the rows of neighbours, and the number of its shards: `FOLDER/N`, N from `bucketOf`. */
  rows: { folder: string; shards: number }
  /** Folder of the cards, and the number of its shards: `FOLDER/N`, N from `shardOfCard`. */
  cards: { folder: string; shards: number }
  /** What many looked at lately, the most first. */
  trending: readonly number[]
  /** The same within each category that is known. */
  categories: Readonly<Record<string, readonly number[]>>
  /** What the owner wants at the top of a slot. */
  pins: Readonly<Partial<Record<SlotName, readonly number[]>>>
  /** What must not be shown: by the owner's wish, or because none is left. */
  excluded: readonly number[]
}

/** The shard that an id's row lies in (FNV-1a over its UTF-16 units). */
export function bucketOf(id: string, shards: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % shards
}

/** The shard that a place's card lies in: runs of places, the last of them longer. */
export function shardOfCard(place: number, shards: number): number {
  return Math.min(Math.floor(place / SHARD_ITEMS_MIN), shards - 1)
}
