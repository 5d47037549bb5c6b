// Takes visitors out of a DuckDB file: all rows of theirs but orders, which stay for the books as nobody's.
import { EVENT_COLUMNS } from './columns.ts'
import { literal, names } from './duckdb-columns.ts'
import type { Writer } from './duckdb-database.ts'
import { markErased } from './duckdb-upkeep.ts'
import type { Erased } from './driver.ts'
import { DAY_MS, ERASED_COLUMNS, ERASED_STREAM, ORDER_TYPES } from './erasure.ts'
import { raw, sql } from './sql.ts'
import type { Sql } from './sql.ts'

/** What makes of a row one without its visitor. */
export const emptied = sql`${raw(
  ERASED_COLUMNS.map((each) => `${each.name} = ${literal(each)}`).join(', '),
)}, time_ms = time_ms - time_ms % ${DAY_MS}`

/** The same, of a row that no longer belongs to its page load either: it is a stream of its own, and whole. */
export const cutOff = sql`${emptied}, stream = ${ERASED_STREAM} || uuid(), seq = 1`

export const isOrder = raw(`type in (${ORDER_TYPES.map((type) => `'${type}'`).join(', ')})`)

/** Rows of a visitor, as `eraseVisitors` finds them. */
export function rowsOf(site: string, visitor: string, limit: number): Sql {
  const named = sql`select stream, session, imported from events
    where site = ${site} and visitor = ${visitor} and visitor <> ''`
  return sql`
    select ${raw(names(EVENT_COLUMNS))} from events
    where site = ${site} and ((visitor = ${visitor} and visitor <> '')
      or visitor = '' and not imported and (
        stream in (select stream from (${named}) named where not imported)
        or session <> '' and session in (select session from (${named}) named)))
    order by time_ms, stream, seq limit ${limit}`
}

/**
 * Rows name their visitor where their purpose lets them. The rest of what a page load or a session told is theirs too;
 * not of imports, whose streams may hold many people.
 */
export async function eraseVisitors(
  writer: Writer,
  site: string,
  visitors: readonly string[],
): Promise<Erased> {
  await writer.run(sql`
    create or replace temp table erasing as
    select unnest(from_json(${JSON.stringify(visitors)}, '["VARCHAR"]')) as visitor`)
  await writer.run(sql`
    create or replace temp table erased as
    select distinct stream, session, imported from events
    where site = ${site} and visitor in (select visitor from erasing)`)
  const theirs = sql`site = ${site} and (
    visitor in (select visitor from erasing)
    or visitor = '' and not imported and (
      stream in (select stream from erased where not imported)
      or session <> '' and session in (select session from erased)))`
  await writer.run(sql`
    create or replace temp table erased_streams as
    select distinct stream from events where ${theirs}`)
  const erased = {
    heat: await writer.run(sql`delete from events where type = 'heat' and ${theirs}`),
    events: await writer.run(sql`delete from events where not ${isOrder} and ${theirs}`),
    orders: await writer.run(sql`update events set ${cutOff} where ${theirs}`),
  }
  for (const table of ['streams', 'voids'])
    await writer.run(sql`
      delete from ${raw(table)} where site = ${site}
        and stream in (select stream from erased_streams)
        and stream not in (
          select stream from events
          where site = ${site} and stream in (select stream from erased_streams))`)
  for (const table of ['erasing', 'erased', 'erased_streams'])
    await writer.run(raw(`drop table ${table}`))
  if (erased.heat + erased.events + erased.orders > 0) await markErased(writer)
  return erased
}
