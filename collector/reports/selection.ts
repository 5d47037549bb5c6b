// The rows that reports start from: events of people, and orders that count.
import type { Period } from '../../packages/wire/report.ts'
import { sql } from '../storage/sql.ts'
import type { Sql } from '../storage/sql.ts'
import type { ReportSource } from './report.ts'

/** Events of the period, without those of robots and staff, and without heat, which is no event of its own but of clicks. */
export function eventsIn({ driver }: ReportSource, period: Period): Sql {
  return sql`(
    select * from ${driver.dialect.events()}
    where site = ${period.site} and time_ms >= ${period.fromMs} and time_ms < ${period.toMs}
      and not bot and not staff and type <> 'heat')`
}

/**
 * Orders of the period: each `transaction_id` once, at the time of its first telling. A thank-you page that is loaded
 * again, today or next month, adds nothing. What the shop's server has told wins over what its pages told: its amounts
 * count; the visitor is the first that any telling names, and its products those of the best that names any.
 */
export function ordersIn({ driver }: ReportSource, period: Period): Sql {
  const told = sql`case when imported then 0 else 1 end, time_ms, received_ms, stream, seq`
  return sql`(
    select visitor, first_ms as time_ms, value, revenue, body from (
      select value, revenue,
        min(time_ms) over (partition by transaction_id) as first_ms,
        first_value(visitor) over (partition by transaction_id
          order by case when visitor = '' then 1 else 0 end, time_ms, received_ms, stream, seq) as visitor,
        first_value(body) over (partition by transaction_id
          order by case when cast(body as varchar) like ${ANY_ITEM} then 0 else 1 end, ${told}) as body,
        row_number() over (partition by transaction_id order by ${told}) as place
      from ${driver.dialect.events()}
      where site = ${period.site} and type = 'purchase' and not bot and not staff
    ) purchases
    where place = 1 and first_ms >= ${period.fromMs} and first_ms < ${period.toMs})`
}

const ANY_ITEM = '%"item_id"%'
