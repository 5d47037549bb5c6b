// The rows that reports start from: events of people, and orders that count.
import type { Period } from '../../packages/wire/report.ts'
import { sql } from '../storage/sql.ts'
import type { Sql } from '../storage/sql.ts'
import type { ReportSource } from './report.ts'

/** Events of the period, without those of robots and without heat, which is no event of its own but of clicks. */
export function eventsIn({ driver }: ReportSource, period: Period): Sql {
  return sql`(
    select * from ${driver.dialect.events()}
    where site = ${period.site} and time_ms >= ${period.fromMs} and time_ms < ${period.toMs}
      and not bot and type <> 'heat')`
}

/**
 * Orders of the period: the first purchase ever seen of each `transaction_id`. A thank-you page that is loaded
 * again, today or next month, adds nothing.
 */
export function ordersIn({ driver }: ReportSource, period: Period): Sql {
  return sql`(
    select * from (
      select visitor, time_ms, value, revenue, body, row_number() over (
        partition by transaction_id order by time_ms, received_ms, stream, seq) as place
      from ${driver.dialect.events()}
      where site = ${period.site} and type = 'purchase' and time_ms < ${period.toMs} and not bot
    ) purchases
    where place = 1 and time_ms >= ${period.fromMs})`
}
