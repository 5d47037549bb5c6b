// The reference model: rows in plain arrays, against which every engine and every simulation is compared.
import { randomUUID } from 'node:crypto'
import { toRow } from '../columns.ts'
import type { Choice, HeatCell, Leaving, LogLine, Row, StreamFact } from '../columns.ts'
import type { Ages, Erased, Store } from '../driver.ts'
import { DAY_MS, ERASED_STREAM, ORDER_TYPES, withoutVisitor } from '../erasure.ts'
import { cellsOf, isRaw, withoutFew } from '../heat.ts'
import { localDayStart } from '../../local-day.ts'
import { pseudonymOf } from '../../privacy/pseudonym.ts'

/** What a test may look at beside the interface. */
export interface MemoryStore extends Store {
  readonly facts: readonly StreamFact[]
  readonly choices: readonly Choice[]
}

/** Makes an empty store; `read` fetches a segment's bytes. */
export function createMemoryStore(read: (path: string) => Promise<Uint8Array>): MemoryStore {
  const segments = new Set<string>()
  const events = new Map<string, Row>()
  const facts: StreamFact[] = []
  const choices: Choice[] = []
  const leavings: Leaving[] = []
  const held = { events, facts, choices }
  let cells: readonly HeatCell[] = []

  return {
    name: 'memory',
    facts,
    choices,
    migrate: async () => {},
    insert: async ({ name, path, namesIds }) => {
      const bytes = await read(path)
      if (segments.has(name)) return { rows: 0 }
      const before = events.size
      for (const entry of entriesIn(bytes)) take(namesIds ? renamed(entry) : entry, held)
      segments.add(name)
      return { rows: events.size - before }
    },
    rows: async function* (site, fromMs, toMs) {
      for (const row of events.values())
        if (row.site === site && row.time_ms >= fromMs && row.time_ms < toMs) yield row
    },
    fold: async (beforeMs) => {
      const ripe = ripeIn(events, beforeMs)
      for (const [identity, row] of ripe) events.set(identity, withoutVisitor(row))
      cells = [...cells, ...cellsOf(ripe.map(([, row]) => row))]
      cells = withoutFew(cells, Math.floor(beforeMs / DAY_MS))
    },
    cells: async (site) => cells.filter((cell) => cell.site === site),
    theirs: async (site, visitor, limit) =>
      inOrder(theirsIn(events, site, new Set([visitor]))).slice(0, limit),
    leave: async (site, visitors) => {
      leavings.push(...leavingsIn(events, site, visitors))
    },
    leavings: async (site) => leavings.filter((each) => each.site === site),
    erase: async (site, visitors, timeZone) => {
      leavings.push(...leavingsIn(events, site, visitors))
      const { streams, ...erased } = eraseFrom(events, site, { visitors, timeZone })
      for (const row of events.values()) if (row.site === site) streams.delete(row.stream)
      keep(facts, (fact) => fact.site !== site || !streams.has(fact.stream))
      return { ...erased, streams: [...streams] }
    },
    expire: async (site, before) => {
      const { eventsMs } = before
      const held = facts.length + cells.length
      keep(facts, (fact) => fact.site !== site || fact.received_ms >= eventsMs)
      for (const kept of [choices, leavings])
        keep<{ site: string; received_ms: number }>(
          kept,
          (each) => each.site !== site || each.received_ms >= eventsMs,
        )
      const day = Math.floor(eventsMs / DAY_MS)
      cells = cells.filter((cell) => cell.site !== site || cell.day >= day)
      const changed = expireFrom(events, site, before)
      return changed + held - facts.length - cells.length
    },
    eraseSite: async (site) => {
      const before = events.size
      for (const [identity, row] of events) if (row.site === site) events.delete(identity)
      for (const kept of [facts, choices, leavings])
        keep<{ site: string }>(kept, (each) => each.site !== site)
      cells = cells.filter((cell) => cell.site !== site)
      return { events: before - events.size }
    },
    close: async () => {},
  }
}

type Entry = Exclude<LogLine, { line: 'sum' }>

interface Held {
  readonly events: Map<string, Row>
  readonly facts: StreamFact[]
  readonly choices: Choice[]
}

function take(entry: Entry, { events, facts, choices }: Held): void {
  if (entry.line === 'stream') {
    const { line: _, ...fact } = entry
    facts.push(fact)
  } else if (entry.line === 'choice') {
    const { line: _, ...choice } = entry
    choices.push(choice)
  } else {
    const { line: _, ...sparse } = entry
    const identity = `${sparse.site} ${sparse.stream} ${sparse.seq}`
    if (!events.has(identity)) events.set(identity, toRow(sparse))
  }
}

/** Keeps of a list what it may keep. */
function keep<T>(list: T[], isKept: (each: T) => boolean): void {
  list.splice(0, list.length, ...list.filter(isKept))
}

/** What a segment tells, in the order of receipt. */
function entriesIn(bytes: Uint8Array): Entry[] {
  const lines = new TextDecoder().decode(bytes).split('\n').filter(Boolean)
  return lines
    .map((text) => JSON.parse(text) as LogLine)
    .filter((entry): entry is Entry => entry.line !== 'sum')
    .sort((a, b) => a.received_ms - b.received_ms)
}

