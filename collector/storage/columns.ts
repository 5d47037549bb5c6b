// The one list of what is stored of an event and of a stream: tables, rows and log lines derive from it.

export type ColumnKind = 'text' | 'int' | 'flag' | 'json'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
  /** Absent is null; without this mark it is '', 0, false or {}. */
  readonly nullable?: true
  /** Survives on an order whose visitor is erased: amount, day and market stay, the rest goes. */
  readonly outlives?: true
}

export const EVENT_COLUMNS = [
  { name: 'site', kind: 'text', outlives: true },
  { name: 'stream', kind: 'text', outlives: true },
  { name: 'seq', kind: 'int', outlives: true },
  { name: 'type', kind: 'text', outlives: true },
  /** The type, or a custom event's own name. */
  { name: 'name', kind: 'text', outlives: true },
  /** When it happened, corrected by our clock. */
  { name: 'time_ms', kind: 'int', outlives: true },
  /** When it happened by the page's clock. */
  { name: 'client_ms', kind: 'int' },
  { name: 'received_ms', kind: 'int', outlives: true },
  /** Came with a token instead of from a browser. */
  { name: 'imported', kind: 'flag', outlives: true },
  { name: 'visitor', kind: 'text' },
  { name: 'session', kind: 'text' },
  { name: 'host', kind: 'text' },
  { name: 'path', kind: 'text' },
  { name: 'referrer_host', kind: 'text' },
  { name: 'source', kind: 'text' },
  { name: 'medium', kind: 'text' },
  { name: 'campaign', kind: 'text' },
  { name: 'country', kind: 'text', outlives: true },
  { name: 'device', kind: 'text' },
  { name: 'browser', kind: 'text' },
  { name: 'language', kind: 'text' },
  { name: 'width', kind: 'int' },
  { name: 'bot', kind: 'flag', outlives: true },
  /** Came from a network that the site calls its own. */
  { name: 'staff', kind: 'flag', outlives: true },
  { name: 'notice', kind: 'text' },
  /** Its visitor had granted `recommendations` as well: recommendations may be learned from it. */
  { name: 'may_train', kind: 'flag' },
  { name: 'currency', kind: 'text', outlives: true },
  /** Minor units of `currency`. */
  { name: 'value', kind: 'int', nullable: true, outlives: true },
  /** Minor units of the site's base currency, of orders and refunds only; null without a rate. */
  { name: 'revenue', kind: 'int', nullable: true, outlives: true },
  { name: 'transaction_id', kind: 'text', outlives: true },
  { name: 'engaged_ms', kind: 'int' },
  /** Furthest scroll so far, 0 to 100. */
  { name: 'reach', kind: 'int', nullable: true },
  /** `seq` of the page view that this engagement belongs to. */
  { name: 'view', kind: 'int', nullable: true },
  /** `item_list_id` of a commerce event on a list of products. */
  { name: 'item_list', kind: 'text' },
  /** What the columns above do not hold. */
  { name: 'body', kind: 'json' },
] as const satisfies readonly Column[]

/** What pages said about their streams: facts that add up, told twice they change nothing. */
export const STREAM_COLUMNS = [
  { name: 'site', kind: 'text' },
  { name: 'stream', kind: 'text' },
  { name: 'received_ms', kind: 'int' },
  { name: 'emitted', kind: 'int' },
  /** A later page told where this stream ended. */
  { name: 'followed', kind: 'flag' },
] as const satisfies readonly Column[]

export const VOID_COLUMNS = [
  { name: 'site', kind: 'text' },
  { name: 'stream', kind: 'text' },
  { name: 'received_ms', kind: 'int' },
  { name: 'from_seq', kind: 'int' },
  { name: 'to_seq', kind: 'int' },
  { name: 'reason', kind: 'text' },
] as const satisfies readonly Column[]

/** What visitors answered when they were asked: a count of each answer, that says nothing of who gave it. */
export const CHOICE_COLUMNS = [
  { name: 'site', kind: 'text' },
  /** The start of the day, UTC: no more of the time is kept. */
  { name: 'received_ms', kind: 'int' },
  /** given, changed (an earlier yes), refused, withdrawn. */
  { name: 'choice', kind: 'text' },
  { name: 'notice', kind: 'text' },
  { name: 'country', kind: 'text' },
  { name: 'device', kind: 'text' },
  /** The first that the browser asks for, without its region. */
  { name: 'language', kind: 'text' },
  /** Global Privacy Control was on. */
  { name: 'gpc', kind: 'flag' },
  /** From the question to a yes, rounded up to one of a few steps; not told of a no. */
  { name: 'seconds', kind: 'int', nullable: true },
] as const satisfies readonly Column[]

