// How complete the numbers are: what pages numbered, and what became of it.
import { QUEUE_AGE_MAX_MS } from '../../packages/wire/limits.ts'
import type { Period } from '../../packages/wire/report.ts'
import { createSeqRanges } from '../seq-ranges.ts'
import type { SeqRanges } from '../seq-ranges.ts'
import { sql } from '../storage/sql.ts'
import type { Sql } from '../storage/sql.ts'
import type { Report, ReportSource } from './report.ts'

interface Totals {
  streams: number
  unfollowedStreams: number
  emitted: number
  received: number
  missing: number
  pending: number
}

/**
 * Counts whole streams: those of which the first sign came in the period, robots' left out. Emitted is the highest
 * seq told by any batch, event or later page. A void counts where nothing arrived after all, once, by the reason
 * told first. The rest is pending while a page may still hold it, missing after that. Imported streams need no
 * later page to tell their end.
 */
export const delivery: Report<'delivery'> = async (ask, source) => {
  const streams = streamsIn(source, ask)
  const settledMs = source.nowMs - QUEUE_AGE_MAX_MS
  const [[totals], voided] = await Promise.all([
    source.driver.select<Totals>(sql`
      select count(*) as "streams",
        coalesce(sum(case when followed = 1 then 0 else 1 end), 0) as "unfollowedStreams",
        coalesce(sum(emitted), 0) as "emitted", coalesce(sum(received), 0) as "received",
        coalesce(sum(case when last_ms < ${settledMs} then emitted - received else 0 end), 0)
          as "missing",
        coalesce(sum(case when last_ms < ${settledMs} then 0 else emitted - received end), 0)
          as "pending"
      from ${streams} streams_in`),
    countVoids(source, ask, settledMs),
  ])
  if (!totals) throw new Error('an aggregate gave no row')
  return {
    emitted: totals.emitted,
    received: totals.received,
    voided: voided.byReason,
    pending: totals.pending - voided.ofPending,
    missing: totals.missing - voided.ofMissing,
    streams: totals.streams,
    unfollowedStreams: totals.unfollowedStreams,
  }
}

/** One row a stream: its highest seq told, how many arrived, when it was first and last heard of. */
function streamsIn({ driver }: ReportSource, period: Period): Sql {
  return sql`(
    select stream, max(emitted) as emitted, sum(received) as received, max(followed) as followed,
      max(received_ms) as last_ms
    from (
      select stream, seq as emitted, 1 as received, case when imported then 1 else 0 end as followed,
        received_ms, case when bot then 1 else 0 end as bot
      from ${driver.dialect.events()} where site = ${period.site}
      union all
      select stream, emitted, 0, case when followed then 1 else 0 end, received_ms, 0
      from streams where site = ${period.site}
    ) told
    group by stream
    having min(received_ms) >= ${period.fromMs} and min(received_ms) < ${period.toMs}
      and max(bot) = 0)`
}

interface Voided {
  readonly byReason: Record<string, number>
  /** How many of them would otherwise be taken for missing, or for pending. */
  ofMissing: number
  ofPending: number
}

interface VoidRow {
  stream: string
  emitted: number
  last_ms: number
  from_seq: number
  to_seq: number
  reason: string
}

/** Ranges overlap each other and what arrived: sorting that out is done here, for few streams have voids. */
async function countVoids(
  source: ReportSource,
  period: Period,
  settledMs: number,
): Promise<Voided> {
  const { select, dialect } = source.driver
  const [voids, arrived] = await Promise.all([
    select<VoidRow>(sql`
      select voids.stream as stream, emitted, last_ms, from_seq, to_seq, reason
      from voids join ${streamsIn(source, period)} streams_in on voids.stream = streams_in.stream
      where site = ${period.site}
      order by received_ms, from_seq, to_seq, reason`),
    select<{ stream: string; seq: number }>(sql`
      select stream, seq from ${dialect.events()}
      where site = ${period.site}
        and stream in (select stream from voids where site = ${period.site})
      order by stream, seq`),
  ])
  const accounted = new Map<string, SeqRanges>()
  const accountedOf = (stream: string): SeqRanges => {
    const ranges = accounted.get(stream) ?? createSeqRanges()
    accounted.set(stream, ranges)
    return ranges
  }
  for (const { stream, seq } of arrived) accountedOf(stream).add(seq, seq)
  const voided: Voided = { byReason: {}, ofMissing: 0, ofPending: 0 }
  for (const { stream, emitted, last_ms, from_seq, to_seq, reason } of voids) {
    const to = Math.min(to_seq, emitted)
    const fresh = to < from_seq ? 0 : accountedOf(stream).add(from_seq, to)
    voided.byReason[reason] = (voided.byReason[reason] ?? 0) + fresh
    if (last_ms < settledMs) voided.ofMissing += fresh
    else voided.ofPending += fresh
  }
  return voided
}
