// All sites in memory, since every batch needs one; written through to the documents.
import type { Documents } from '../storage/documents.ts'
import type { Site } from './site.ts'

const KIND = 'site'

export interface Sites {
  readonly load: () => Promise<void>
  readonly get: (id: string) => Site | undefined
  readonly list: () => readonly (readonly [id: string, site: Site])[]
  readonly put: (id: string, site: Site) => Promise<void>
  /** Whether pages of an origin may send to any site. */
  readonly hasOrigin: (origin: string) => boolean
}

/** `before`: told of settings that are about to hold. */
export function createSites(
  documents: Documents,
  before?: (id: string, site: Site) => Promise<void>,
): Sites {
  const known = new Map<string, Site>()
  let origins: ReadonlySet<string> = new Set()
  const gather = (): void => {
    origins = new Set([...known.values()].flatMap((site) => site.origins))
  }
  return {
    load: async () => {
      for (const { key, body } of await documents.list<Site>(KIND)) {
        // Our own words may have changed with an upgrade.
        await before?.(key, body)
        known.set(key, body)
      }
      gather()
    },
    get: (id) => known.get(id),
    list: () => [...known],
    put: async (id, site) => {
      await before?.(id, site)
      await documents.put(KIND, id, site)
      known.set(id, site)
      gather()
    },
    hasOrigin: (origin) => origins.has(origin) || origins.has('*'),
  }
}
