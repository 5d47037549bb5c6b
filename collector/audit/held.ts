// Looks again and again at what the browser holds: when a thing was first there, and what frames left that are gone.
import type { Connection } from './cdp.ts'
import { readCookies, readEntries } from './stored.ts'
import type { HeldCookie, HeldEntry } from './stored.ts'
import type { Tab } from './tab.ts'

export interface Dated<T> {
  readonly held: T
  readonly firstSeenMs: number
}

export interface Holdings {
  readonly cookies: readonly Dated<HeldCookie>[]
  readonly entries: readonly Dated<HeldEntry>[]
}

/** Answers what is held now; `atMs` is the time of it. */
export type LookAtHeld = (atMs: number) => Promise<Holdings>

export function createHeld(
  connection: Connection,
  { documents, context }: Pick<Tab, 'documents' | 'context'>,
): LookAtHeld {
  const seen = new Map<string, number>()
  let entries: ReadonlyMap<string, HeldEntry> = new Map()
  return async (atMs) => {
    const dated = <T>(key: string, held: T): Dated<T> => {
      const firstSeenMs = seen.get(key) ?? atMs
      seen.set(key, firstSeenMs)
      return { held, firstSeenMs }
    }
    const [cookies, now] = await Promise.all([
      readCookies(connection, context),
      readEntries(connection, documents()),
    ])
    // What an origin stored is still there when its last frame has gone; it cannot be asked any more.
    const left = [...entries].filter(
      ([, { origin, kind }]) => kind !== 'session' && !now.origins.has(origin),
    )
    entries = new Map([...left, ...now.entries])
    return {
      cookies: cookies.map((cookie) => dated(`cookie ${cookie.domain} ${cookie.name}`, cookie)),
      entries: [...entries].map(([key, entry]) => dated(key, entry)),
    }
  }
}
