// Fetches a model piece by piece, each once a page: the head, and only the shards that are asked for.
import type { Env } from '../core/index.ts'
import { bucketOf, shardOfCard, SHARD_ITEMS_MIN } from '../wire/model.ts'
import type { Card, ModelHead } from '../wire/model.ts'
import type { Source } from './answer.ts'
import { readRows } from './rows.ts'

/** A file larger than this is none of ours. */
const FILE_BYTES_MAX = 2_000_000

/** Opens the model at `url`; rejects where there is none, or none that can be read. */
export async function openModel(env: Env, url: string): Promise<Source> {
  const fetchBytes = async (name: string) => {
    const response = await env.fetch(`${url}/${name}`, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    const bytes = await response.arrayBuffer()
    if (!response.ok || bytes.byteLength > FILE_BYTES_MAX) throw new RangeError(name)
    return new Uint8Array(bytes)
  }
  const fetchJson = async <T>(name: string) =>
    JSON.parse(new TextDecoder().decode(await fetchBytes(name))) as T
  const once = <T>(fetchPart: (name: string) => Promise<T>) => {
    const parts = new Map<string, Promise<T | undefined>>()
    return (name: string) => {
      // A shard that cannot be had is one that says nothing.
      const part = parts.get(name) ?? fetchPart(name).catch(() => undefined)
      parts.set(name, part)
      return part
    }
  }
  const head = await fetchJson<ModelHead>('head.json')
  if (head.format !== 1) throw new RangeError('format')
  const { rows, cards } = head
  const rowsOf = once(async (name) => readRows(await fetchBytes(name)))
  const cardsOf = once(fetchJson<Card[]>)
  return {
    head,
    row: async (id) => (await rowsOf(`${rows.folder}/${bucketOf(id, rows.shards)}`))?.get(id),
    card: async (place) => {
      const shard = shardOfCard(place, cards.shards)
      return (await cardsOf(`${cards.folder}/${shard}`))?.[place - shard * SHARD_ITEMS_MIN]
    },
  }
}
