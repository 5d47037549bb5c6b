// What the rest of the collector knows of a database: where rows go, and how a report asks.
import type { Row } from './columns.ts'
import type { Sql } from './sql.ts'

/** A sealed file of the log, one `LogLine` in JSON a line. */
export interface Segment {
  readonly name: string
  readonly path: string
}

/** Keeps rows; all that ingest needs. */
export interface Store {
  readonly name: string
  /** Makes or upgrades the tables; safe at every start. */
  readonly migrate: () => Promise<void>
  /**
   * Takes a segment, all of it or nothing. A segment already taken changes nothing, nor does an event whose
   * (site, stream, seq) is known: for ever if it is imported, else for at least `REPEAT_WINDOW_MS`.
   * Of repeats within one segment the earliest received is kept. Answers how many rows were new.
   */
  readonly insert: (segment: Segment) => Promise<{ rows: number }>
  /** Events that happened in [`fromMs`, `toMs`), in no promised order. */
  readonly rows: (site: string, fromMs: number, toMs: number) => AsyncIterable<Row>
  /** Forgets a visitor: all rows but orders, which keep only the columns that outlive the visitor. */
  readonly erase: (site: string, visitor: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The few things that engines spell differently, as pure fragments. */
export interface Dialect {
  /** The events, each identity once. */
  readonly events: () => Sql
  /** A text that `body` holds under `name`, '' where it does not. */
  readonly bodyText: (name: string) => Sql
}

/** A store that reports can ask. */
export interface Driver extends Store {
  readonly dialect: Dialect
  readonly select: <T>(query: Sql) => Promise<T[]>
}
