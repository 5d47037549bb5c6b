// Takes visitors out of a DuckDB file: all rows of theirs but orders, which stay for the books as nobody's.
import { EVENT_COLUMNS, LEAVING_COLUMNS } from './columns.ts'
import { literal, names } from './duckdb-columns.ts'
import type { Writer } from './duckdb-database.ts'
import { markErased } from './duckdb-upkeep.ts'
import type { ErasedRows } from './driver.ts'
import { DAY_MS, ERASED_COLUMNS, ERASED_STREAM, ORDER_TYPES } from './erasure.ts'
import { localDayStart, QUARTER_MS } from '../local-day.ts'
import { raw, sql } from './sql.ts'
import type { Sql } from './sql.ts'

/** What makes of a row one without its visitor. */
export const emptied = raw(
  ERASED_COLUMNS.map((each) => `${each.name} = ${literal(each)}`).join(', '),
)

export const isOrder = raw(`type in (${ORDER_TYPES.map((type) => `'${type}'`).join(', ')})`)

const slot = sql`time_ms - time_ms % ${QUARTER_MS}`

/** Makes orders nobody's: of their time the day by the site's clock is left, and each is a stream of its own, and whole. */
export async function cutOff(writer: Writer, which: Sql, timeZone: string): Promise<number> {
  const slots = await writer.select<{ slot: number }>(sql`
    select distinct ${slot} as slot from events where ${which}`)
  const starts = slots.map((each) => ({
    slot: each.slot,
    day: localDayStart(each.slot, timeZone),
  }))
  await writer.run(sql`
    create or replace temp table day_starts as
    select told.slot as slot, told.day as day from (
      select unnest(from_json(${JSON.stringify(starts)}, '[{"slot":"BIGINT","day":"BIGINT"}]')) as told)`)
  const changed = await writer.run(sql`
    update events set ${emptied}, stream = ${ERASED_STREAM} || uuid(), seq = 1,
      time_ms = (select day from day_starts where day_starts.slot = ${slot})
    where ${which}`)
  await writer.run(raw('drop table day_starts'))
  return changed
}

/**
 * Rows that name nobody are theirs where they were the first to be named in the page load or the session: who sends under
 * an id that they have seen elsewhere comes later.
 */
const ownedBy = (column: Sql, site: string, named: Sql): Sql => sql`
  select ${column} from events
  where site = ${site} and not imported and ${column} <> '' and ${column} in (
    select ${column} from events where site = ${site} and not imported and ${named})
  group by ${column}
  having min(received_ms) = min(case when ${named} then received_ms end)`

/** Rows that name one of them, and the rest of what their page loads and sessions told; not of imports, whose streams may hold many people. */
const rowsOf = (site: string, named: Sql): Sql => sql`site = ${site} and (${named}
  or visitor = '' and not imported and (
    stream in (${ownedBy(sql`stream`, site, named)})
    or session in (${ownedBy(sql`session`, site, named)})))`

/** What `eraseVisitors` would reach of a visitor, the oldest first. */
export function visitorRows(site: string, visitor: string, limit: number): Sql {
  const named = sql`(visitor = ${visitor} and visitor <> '')`
  return sql`
    select ${raw(names(EVENT_COLUMNS))} from events
    where ${rowsOf(site, named)} order by time_ms, stream, seq limit ${limit}`
}

const listed = (visitors: readonly string[]): Sql => sql`
  select unnest(from_json(${JSON.stringify(visitors)}, '["VARCHAR"]')) as visitor`

/** By what they were shown, before it is gone; whoever saw several variations belongs to none. */
export async function countLeaving(
  writer: Writer,
  site: string,
  visitors: readonly string[],
): Promise<void> {
  const shown = (name: string): Sql => sql`json_extract_string(body, ${`$.${name}`})`
  await writer.run(sql`
    insert into leavings (${raw(names(LEAVING_COLUMNS))})
    select ${site}, last_ms - last_ms % ${DAY_MS}, experiment, variation, count(*) from (
      select ${shown('experiment')} as experiment, min(${shown('variation')}) as variation,
        max(received_ms) as last_ms
      from events
      where site = ${site} and type = 'exposure' and not bot and not staff and visitor <> ''
        and visitor in (${listed(visitors)}) and ${shown('counts')} = 'true'
      group by visitor, experiment having count(distinct ${shown('variation')}) = 1) shown
    group by 2, 3, 4`)
}

export async function eraseVisitors(
  writer: Writer,
  site: string,
  visitors: readonly string[],
  timeZone: string,
): Promise<ErasedRows> {
  await countLeaving(writer, site, visitors)
  await writer.run(sql`create or replace temp table erasing as ${listed(visitors)}`)
  await writer.run(sql`
    create or replace temp table theirs as
    select stream, seq from events
    where ${rowsOf(site, sql`visitor in (select visitor from erasing)`)}`)
  const theirs = sql`site = ${site} and (stream, seq) in (select (stream, seq) from theirs)`
  const erased = {
    heat: await writer.run(sql`delete from events where type = 'heat' and ${theirs}`),
    events: await writer.run(sql`delete from events where not ${isOrder} and ${theirs}`),
    orders: await cutOff(writer, theirs, timeZone),
  }
  const gone = sql`select stream from theirs where stream not in (
    select stream from events where site = ${site} and stream in (select stream from theirs))`
  const streams = await writer.select<{ stream: string }>(
    sql`select distinct stream from (${gone})`,
  )
  for (const table of ['streams', 'voids'])
    await writer.run(sql`delete from ${raw(table)} where site = ${site} and stream in (${gone})`)
  for (const table of ['erasing', 'theirs']) await writer.run(raw(`drop table ${table}`))
  if (erased.heat + erased.events + erased.orders > 0) await markErased(writer)
  return { ...erased, streams: streams.map(({ stream }) => stream) }
}
