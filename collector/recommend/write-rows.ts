// Writes shards of neighbours, as `packages/recommend/rows.ts` reads them.
import { bucketOf, SHARD_ITEMS_MIN } from '../../packages/wire/model.ts'

/** A product's row, with places instead of numbers. */
export interface WrittenRow {
  readonly id: string
  readonly place: number
  readonly to: readonly number[]
  readonly weights: readonly number[]
}

/** The largest scale: what a weight loses by it is less than by its own byte. */
const SCALE_MAX = 2 ** 20
const WEIGHT_MAX = 255

/** The number of shards that leaves none with fewer rows than the least, unless there is only one. */
export function shardsFor(ids: readonly string[]): number {
  let shards = Math.max(1, Math.floor(ids.length / SHARD_ITEMS_MIN))
  for (; shards > 1; shards--) {
    const sizes = new Uint32Array(shards)
    for (const id of ids) sizes[bucketOf(id, shards)]!++
    if (sizes.every((size) => size >= SHARD_ITEMS_MIN)) break
  }
  return shards
}

/** All shards; a row's weights become a byte each and a scale that is comparable between rows. */
export function writeRows(rows: readonly WrittenRow[], shards: number): Uint8Array[] {
  const largest = rows.reduce((max, { weights }) => Math.max(max, ...weights), 0)
  const byShard: WrittenRow[][] = Array.from({ length: shards }, () => [])
  for (const row of rows) byShard[bucketOf(row.id, shards)]!.push(row)
  return byShard.map((theirs) => {
    const bytes: number[] = []
    writeVarint(bytes, theirs.length)
    for (const row of theirs) writeRow(bytes, row, largest)
    return Uint8Array.from(bytes)
  })
}

function writeRow(bytes: number[], { id, place, to, weights }: WrittenRow, largest: number): void {
  const name = new TextEncoder().encode(id)
  const max = Math.max(0, ...weights)
  writeVarint(bytes, place)
  writeVarint(bytes, name.length)
  bytes.push(...name)
  writeVarint(bytes, to.length)
  writeVarint(bytes, max && Math.max(1, Math.round((SCALE_MAX * max) / largest)))
  const pairs = to
    .map((place, at) => ({ place, weight: weights[at]! }))
    .sort((a, b) => a.place - b.place)
  let last = -1
  for (const pair of pairs) {
    writeVarint(bytes, pair.place - last - 1)
    last = pair.place
  }
  // A weight of 0 would be no pair.
  for (const { weight } of pairs) bytes.push(Math.max(1, Math.round((WEIGHT_MAX * weight) / max)))
}

function writeVarint(bytes: number[], value: number): void {
  let left = value
  while (left > 127) {
    bytes.push((left % 128) | 128)
    left = Math.floor(left / 128)
  }
  bytes.push(left)
}
