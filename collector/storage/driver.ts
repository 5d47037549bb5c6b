// What the rest of the collector knows of a database: where rows go, and how a report asks.
import type { HeatCell, Leaving, Row } from './columns.ts'
import type { Compacted } from './duckdb-compact.ts'
import type { Counted } from './duckdb-count.ts'
import type { Inspection } from './duckdb-inspect.ts'
import type { Upkeep } from './duckdb-upkeep.ts'
import type { Sql } from './sql.ts'

/** A sealed file of the log, one `LogLine` in JSON a line. */
export interface Segment {
  readonly name: string
  readonly path: string
  /** Written by a version that named visitors by the ids of their browsers: they are stored under their names all the same. */
  readonly namesIds?: boolean
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
  /** What `erase` would reach of a visitor, the oldest first, at most `limit` rows. */
  readonly theirs: (site: string, visitor: string, limit: number) => Promise<Row[]>
  /** Counts visitors as having left, by what experiments had shown them; for those whose rows stay. */
  readonly leave: (site: string, visitors: readonly string[]) => Promise<void>
  /** Of a site, in no promised order; the same may have several. */
  readonly leavings: (site: string) => Promise<Leaving[]>
  /**
   * Forgets visitors, who count as having left: all rows of their page loads and sessions, and what is known of their streams. Orders keep only what
   * outlives them, each as a stream of its own, at the start of its day in `timeZone`. Answers also the streams of which
   * nothing is left.
   */
  readonly erase: (
    site: string,
    visitors: readonly string[],
    timeZone: string,
  ) => Promise<ErasedRows>
  /**
   * Forgets what has been kept long enough, by when it was received: rows of a site and its sums of heatmaps before `eventsMs`,
   * but orders, which lose their visitor then and go before `ordersMs`. Answers how many rows that has changed.
   */
  readonly expire: (site: string, before: Ages) => Promise<number>
  /** Deletes all rows of a site, orders and sums too; answers how many of them were events. */
  readonly eraseSite: (site: string) => Promise<{ events: number }>
  readonly close: () => Promise<void>
}

/** What is older goes, ms since 1970 UTC. */
export interface Ages {
  readonly eventsMs: number
  /** At most `eventsMs`. */
  readonly ordersMs: number
  /** The site's: of an order that has lost its visitor the day there is left. */
  readonly timeZone: string
}

export interface ErasedRows extends Erased {
  /** Page loads of which nothing is left. */
  readonly streams: readonly string[]
}

/** Rows of events that an erasure has reached. */
export interface Erased {
  /** Removed, but for heat. */
  readonly events: number
  /** Removed points of heatmaps. */
  readonly heat: number
  /** Orders that stay without their visitor. */
  readonly orders: number
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

/** What a store that is one file can do with it while it is used. */
export interface StoreFile {
  /** Writes all that is stored now into a new file, which is then on the disk; nobody waits meanwhile. */
  readonly copy: (path: string) => Promise<Counted>
  /**
   * Rewrites the file without the remains of what was deleted; `insert` and whatever else writes waits meanwhile.
   * Throws `DatabaseBusy` where somebody reads for long.
   */
  readonly compact: (nowMs: number) => Promise<Compacted>
  /** Makes copies and rewritings that are under way fail, soon. */
  readonly interrupt: () => void
  /** When rows were last erased that the file still holds remains of, and when it was last rewritten. */
  readonly upkeep: () => Promise<Upkeep>
  /** Looks at all of it for what cannot be. */
  readonly inspect: () => Promise<Inspection>
}

/** A store that reports can ask. */
export interface Driver extends Store {
  /** Absent where the engine keeps files of its own. */
  readonly file?: StoreFile
  readonly dialect: Dialect
  readonly select: <T>(query: Sql) => Promise<T[]>
  /** From now on questions rest in proportion to how late this says that events come. */
  readonly giveWayTo?: (lateMs: () => number) => void
}
