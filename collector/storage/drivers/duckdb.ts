// Rows in one DuckDB file: a segment goes in with one query a table, in one transaction with its name.
import { REPEAT_WINDOW_MS } from '../../../packages/wire/limits.ts'
import { CHOICE_COLUMNS, EVENT_COLUMNS, LEAVING_COLUMNS, STREAM_COLUMNS } from '../columns.ts'
import type { Column, Row } from '../columns.ts'
import type { Ages, Dialect, Driver, Segment } from '../driver.ts'
import type { Database, Writer } from '../duckdb-database.ts'
import { DAY_MS } from '../erasure.ts'
import {
  countLeaving,
  cutOff,
  emptied,
  eraseVisitors,
  isOrder,
  visitorRows,
} from '../duckdb-erase.ts'
import { literal, names } from '../duckdb-columns.ts'
import { foldHeat, heatCells, storedCells } from '../duckdb-heat.ts'
import { inspectDatabase } from '../duckdb-inspect.ts'
import { markCompacted, markErased, readUpkeep } from '../duckdb-upkeep.ts'
import { migrate } from '../migrate.ts'
import { DUCKDB_TYPES, PSEUDONYM } from '../migrations.ts'
import { raw, sql } from '../sql.ts'
import type { Sql } from '../sql.ts'

/** Segment names are remembered for so long after their file is gone; it outlives any crash between the two. */
const LEDGER_KEPT_MS = 7 * DAY_MS

const dialect: Dialect = {
  events: () => raw('events'),
  heatCells,
  bodyText: (name) => sql`coalesce(json_extract_string(body, ${`$.${name}`}), '')`,
}

/** Lines leave out what is empty, and those of an older version what is new. */
const filled = (columns: readonly Column[]): string =>
  columns
    .map((column) =>
      column.nullable
        ? column.name
        : `coalesce(${column.name}, ${literal(column)}) as ${column.name}`,
    )
    .join(', ')

const LINE_TYPES = [
  `line: 'VARCHAR'`,
  ...[
    ...EVENT_COLUMNS,
    ...[...STREAM_COLUMNS, ...CHOICE_COLUMNS].filter(({ name }) => !isEventColumn(name)),
  ].map(({ name, kind }) => `${name}: '${DUCKDB_TYPES[kind]}'`),
  `voids: 'STRUCT("from" BIGINT, "to" BIGINT, reason VARCHAR)[]'`,
].join(', ')

function isEventColumn(name: string): boolean {
  return EVENT_COLUMNS.some((column) => column.name === name)
}

/** As `pseudonymOf` does it. */
const named = raw(`replace (case when visitor <> '' then ${PSEUDONYM} else visitor end as visitor)`)

const readLines = ({ path, namesIds }: Segment): Sql => sql`
  create or replace temp table incoming as
  select * ${namesIds ? named : raw('')}
  from read_json(${path}, format = 'newline_delimited', columns = {${raw(LINE_TYPES)}})`

/** Repeats are looked for no further back than they can come from; imports repeat at any time. */
const oldestRepeat = sql`
  select coalesce(min(case when imported then 0 else received_ms - ${REPEAT_WINDOW_MS} end), 0) as from_ms
  from incoming where line = 'event'`

/**
 * Whether any identity is twice in a segment, or known: to look for them costs less than to leave them out. Streams
 * first: of 13 million events, the few of the same streams are found in a third of the time.
 */
const countRepeats = (fromMs: number): Sql => sql`
  select count(*) - count(distinct (site, stream, seq)) + (
    select count(*) from (
      select site, stream, seq from events
      where received_ms >= ${fromMs}
        and stream in (select stream from incoming where line = 'event')) near
    semi join (select site, stream, seq from incoming where line = 'event') told
      using (site, stream, seq)) as repeats
  from incoming where line = 'event'`

const insertEvents = raw(`
  insert into events (${names(EVENT_COLUMNS)})
  select ${filled(EVENT_COLUMNS)} from incoming where line = 'event'`)

const insertNewEvents = (fromMs: number): Sql => sql`
  insert into events (${raw(names(EVENT_COLUMNS))})
  select ${raw(filled(EVENT_COLUMNS))}
  from incoming
  anti join (select site, stream, seq from events where received_ms >= ${fromMs}) known
    using (site, stream, seq)
  where line = 'event'
  qualify row_number() over (partition by site, stream, seq order by received_ms) = 1`

const insertStreams = raw(`
  insert into streams (${names(STREAM_COLUMNS)})
  select ${filled(STREAM_COLUMNS)} from incoming where line = 'stream'`)

const insertChoices = raw(`
  insert into choices (${names(CHOICE_COLUMNS)})
  select ${filled(CHOICE_COLUMNS)} from incoming where line = 'choice'`)

const insertVoids = raw(`
  insert into voids (site, stream, received_ms, from_seq, to_seq, reason)
  select site, stream, received_ms, void."from", void."to", void.reason
  from (select site, stream, received_ms, unnest(voids) as void from incoming where line = 'stream')`)

