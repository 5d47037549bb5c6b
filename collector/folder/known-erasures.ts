// Who was erased, in memory: asked for every batch, so that nobody comes back with what was on its way.
import type { Tombstone } from './erasures.ts'
import { hashWith, keyId } from './keys.ts'

export interface Known {
  readonly has: (site: string, visitor: string) => boolean
  /** Whether a visitor is one of them. */
  readonly isMeant: (tombstones: readonly Tombstone[], site: string, visitor: string) => boolean
  /** Those told an odd number of times: once before they are erased, and once after. */
  readonly unfinished: () => Tombstone[]
  readonly note: (told: readonly Tombstone[]) => void
  readonly replace: (all: readonly Tombstone[]) => void
  /** Recognises what was made with this key from now on. */
  readonly use: (secret: string) => void
}

export function createKnown(): Known {
  /** By hash: how often each was told, and as what. */
  const told = new Map<string, { times: number; readonly tombstone: Tombstone }>()
  const hashers = new Map<string, (site: string, visitor: string) => string>()

  function note(tombstones: readonly Tombstone[]): void {
    for (const tombstone of tombstones) {
      const before = told.get(tombstone.hash)
      if (before) before.times++
      else told.set(tombstone.hash, { times: 1, tombstone })
    }
  }

  return {
    has: (site, visitor) => {
      if (told.size === 0) return false
      for (const hash of hashers.values()) if (told.has(hash(site, visitor))) return true
      return false
    },
    isMeant: (tombstones, site, visitor) => {
      const wanted = new Set(tombstones.map(({ hash }) => hash))
      return [...hashers.values()].some((hash) => wanted.has(hash(site, visitor)))
    },
    unfinished: () =>
      [...told.values()].filter(({ times }) => times % 2 === 1).map(({ tombstone }) => tombstone),
    note,
    replace: (all) => {
      told.clear()
      note(all)
    },
    use: (secret) => void hashers.set(keyId(secret), hashWith(secret)),
  }
}
