// What the rest of the collector knows of a database: where rows go, and how a report asks.
import type { HeatCell, Row } from './columns.ts'
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
  /**
   * Turns `heat` rows into cells, each once: those of sessions whose first was received before `beforeMs`. Of a row
   * what outlives a visitor is left, so that streams stay whole. Places that too few sessions have clicked for too
   * long are folded into their elements, and those into their pages.
   */
  readonly fold: (beforeMs: number) => Promise<void>
  /** Cells of a site that are folded already, in no promised order; the same place may have several. */
  readonly cells: (site: string) => Promise<HeatCell[]>
  /** Forgets a visitor: the heat of their sessions, and all rows but orders, which keep only what outlives them. */
  readonly erase: (site: string, visitor: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** The few things that engines spell differently, as pure fragments. */
export interface Dialect {
  /** The events, each identity once. */
  readonly events: () => Sql
  /** All heat cells, those of rows that are not folded yet too. */
  readonly heatCells: () => Sql
  /** A text that `body` holds under `name`, '' where it does not. */
  readonly bodyText: (name: string) => Sql
}

/** A store that reports can ask. */
export interface Driver extends Store {
  readonly dialect: Dialect
  readonly select: <T>(query: Sql) => Promise<T[]>
}
