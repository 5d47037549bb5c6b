// Reads what may be learned from, a day at a time and the newest first, so that memory holds no more than a day.
import type { RecommendSettings } from '../../packages/wire/recommend.ts'
import type { Driver } from '../storage/driver.ts'
import { sql } from '../storage/sql.ts'
import type { LearnedRow } from './learn.ts'

export interface RowsAsk {
  readonly site: string
  readonly settings: RecommendSettings
  readonly nowMs: number
}

const DAY_MS = 86_400_000
const DAYS_MAX = 180
/** Where a shop has more, its older days are not needed. */
const ROWS_MAX = 3_000_000
const ROWS_PER_STEP = 5_000

/**
 * Views, carts and orders of visitors, without robots; only under a grant that the settings name. `share` is how much
 * of the time span has been read.
 */
export async function* readRows(
  { dialect, select }: Pick<Driver, 'dialect' | 'select'>,
  { site, settings, nowMs }: RowsAsk,
): AsyncIterable<{ rows: LearnedRow[]; share: number }> {
  const learnable = (fromMs: number, toMs: number) => sql`
    from ${dialect.events()}
    where site = ${site} and time_ms > ${fromMs} and time_ms <= ${toMs}
      and type in ('view_item', 'add_to_cart', 'purchase')
      and not bot and not staff and visitor <> '' and (may_train or ${settings.learnsUnder === 'analytics'})`
  const [oldest] = await select<{ timeMs: number | null }>(
    sql`select min(time_ms) as "timeMs" ${learnable(nowMs - DAYS_MAX * DAY_MS, nowMs)}`,
  )
  const days = Math.ceil((nowMs - (oldest?.timeMs ?? nowMs) + 1) / DAY_MS)
  let read = 0
  for (let day = 0; day < days && read < ROWS_MAX; day++) {
    const toMs = nowMs - day * DAY_MS
    const rows = await select<LearnedRow>(sql`
      select visitor, session, time_ms, type, host, path, currency, body
      ${learnable(toMs - DAY_MS, toMs)}
      order by time_ms desc, stream, seq desc`)
    read += rows.length
    for (let at = 0; at === 0 || at < rows.length; at += ROWS_PER_STEP)
      yield { rows: rows.slice(at, at + ROWS_PER_STEP), share: (day + 1) / days }
  }
}
