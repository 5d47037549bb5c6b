// Stores whose content can be counted: each event and each fact about a stream by what tells it from all others.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Driver, Store } from '../../collector/storage/driver.ts'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import { createMemoryStore } from '../../collector/storage/drivers/memory.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import { raw } from '../../collector/storage/sql.ts'

export interface CountedStore {
  readonly store: Store
  /** Everything that is stored, as often as it is. */
  readonly identities: () => Promise<string[]>
  readonly remove: () => Promise<void>
}

/** Takes what reads a segment. */
export type OpenStore = (read: (path: string) => Promise<Uint8Array>) => Promise<CountedStore>

export const SITE = 'demo'

export const eventIdentity = (stream: string, seq: number): string => `${stream} ${seq}`
/** A fact has no number of its own: the moment at which it was received tells two of a stream apart. */
export const factIdentity = (stream: string, receivedMs: number): string =>
  `${stream} told at ${receivedMs}`

export const openMemoryStore: OpenStore = async (read) => {
  const store = createMemoryStore(read)
  return {
    store,
    identities: async () => {
      const found = store.facts.map(({ stream, received_ms }) => factIdentity(stream, received_ms))
      for await (const { stream, seq } of store.rows(SITE, 0, Infinity))
        found.push(eventIdentity(stream, seq))
      return found
    },
    remove: async () => {},
  }
}

export async function identitiesIn(driver: Driver): Promise<string[]> {
  const facts = await driver.select<{ stream: string; received_ms: number }>(
    raw('select stream, received_ms from streams'),
  )
  const events = await driver.select<{ stream: string; seq: number }>(
    raw('select stream, seq from events'),
  )
  return [
    ...facts.map(({ stream, received_ms }) => factIdentity(stream, received_ms)),
    ...events.map(({ stream, seq }) => eventIdentity(stream, seq)),
  ]
}

/** DuckDB reads segments from a disk: what the file layer holds is laid there for it. */
export const openDuckdbStore: OpenStore = async (read) => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-faults-'))
  const driver = createDuckdbDriver(await openDatabase({ path: ':memory:' }))
  await driver.migrate()
  return {
    store: {
      ...driver,
      insert: async ({ name, path }) => {
        const copy = join(folder, 'segment.ndjson')
        writeFileSync(copy, await read(path))
        return driver.insert({ name, path: copy })
      },
    },
    identities: () => identitiesIn(driver),
    remove: async () => {
      await driver.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A store that never knows a segment again: the control that a check must notice. */
export function withoutLedger(store: Store): Store {
  let inserts = 0
  return {
    ...store,
    insert: ({ name, path }) => store.insert({ name: `${name}-${inserts++}`, path }),
  }
}
