// All sites in memory, since every batch needs one; written through to the documents.
import type { Documents } from '../storage/documents.ts'
import { fail } from '../errors.ts'
import type { Site } from './site.ts'

const KIND = 'site'
const REMOVAL_KIND = 'site-removal'

export interface Sites {
  readonly load: () => Promise<void>
  readonly get: (id: string) => Site | undefined
  readonly list: () => readonly (readonly [id: string, site: Site])[]
  readonly put: (id: string, site: Site) => Promise<void>
  /** From here on the site is not there, though not all of it is gone yet; a start later it still is so. */
  readonly close: (id: string, by: string) => Promise<void>
  /** Those that are closed, and who has done it. */
  readonly closed: () => readonly (readonly [id: string, by: string])[]
  /** Nothing of it is left: another of that name may be made. */
  readonly forget: (id: string) => Promise<void>
  /** Whether pages of an origin may send to any site. */
  readonly hasOrigin: (origin: string) => boolean
}

/** `before`: told of settings that are about to hold. */
export function createSites(
  documents: Documents,
  before?: (id: string, site: Site) => Promise<void>,
): Sites {
  const known = new Map<string, Site>()
  const closed = new Map<string, string>()
  let origins: ReadonlySet<string> = new Set()
  const gather = (): void => {
    origins = new Set([...known.values()].flatMap((site) => site.origins))
  }
  return {
    load: async () => {
      for (const { key, body } of await documents.list<{ by: string }>(REMOVAL_KIND))
        closed.set(key, body.by)
      for (const { key, body } of await documents.list<Site>(KIND)) {
        if (closed.has(key)) continue
        // Our own words may have changed with an upgrade.
        await before?.(key, body)
        known.set(key, body)
      }
      gather()
    },
    get: (id) => known.get(id),
    list: () => [...known],
    put: async (id, site) => {
      if (closed.has(id)) fail('site_going')
      await before?.(id, site)
      await documents.put(KIND, id, site)
      known.set(id, site)
      gather()
    },
    close: async (id, by) => {
      await documents.put(REMOVAL_KIND, id, { by })
      closed.set(id, by)
      known.delete(id)
      gather()
    },
    closed: () => [...closed],
    forget: async (id) => {
      await documents.delete(REMOVAL_KIND, id)
      closed.delete(id)
    },
    hasOrigin: (origin) => origins.has(origin) || origins.has('*'),
  }
}
