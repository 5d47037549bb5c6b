// The reference model: rows in plain arrays, against which every engine and every simulation is compared.
import { toRow } from '../columns.ts'
import type { HeatCell, LogLine, Row, StreamFact } from '../columns.ts'
import type { Ages, Erased, Store } from '../driver.ts'
import { DAY_MS, ORDER_TYPES, withoutVisitor } from '../erasure.ts'
import { cellsOf, isRaw, withoutFew } from '../heat.ts'

/** What a test may look at beside the interface. */
export interface MemoryStore extends Store {
  readonly facts: readonly StreamFact[]
}

/** Makes an empty store; `read` fetches a segment's bytes. */
export function createMemoryStore(read: (path: string) => Promise<Uint8Array>): MemoryStore {
  const segments = new Set<string>()
  const events = new Map<string, Row>()
  const facts: StreamFact[] = []
  let cells: readonly HeatCell[] = []

  function take(entry: Exclude<LogLine, { line: 'sum' }>): void {
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
      const entries = lines
        .map((text) => JSON.parse(text) as LogLine)
        .filter((entry) => entry.line !== 'sum')
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
    fold: async (beforeMs) => {
      const raw = [...events].filter(([, row]) => isRaw(row))
      const sessionOf = ({ site, session }: Row): string => `${site} ${session}`
      const old = new Set(
        raw.flatMap(([, row]) => (row.received_ms < beforeMs ? [sessionOf(row)] : [])),
      )
      const ripe = raw.filter(([, row]) => old.has(sessionOf(row)))
      for (const [identity, row] of ripe) events.set(identity, withoutVisitor(row))
      cells = [...cells, ...cellsOf(ripe.map(([, row]) => row))]
      cells = withoutFew(cells, Math.floor(beforeMs / DAY_MS))
    },
    cells: async (site) => cells.filter((cell) => cell.site === site),
    erase: async (site, visitor) => eraseFrom(events, site, visitor),
    expire: async (site, { eventsMs, ordersMs }) => {
      let changed = expireFrom(events, site, { eventsMs, ordersMs })
      const before = facts.length + cells.length
      const isKept = (fact: StreamFact): boolean =>
        fact.site !== site || fact.received_ms >= eventsMs
      facts.splice(0, facts.length, ...facts.filter(isKept))
      const day = Math.floor(eventsMs / DAY_MS)
      cells = cells.filter((cell) => cell.site !== site || cell.day >= day)
      changed += before - facts.length - cells.length
      return changed
    },
    eraseSite: async (site) => {
      const theirs = [...events].filter(([, row]) => row.site === site)
      for (const [identity] of theirs) events.delete(identity)
      facts.splice(0, facts.length, ...facts.filter((fact) => fact.site !== site))
      cells = cells.filter((cell) => cell.site !== site)
      return { events: theirs.length }
    },
    close: async () => {},
  }
}

function expireFrom(events: Map<string, Row>, site: string, before: Ages): number {
  let changed = 0
  for (const [identity, row] of events) {
    if (row.site !== site || row.received_ms >= before.eventsMs) continue
    const isKept = ORDER_TYPES.includes(row.type) && row.received_ms >= before.ordersMs
    if (!isKept) events.delete(identity)
    else if (row.visitor || row.session) events.set(identity, withoutVisitor(row))
    else continue
    changed++
  }
  return changed
}

function eraseFrom(events: Map<string, Row>, site: string, visitor: string): Erased {
  const theirs = [...events.values()].filter((row) => row.site === site && row.visitor === visitor)
  const sessions = new Set(theirs.map(({ session }) => session))
  const erased = { events: 0, heat: 0, orders: 0 }
  for (const [identity, row] of events)
    if (isRaw(row) && row.site === site && sessions.has(row.session)) {
      events.delete(identity)
      erased.heat++
    }
  for (const [identity, row] of events) {
    if (row.site !== site || row.visitor !== visitor) continue
    const isOrder = ORDER_TYPES.includes(row.type)
    erased[isOrder ? 'orders' : 'events']++
    if (isOrder) events.set(identity, withoutVisitor(row))
    else events.delete(identity)
  }
  return erased
}
