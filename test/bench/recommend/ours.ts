// Ours: trained by the collector's trainer, answered by the page's scorer from the shards that a page would fetch.
import { brotliCompressSync } from 'node:zlib'
import { buildModel } from '../../../collector/recommend/build.ts'
import type { BuiltModel } from '../../../collector/recommend/build.ts'
import { gatherVisits } from '../../../collector/recommend/visits.ts'
import { rank } from '../../../packages/recommend/rank.ts'
import { readRows } from '../../../packages/recommend/rows.ts'
import { bucketOf, shardOfCard } from '../../../packages/wire/model.ts'
import type { Card } from '../../../packages/wire/model.ts'
import type { Recommender, Trained } from './model.ts'

/** Sessions come without a clock: their order is their time. */
const APART_MS = 60_000

export const tidemark: Recommender = {
  name: 'Tidemark',
  train(sessions, { k }) {
    const startedAt = performance.now()
    const visits = gatherVisits(
      sessions.map((items, at) => ({ visitor: String(at), timeMs: at * APART_MS, items })),
    )
    const nowMs = sessions.length * APART_MS
    const model = buildModel(visits, { k, nowMs, facts: new Map(), told: [] })
    const trainMs = performance.now() - startedAt
    return { recommend: recommender(model), bytes: bytesOf(model), trainMs }
  },
}

function recommender({ head, files }: BuiltModel): Trained['recommend'] {
  const rowShards = Array.from({ length: head.rows.shards }, (_, at) =>
    readRows(files.get(`${head.rows.folder}/${at}`)!),
  )
  const cardShards = Array.from(
    { length: head.cards.shards },
    (_, at) =>
      JSON.parse(Buffer.from(files.get(`${head.cards.folder}/${at}`)!).toString()) as Card[],
  )
  const idOf = (place: number) => {
    const shard = shardOfCard(place, head.cards.shards)
    const before = cardShards.slice(0, shard).reduce((sum, { length }) => sum + length, 0)
    return cardShards[shard]![place - before]!.id
  }
  return (history, count) => {
    const seen = [...new Set(history.toReversed())].map((id) => ({ id }))
    const rowOf = (id: string) => rowShards[bucketOf(id, head.rows.shards)]!.get(id)
    return rank(seen, rowOf, { ...head, excluded: [] })
      .slice(0, count)
      .map(({ place, score }) => ({ id: idOf(place), score }))
  }
}

/** Head and all shards, as they are sent. */
function bytesOf({ head, files }: BuiltModel): number {
  return [Buffer.from(JSON.stringify(head)), ...files.values()].reduce(
    (sum, bytes) => sum + brotliCompressSync(bytes).length,
    0,
  )
}
