// Looks for ids in the bytes of files, thousands at once; files that are packed are looked into as well.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

const BLOOM_BITS = 22
/** Bytes of an id by which it is looked up. */
const KEY_BYTES = 8

/** All files of a folder, those of its folders too. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = entries.map((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
  return (await Promise.all(found)).flat()
}

export type Search = (files: readonly string[]) => Promise<Map<string, string>>

/**
 * Answers how to look for `ids`, each of at least 16 characters: which of them were found, and in which file. One half of
 * an id is enough, since a block of a database may end in the middle of it.
 */
export function createSearch(ids: Iterable<string>): Search {
  const halves = new Map<string, { half: string; id: string }[]>()
  const bloom = new Uint8Array(2 ** BLOOM_BITS)
  for (const id of ids) {
    const middle = Math.ceil(id.length / 2)
    for (const half of [id.slice(0, middle), id.slice(-middle)]) {
      const key = half.slice(0, KEY_BYTES)
      halves.set(key, [...(halves.get(key) ?? []), { half, id }])
      bloom[placeOf(Buffer.from(key, 'latin1'), 0)] = 1
    }
  }

  function look(bytes: Buffer, found: (id: string) => void): void {
    for (let at = 0; at + KEY_BYTES <= bytes.length; at++) {
      if (!bloom[placeOf(bytes, at)]) continue
      const known = halves.get(bytes.toString('latin1', at, at + KEY_BYTES)) ?? []
      for (const { half, id } of known)
        if (bytes.toString('latin1', at, at + half.length) === half) found(id)
    }
  }

  return async (files) => {
    const places = new Map<string, string>()
    for (const file of files) {
      const bytes = await readFile(file)
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
      for (const each of isPacked ? [bytes, gunzipSync(bytes)] : [bytes])
        look(each, (id) => places.set(id, file))
    }
    return places
  }
}

function placeOf(bytes: Buffer, at: number): number {
  const first = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
  const next =
    bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24)
  return Math.imul(Math.imul(first, 31) + next, 0x9e3779b1) >>> (32 - BLOOM_BITS)
}