/**
 * Visitors who have withdrawn or were erased, by what experiments had shown them: a count, that says nothing of who left.
 * Whoever saw several variations of one is not in it.
 */
export const LEAVING_COLUMNS = [
  { name: 'site', kind: 'text' },
  /** The start of the day, UTC, on which they had last seen it. */
  { name: 'received_ms', kind: 'int' },
  { name: 'experiment', kind: 'text' },
  { name: 'variation', kind: 'text' },
  { name: 'n', kind: 'int' },
] as const satisfies readonly Column[]

/**
 * How often something was done at a place, on a day: what is left of single points. `rx` and `ry` are a sixteenth of an
 * element, or -1 for all of it; the `anchor` `*` is the whole page. Of `reach` and `fold`, `rx` is a percent of the page.
 */
export const HEAT_CELL_COLUMNS = [
  { name: 'site', kind: 'text' },
  /** Days since 1970 by the site's calendar. */
  { name: 'day', kind: 'int' },
  { name: 'page', kind: 'text' },
  /** phone, tablet or desktop, by the width of the viewport. */
  { name: 'band', kind: 'text' },
  { name: 'anchor', kind: 'text' },
  /** click; rage and keyboard, which are clicks too; view, reach, fold. */
  { name: 'type', kind: 'text' },
  { name: 'rx', kind: 'int' },
  { name: 'ry', kind: 'int' },
  /** Percent of sessions that were recorded. */
  { name: 'sample', kind: 'int' },
  { name: 'n', kind: 'int' },
  { name: 'sessions', kind: 'int' },
  /** Sum over sessions of their count squared: by it the uncertainty of a sample is known. */
  { name: 'squares', kind: 'int' },
] as const satisfies readonly Column[]

interface KindType {
  text: string
  int: number
  flag: boolean
  json: Readonly<Record<string, unknown>>
}

type Fields<C extends readonly Column[]> = {
  -readonly [K in C[number] as K['name']]: K extends { nullable: true }
    ? KindType[K['kind']] | null
    : KindType[K['kind']]
}

/** One stored event. */
export type Row = Fields<typeof EVENT_COLUMNS>

export type Leaving = Fields<typeof LEAVING_COLUMNS>

export type HeatCell = Fields<typeof HEAT_CELL_COLUMNS>

/** A fact about a stream, with the ranges that will never arrive. */
export type StreamFact = Fields<typeof STREAM_COLUMNS> & {
  voids: readonly { from: number; to: number; reason: string }[]
}

/** One answer of a visitor who was asked. */
export type Choice = Fields<typeof CHOICE_COLUMNS>

/** Columns that a line of the log always has. */
export type RowKey = 'site' | 'stream' | 'seq' | 'type' | 'time_ms' | 'received_ms'

/** One event in the log: what is empty is left out. */
export type SparseRow = Pick<Row, RowKey> & {
  [K in Exclude<keyof Row, RowKey>]?: NonNullable<Row[K]> | undefined
}

/** What stands on one line of a log segment. */
export type LogLine =
  | ({ line: 'event' } & SparseRow)
  | ({ line: 'stream' } & StreamFact)
  | ({ line: 'choice' } & Choice)
  /** Closes a group; says nothing of events. */
  | { line: 'sum' }

const EMPTY: Readonly<Record<ColumnKind, unknown>> = { text: '', int: 0, flag: false, json: {} }

/** What stands in a column where there is nothing. */
export function emptyOf(column: Column): unknown {
  return column.nullable ? null : EMPTY[column.kind]
}

const EMPTY_ROW = Object.fromEntries(
  EVENT_COLUMNS.map((column) => [column.name, emptyOf(column)]),
) as Omit<Row, RowKey>

/** The whole row of a line in the log. */
export function toRow(sparse: SparseRow): Row {
  return { ...EMPTY_ROW, ...sparse } as Row
}
