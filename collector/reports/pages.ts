// Which pages were seen, where visits began, and how long and how far each was read.
import { sql } from '../storage/sql.ts'
import type { Report } from './report.ts'
import { eventsIn } from './selection.ts'

const ROWS_MAX = 500
/** No visit goes on for longer without half an hour of rest: so far back its beginning is looked for. */
const SESSION_MS = 86_400_000

interface PathRow {
  path: string
  visitors: number
  pageViews: number
  entries: number
  engagedMs: number | null
  reachSum: number | null
  reachViews: number
}

/**
 * Engagement belongs to the page view it names, whatever address it was sent from. Dwell is active time per page
 * view, reach the mean of each page view's furthest scroll; both null where nothing was measured. A session enters
 * by its first page view, so that one that began before the period enters nowhere in it. The most seen pages come first, at most 500; `total` counts all.
 */
export const pages: Report<'pages'> = async (ask, source) => {
  const events = eventsIn(source, ask)
  const [rows, [all]] = await Promise.all([
    source.driver.select<PathRow>(sql`
      with views as (
        select path, visitor, stream, seq, time_ms, case when row_number() over (
          partition by session order by time_ms, stream, seq) = 1 then 1 else 0 end as entry
        from ${eventsIn(source, { ...ask, fromMs: ask.fromMs - SESSION_MS })} events_in
        where type = 'page_view'
      ), engagement as (
        select stream, view, sum(engaged_ms) as engaged_ms, max(reach) as reach
        from ${events} events_in where type = 'user_engagement' group by stream, view
      )
      select path, count(distinct nullif(visitor, '')) as "visitors", count(*) as "pageViews",
        sum(entry) as "entries", sum(engaged_ms) as "engagedMs",
        sum(reach) as "reachSum", count(reach) as "reachViews"
      from views left join engagement
        on views.stream = engagement.stream and views.seq = engagement.view
      where time_ms >= ${ask.fromMs}
      group by path order by "pageViews" desc, path limit ${ROWS_MAX}`),
    source.driver.select<{ total: number }>(sql`
      select count(distinct path) as total from ${events} events_in where type = 'page_view'`),
  ])
  return {
    rows: rows.map(({ engagedMs, reachSum, reachViews, ...row }) => ({
      ...row,
      dwellMs: engagedMs === null ? null : engagedMs / row.pageViews,
      reach: reachSum === null ? null : reachSum / reachViews,
    })),
    total: all?.total ?? 0,
  }
}