function renamed(entry: Entry): Entry {
  if (entry.line !== 'event' || !entry.visitor) return entry
  return { ...entry, visitor: pseudonymOf(entry.site, entry.visitor) }
}

const inOrder = (rows: readonly [string, Row][]): Row[] =>
  rows
    .map(([, row]) => row)
    .sort((a, b) => a.time_ms - b.time_ms || a.stream.localeCompare(b.stream) || a.seq - b.seq)

/** Raw rows of sessions whose first was received before `beforeMs`. */
function ripeIn(events: ReadonlyMap<string, Row>, beforeMs: number): [string, Row][] {
  const sessionOf = ({ site, session }: Row): string => `${site} ${session}`
  const raw = [...events].filter(([, row]) => isRaw(row))
  const old = new Set(
    raw.flatMap(([, row]) => (row.received_ms < beforeMs ? [sessionOf(row)] : [])),
  )
  return raw.filter(([, row]) => old.has(sessionOf(row)))
}

function expireFrom(events: Map<string, Row>, site: string, before: Ages): number {
  let changed = 0
  for (const [identity, row] of events) {
    if (row.site !== site || row.received_ms >= before.eventsMs) continue
    const isKept = ORDER_TYPES.includes(row.type) && row.received_ms >= before.ordersMs
    if (isKept && !row.visitor && !row.session) continue
    events.delete(identity)
    if (isKept) put(events, cutOff(row, before.timeZone))
    changed++
  }
  return changed
}

/** An order that belongs to no page load any more. */
function cutOff(row: Row, timeZone: string): Row {
  const cut = withoutVisitor(row, localDayStart(row.time_ms, timeZone))
  return { ...cut, stream: `${ERASED_STREAM}${randomUUID()}`, seq: 1 }
}

/**
 * Rows of visitors by their identities: those that name them, and what names nobody of the page loads and sessions in
 * which they were the first to be named.
 */
function theirsIn(
  events: ReadonlyMap<string, Row>,
  site: string,
  visitors: ReadonlySet<string>,
): [string, Row][] {
  const rows = [...events.values()].filter((row) => row.site === site)
  const isNamed = ({ visitor }: Row): boolean => visitor !== '' && visitors.has(visitor)
  const owned = (column: 'stream' | 'session'): Set<string> => {
    const told = rows.filter((row) => !row.imported && row[column] !== '')
    const firstMs = (each: readonly Row[]): Map<string, number> => {
      const first = new Map<string, number>()
      for (const row of each)
        first.set(row[column], Math.min(first.get(row[column]) ?? Infinity, row.received_ms))
      return first
    }
    const [all, named] = [firstMs(told), firstMs(told.filter(isNamed))]
    return new Set([...named].flatMap(([key, ms]) => (all.get(key) === ms ? [key] : [])))
  }
  const [loads, sessions] = [owned('stream'), owned('session')]
  const isNear = ({ visitor, imported, stream, session }: Row): boolean =>
    visitor === '' && !imported && (loads.has(stream) || sessions.has(session))
  return [...events].filter(([, row]) => row.site === site && (isNamed(row) || isNear(row)))
}

/** By what counted exposures of theirs have shown them. */
function leavingsIn(
  events: ReadonlyMap<string, Row>,
  site: string,
  visitors: readonly string[],
): Leaving[] {
  const found: Leaving[] = []
  for (const visitor of new Set(visitors)) {
    const rows = [...events.values()].filter(
      (row) =>
        row.site === site &&
        row.type === 'exposure' &&
        visitor !== '' &&
        row.visitor === visitor &&
        !row.bot &&
        !row.staff &&
        row.body['counts'] === true,
    )
    for (const experiment of new Set(rows.map(({ body }) => String(body['experiment'])))) {
      const seen = rows.filter(({ body }) => body['experiment'] === experiment)
      const [variation, ...others] = new Set(seen.map(({ body }) => String(body['variation'])))
      if (variation === undefined || others.length > 0) continue
      const lastMs = Math.max(...seen.map(({ received_ms }) => received_ms))
      found.push({ site, received_ms: lastMs - (lastMs % DAY_MS), experiment, variation, n: 1 })
    }
  }
  return found
}

function eraseFrom(
  events: Map<string, Row>,
  site: string,
  { visitors, timeZone }: { readonly visitors: readonly string[]; readonly timeZone: string },
): Erased & { readonly streams: Set<string> } {
  const erased = { events: 0, heat: 0, orders: 0 }
  const streams = new Set<string>()
  for (const [identity, row] of theirsIn(events, site, new Set(visitors))) {
    const isOrder = ORDER_TYPES.includes(row.type)
    erased[isOrder ? 'orders' : row.type === 'heat' ? 'heat' : 'events']++
    streams.add(row.stream)
    events.delete(identity)
    if (isOrder) put(events, cutOff(row, timeZone))
  }
  return { ...erased, streams }
}

function put(events: Map<string, Row>, row: Row): void {
  events.set(`${row.site} ${row.stream} ${row.seq}`, row)
}
