// Who was erased, in memory: asked for every batch, so that nobody comes back with what was on its way.
import type { IsMeant } from './erase-meant.ts'
import type { Tombstone } from './erasures.ts'
import { hashWith, keyId } from './keys.ts'

type Hash = ReturnType<typeof hashWith>

export interface Known {
  readonly has: IsMeant
  /** Those whose erasure has begun and, as far as is known, not ended. */
  readonly unfinished: () => {
    readonly tombstones: readonly Tombstone[]
    readonly isMeant: IsMeant
  }
  readonly note: (told: readonly Tombstone[]) => void
  readonly replace: (all: readonly Tombstone[]) => void
  /** Recognises what was made with this key from now on. */
  readonly use: (secret: string) => void
}

/** Whether a visitor is among those, by the hash under any of the keys. */
export function among(tombstones: readonly Tombstone[], hashes: readonly Hash[]): IsMeant {
  const wanted = new Set(tombstones.map(({ hash }) => hash))
  return (site, visitor) => hashes.some((hash) => wanted.has(hash(site, visitor)))
}

export function createKnown(): Known {
  /** What was told of each last, by hash. */
  const told = new Map<string, Tombstone>()
  const hashers = new Map<string, Hash>()
  const note = (tombstones: readonly Tombstone[]): void => {
    for (const tombstone of tombstones) told.set(tombstone.hash, tombstone)
  }

  return {
    has: (site, visitor) => {
      if (told.size === 0) return false
      for (const hash of hashers.values()) if (told.has(hash(site, visitor))) return true
      return false
    },
    unfinished: () => {
      const tombstones = [...told.values()].filter(({ done }) => !done)
      return { tombstones, isMeant: among(tombstones, [...hashers.values()]) }
    },
    note,
    replace: (all) => {
      told.clear()
      note(all)
    },
    use: (secret) => void hashers.set(keyId(secret), hashWith(secret)),
  }
}