async function insertSegment(writer: Writer, segment: Segment): Promise<{ rows: number }> {
  const known = await writer.select(sql`select 1 from segments where name = ${segment.name}`)
  if (known.length > 0) return { rows: 0 }
  await writer.run(readLines(segment))
  const [oldest] = await writer.select<{ from_ms: number }>(oldestRepeat)
  const fromMs = oldest?.from_ms ?? 0
  const [told] = await writer.select<{ repeats: number }>(countRepeats(fromMs))
  const rows = await writer.run(told?.repeats === 0 ? insertEvents : insertNewEvents(fromMs))
  await writer.run(insertStreams)
  await writer.run(insertVoids)
  await writer.run(insertChoices)
  await writer.run(sql`
    delete from segments where loaded_ms < epoch_ms(current_timestamp) - ${LEDGER_KEPT_MS}`)
  await writer.run(sql`
    insert into segments values (${segment.name}, epoch_ms(current_timestamp))`)
  return { rows }
}

/** Of what becomes sums, which know their day themselves. */
const wholeDay = sql`time_ms = time_ms - time_ms % ${DAY_MS}`

async function expireRows(
  writer: Writer,
  site: string,
  { eventsMs, ordersMs, timeZone }: Ages,
): Promise<number> {
  const old = sql`site = ${site} and received_ms < ${eventsMs}`
  const counts = [
    await writer.run(sql`delete from events where ${old} and not ${isOrder}`),
    await writer.run(
      sql`delete from events where site = ${site} and received_ms < ${ordersMs} and ${isOrder}`,
    ),
    await cutOff(writer, sql`${old} and (visitor <> '' or session <> '')`, timeZone),
    await writer.run(sql`delete from streams where site = ${site} and received_ms < ${eventsMs}`),
    await writer.run(sql`delete from voids where site = ${site} and received_ms < ${eventsMs}`),
    await writer.run(sql`delete from choices where site = ${site} and received_ms < ${eventsMs}`),
    await writer.run(sql`delete from leavings where site = ${site} and received_ms < ${eventsMs}`),
    await writer.run(
      sql`delete from heat_cells where site = ${site} and day < ${Math.floor(eventsMs / DAY_MS)}`,
    ),
  ]
  const changed = counts.reduce((sum, count) => sum + count, 0)
  if (changed > 0) await markErased(writer)
  return changed
}

/** Asked of the engine, not listed here: a table that is added later must not be left out. */
const tablesWithSites = raw(`
  select table_name as name from duckdb_columns()
  where column_name = 'site' and not internal and database_name = current_database()
    and table_name in (select table_name from duckdb_tables() where not temporary)
  order by name`)

async function eraseSite(writer: Writer, site: string): Promise<{ events: number }> {
  let events = 0
  for (const { name } of await writer.select<{ name: string }>(tablesWithSites)) {
    const rows = await writer.run(sql`delete from ${raw(name)} where site = ${site}`)
    if (name === 'events') events = rows
  }
  // Whatever there was of rows: its settings leave remains in the file too.
  await markErased(writer)
  return { events }
}

/** A row as the engine gives it. */
type Written = Omit<Row, 'body'> & { readonly body: string }

const readRow = (row: Written): Row => ({ ...row, body: JSON.parse(row.body) as Row['body'] })

/** The default engine: embedded, one file, one process. */
export function createDuckdbDriver(database: Database): Driver {
  return {
    name: 'duckdb',
    dialect,
    migrate: () => migrate(database),
    insert: (segment) => database.transaction((writer) => insertSegment(writer, segment)),
    rows: async function* (site, fromMs, toMs) {
      const query = sql`
        select ${raw(names(EVENT_COLUMNS))} from events
        where site = ${site} and time_ms >= ${fromMs} and time_ms < ${toMs}`
      for await (const row of database.stream<Written>(query)) yield readRow(row)
    },
    theirs: async (site, visitor, limit) =>
      (await database.select<Written>(visitorRows(site, visitor, limit))).map(readRow),
    fold: (beforeMs) =>
      database.transaction((writer) => foldHeat(writer, sql`${emptied}, ${wholeDay}`, beforeMs)),
    cells: (site) => database.select(storedCells(site)),
    leave: (site, visitors) =>
      database.transaction((writer) => countLeaving(writer, site, visitors)),
    leavings: (site) =>
      database.select(
        sql`select ${raw(names(LEAVING_COLUMNS))} from leavings where site = ${site}`,
      ),
    erase: (site, visitors, timeZone) =>
      database.transaction((writer) => eraseVisitors(writer, site, visitors, timeZone)),
    expire: (site, before) => database.transaction((writer) => expireRows(writer, site, before)),
    eraseSite: (site) => database.transaction((writer) => eraseSite(writer, site)),
    file: {
      copy: database.copy,
      interrupt: database.interrupt,
      compact: (nowMs) => database.compact({ after: (writer) => markCompacted(writer, nowMs) }),
      upkeep: () => readUpkeep(database.select),
      inspect: () => inspectDatabase(database.select),
    },
    select: database.select,
    giveWayTo: database.giveWayTo,
    close: database.close,
  }
}
