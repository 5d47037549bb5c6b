// Which events happened how often, and to how many visitors.
import type { EventRow } from '../../packages/wire/report.ts'
import { sql } from '../storage/sql.ts'
import type { Report } from './report.ts'
import { eventsIn } from './selection.ts'

const ROWS_MAX = 500

/** A custom event that is called like one of ours is a row of its own. At most 500 rows; `total` counts all. */
export const events: Report<'events'> = async (ask, source) => {
  const [rows, [all]] = await Promise.all([
    source.driver.select<EventRow>(sql`
      select name, type = 'custom' as custom, count(*) as events,
        count(distinct nullif(visitor, '')) as visitors
      from ${eventsIn(source, ask)} events_in
      group by name, type order by events desc, name, custom limit ${ROWS_MAX}`),
    source.driver.select<{ total: number }>(sql`
      select count(*) as total from (
        select distinct name, type from ${eventsIn(source, ask)} events_in) names`),
  ])
  return { rows, total: all?.total ?? 0 }
}
