// What visitors do right now: the last events that came from browsers, the newest first.
import type { LiveEvent } from '../../packages/wire/report.ts'
import { sql } from '../storage/sql.ts'
import type { Report } from './report.ts'

const SHOWN_MAX = 50
const RECENT_MS = 30 * 60_000

/** Events received in the last half hour, at most 50; neither imports nor robots. */
export const live: Report<'live'> = async (ask, { driver, nowMs }) => ({
  events: await driver.select<LiveEvent>(sql`
    select time_ms as "timeMs", name, path, country, device, browser, value, currency
    from ${driver.dialect.events()}
    where site = ${ask.site} and received_ms >= ${nowMs - RECENT_MS} and not bot and not staff and not imported
      and type <> 'heat'
    order by received_ms desc, stream, seq desc limit ${SHOWN_MAX}`),
})
