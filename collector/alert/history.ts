// Asks the store when each site's last event came from a page, and how many came in each hour of the days before.
import type { Driver } from '../storage/driver.ts'
import { sql } from '../storage/sql.ts'
import { HISTORY_MS, HOUR_MS } from './expected.ts'

export interface History {
  /** When the last event was received, of each site that has any. */
  readonly last: () => Promise<ReadonlyMap<string, number>>
  /** Events by hour of the day (UTC) in the two weeks up to `lastMs`. */
  readonly byHour: (site: string, lastMs: number) => Promise<readonly number[]>
}

/** Imports and servers are no pages: they go on while the script of a shop is broken. */
export function createHistory({ select, dialect }: Pick<Driver, 'select' | 'dialect'>): History {
  return {
    last: async () => {
      const rows = await select<{ site: string; lastMs: number }>(sql`
        select site, max(received_ms) as "lastMs" from ${dialect.events()}
        where not imported group by site`)
      return new Map(rows.map(({ site, lastMs }) => [site, lastMs]))
    },
    byHour: async (site, lastMs) => {
      const rows = await select<{ hourMs: number; events: number }>(sql`
        select received_ms % ${24 * HOUR_MS} - received_ms % ${HOUR_MS} as "hourMs", count(*) as "events"
        from ${dialect.events()}
        where site = ${site} and not imported
          and received_ms > ${lastMs - HISTORY_MS} and received_ms <= ${lastMs}
        group by 1`)
      const byHour = Array.from({ length: 24 }, () => 0)
      for (const { hourMs, events } of rows) byHour[hourMs / HOUR_MS] = events
      return byHour
    },
  }
}
