// Heat cells in DuckDB: sums of the points in `heat` rows, and the fold that puts them in place of the rows.
import { HEAT_SESSIONS_MIN } from '../../packages/wire/limits.ts'
import { HEAT_CELL_COLUMNS } from './columns.ts'
import type { Writer } from './duckdb-database.ts'
import { DAY_MS } from './erasure.ts'
import { WAITING_DAYS } from './heat.ts'
import { raw, sql } from './sql.ts'
import type { Sql } from './sql.ts'

const COLUMNS = raw(HEAT_CELL_COLUMNS.map(({ name }) => name).join(', '))
/** What tells one sum from another. */
const KEY = raw('site, day, page, band, anchor, type, rx, ry, sample')
/** What tells one place from another, whatever the day and the sample. */
const PLACE = raw('site, page, band, anchor, type, rx, ry')
/** Rows whose points have not become sums. */
const RAW = raw("type = 'heat' and session <> ''")

/** Cells of raw rows of people; `which` narrows them down. The same sums as in `heat.ts`. */
const cellsOfRows = (which: Sql): Sql => sql`
  select ${KEY}, sum(n)::bigint as n, count(*) as sessions, sum(n * n)::bigint as squares
  from (
    with rows as (
      select site, session, path as page, (body->>'day')::bigint as day, body->>'band' as band,
        (body->>'sample')::bigint as sample, (body->>'fold')::bigint as fold,
        (body->>'reach')::bigint as reach, (body->>'before')::bigint as before,
        (body->'anchors')::varchar[] as anchors, (body->'points')::bigint[][] as points
      from events where ${RAW} and not bot and not staff and ${which}
    ), clicks as (
      select * exclude (anchors, points, point), anchors[point[2] + 1] as anchor,
        point[3] // 16 as rx, point[4] // 16 as ry, point[5] as flags
      from (select *, unnest(points) as point from rows)
    ), marks as (
      select *, 'click' as type from clicks
      union all select *, 'rage' from clicks where flags & 1 = 1
      union all select *, 'keyboard' from clicks where flags & 4 = 4
    ), sums as (
      select site, session, day, page, band, sample, type,
        case when level = 2 then '*' else anchor end as anchor,
        case when level = 0 then rx else -1 end as rx,
        case when level = 0 then ry else -1 end as ry, 1 as n
      from marks cross join (values (0), (1), (2)) levels(level)
      union all select site, session, day, page, band, sample, 'reach', '*', reach, -1, 1 from rows
      union all select site, session, day, page, band, sample, 'reach', '*', before, -1, -1
        from rows where before is not null
      union all select site, session, day, page, band, sample, 'fold', '*', fold, -1, 1
        from rows where before is null
      union all select site, session, day, page, band, sample, 'view', '*', -1, -1, 1
        from rows where before is null
    )
    select ${KEY}, session, sum(n) as n from sums group by ${KEY}, session
  ) by_session
  group by ${KEY}`

/** All cells, those of rows that are not folded yet too. */
export function heatCells(): Sql {
  return sql`(
    select ${COLUMNS} from heat_cells
    union all select ${COLUMNS} from (${cellsOfRows(sql`true`)}) fresh)`
}

/** Cells that are folded already. */
export function storedCells(site: string): Sql {
  return sql`select ${COLUMNS} from heat_cells where site = ${site}`
}

/** `emptied`: what an update sets to take a row's visitor and content away. */
export async function foldHeat(writer: Writer, emptied: Sql, beforeMs: number): Promise<void> {
  await writer.run(sql`
    create or replace temp table ripe as
    select site, session from events where ${RAW}
    group by site, session having min(received_ms) < ${beforeMs}`)
  const isRipe = sql`(site, session) in (select (site, session) from ripe)`
  await writer.run(sql`insert into heat_cells (${COLUMNS}) ${orderedCells(isRipe)}`)
  await writer.run(sql`update events set ${emptied} where ${RAW} and ${isRipe}`)
  const oldest = Math.floor(beforeMs / DAY_MS) - WAITING_DAYS
  await writer.run(sql`
    delete from heat_cells where day < ${oldest} and anchor <> '*' and (${PLACE}) in (
      select (${PLACE}) from heat_cells group by ${PLACE} having sum(sessions) < ${HEAT_SESSIONS_MIN})`)
}

const orderedCells = (which: Sql): Sql =>
  sql`select ${COLUMNS} from (${cellsOfRows(which)}) cells order by site, page, day`
