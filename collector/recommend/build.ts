// Turns visits and product facts into the files of a model.
import { createHash } from 'node:crypto'
import { SHARD_ITEMS_MIN } from '../../packages/wire/model.ts'
import type { Card, ModelHead } from '../../packages/wire/model.ts'
import { countViews, countVisitors, findNeighbours, spendBudget } from './pairs.ts'
import { popularIn } from './popular.ts'
import { tune } from './tune.ts'
import type { Settings } from './tune.ts'
import type { Visits } from './visits.ts'
import { shardsFor, writeRows } from './write-rows.ts'

/** What is known of a product beside its id. */
export type Facts = Omit<Card, 'id'>

export interface BuildOptions {
  /** Distinct visitors who must agree before anything of theirs may leave the collector. */
  readonly k: number
  readonly nowMs: number
  readonly facts: ReadonlyMap<string, Facts>
  /** Ids that the shop itself has told of: they need no visitors. */
  readonly told: Iterable<string>
}

export interface BuiltModel {
  /** Rules are laid over it when it is served. */
  readonly head: Omit<ModelHead, 'pins' | 'excluded'>
  /** By `FOLDER/N`. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Ids by place. */
  readonly ids: readonly string[]
  readonly pairs: number
  readonly visits: number
  readonly settings: Settings
}

/** Pairs for each product, on average: in a large catalogue more gains nothing that can be measured. */
const PAIRS_PER_ITEM = 20
/** A small catalogue may have all of its pairs: together they are a few kilobytes. */
const PAIRS_MIN = 20_000
const PAIRS_MAX = 2_000_000

export function buildModel(visits: Visits, { k, nowMs, facts, told }: BuildOptions): BuiltModel {
  const views = countViews(visits)
  const settings = tune(visits, k)
  const { numbers, placeOf, ids } = placesOf(visits, k, told)
  const budget = Math.min(Math.max(PAIRS_PER_ITEM * numbers.length, PAIRS_MIN), PAIRS_MAX)
  const neighbours = spendBudget(findNeighbours(visits, k, settings), views, budget)
  const rows = numbers.map((number, place) => ({
    id: visits.ids[number]!,
    place,
    to: neighbours[number]!.to.map((other) => placeOf.get(visits.ids[other]!)!),
    weights: neighbours[number]!.weights,
  }))
  const rowShards = writeRows(rows, shardsFor(rows.map(({ id }) => id)))
  const cardShards = writeCards(ids.map((id) => ({ id, ...facts.get(id) })))
  const rowsFolder = `rows-${hashOf(rowShards)}`
  const cardsFolder = `cards-${hashOf(cardShards)}`
  const popular = popularIn(visits, k, (id) => facts.get(id)?.category)
  const placed = (list: readonly number[]) =>
    list.map((number) => placeOf.get(visits.ids[number]!)!)
  const pairs = rows.reduce((sum, { to }) => sum + to.length, 0)
  const servedViews = views.reduce(
    (sum, count, number) => sum + (neighbours[number]!.to.length ? count : 0),
    0,
  )
  const head = {
    format: 1 as const,
    trainedMs: nowMs,
    k,
    items: ids.length,
    coverage: visits.items.length ? servedViews / visits.items.length : 0,
    decay: settings.decay,
    rows: { folder: rowsFolder, shards: rowShards.length },
    cards: { folder: cardsFolder, shards: cardShards.length },
    trending: placed(popular.trending),
    categories: Object.fromEntries(
      popular.categories.map(([category, list]) => [category, placed(list)]),
    ),
  }
  const version = hashOf([Buffer.from(JSON.stringify({ ...head, trainedMs: 0 }))])
  return {
    head: { ...head, version },
    files: new Map([...named(rowsFolder, rowShards), ...named(cardsFolder, cardShards)]),
    ids,
    pairs,
    visits: visits.visitors.length,
    settings,
  }
}

/** What may be told of: what `k` visitors looked at, the most first, then what the shop itself has told. */
function placesOf(visits: Visits, k: number, told: Iterable<string>) {
  const visitors = countVisitors(visits, () => true)
  const numbers = Array.from(visitors.keys())
    .filter((number) => visitors[number]! >= k)
    .sort((a, b) => visitors[b]! - visitors[a]! || a - b)
  const seen = numbers.map((number) => visits.ids[number]!)
  const placeOf = new Map([...new Set([...seen, ...told])].map((id, place) => [id, place]))
  return { numbers, placeOf, ids: [...placeOf.keys()] }
}

function writeCards(cards: readonly Card[]): Uint8Array[] {
  const shards = Math.max(1, Math.floor(cards.length / SHARD_ITEMS_MIN))
  return Array.from({ length: shards }, (_, shard) => {
    const from = shard * SHARD_ITEMS_MIN
    const to = shard === shards - 1 ? undefined : from + SHARD_ITEMS_MIN
    return Buffer.from(JSON.stringify(cards.slice(from, to)))
  })
}

function named(folder: string, shards: readonly Uint8Array[]): [string, Uint8Array][] {
  return shards.map((bytes, at) => [`${folder}/${at}`, bytes])
}

function hashOf(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length} `).update(part)
  return hash.digest('base64url').slice(0, 16)
}
