// The reference model: rows in plain arrays, against which every engine and every simulation is compared.
import { toRow } from '../columns.ts'
import type { LogLine, Row, StreamFact } from '../columns.ts'
import type { Store } from '../driver.ts'
import { ORDER_TYPES, withoutVisitor } from '../erasure.ts'

/** What a test may look at beside the interface. */
export interface MemoryStore extends Store {
  readonly facts: readonly StreamFact[]
}

/** Makes an empty store; `read` fetches a segment's bytes. */
export function createMemoryStore(read: (path: string) => Promise<Uint8Array>): MemoryStore {
  const segments = new Set<string>()
  const events = new Map<string, Row>()
  const facts: StreamFact[] = []

  function take(entry: LogLine): void {
    if (entry.line === 'stream') {
      const { line: _, ...fact } = entry
      facts.push(fact)
      return
    }
    const { line: _, ...sparse } = entry
    const identity = `${sparse.site} ${sparse.stream} ${sparse.seq}`
    if (!events.has(identity)) events.set(identity, toRow(sparse))
  }

  return {
    name: 'memory',
    facts,
    migrate: async () => {},
    insert: async ({ name, path }) => {
      const bytes = await read(path)
      if (segments.has(name)) return { rows: 0 }
      const lines = new TextDecoder().decode(bytes).split('\n').filter(Boolean)
      const entries = lines.map((text) => JSON.parse(text) as LogLine)
      entries.sort((a, b) => a.received_ms - b.received_ms)
      const before = events.size
      for (const entry of entries) take(entry)
      segments.add(name)
      return { rows: events.size - before }
    },
    rows: async function* (site, fromMs, toMs) {
      for (const row of events.values())
        if (row.site === site && row.time_ms >= fromMs && row.time_ms < toMs) yield row
    },
    erase: async (site, visitor) => {
      for (const [identity, row] of events) {
        if (row.site !== site || row.visitor !== visitor) continue
        if (ORDER_TYPES.includes(row.type)) events.set(identity, withoutVisitor(row))
        else events.delete(identity)
      }
    },
    close: async () => {},
  }
}
