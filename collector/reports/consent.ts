// How visitors answered the question, and how many of the shop's orders its pages have told of.
import type { ConsentReport, ConsentRow, Period } from '../../packages/wire/report.ts'
import { sql } from '../storage/sql.ts'
import type { Sql } from '../storage/sql.ts'
import type { Report, ReportSource } from './report.ts'
import { wilson } from './wilson.ts'

const DAY_MS = 86_400_000
const ROWS_MAX = 50
const DIMENSIONS = {
  country: sql`country`,
  device: sql`device`,
  language: sql`language`,
  notice: sql`notice`,
}

interface Counts {
  given: number
  changed: number
  refused: number
  withdrawn: number
  answers: number
  gpc: number
  p25: number | null
  p50: number | null
  p75: number | null
}

/**
 * - Accepted / (accepted + refused), of those who were asked and answered; who left without an answer is in neither.
 * - Accepted: at least one purpose. A later change of a yes is counted beside, a withdrawal too.
 * - Answers are kept by UTC day: those of each day that begins in the period.
 * - Time to a yes in whole steps, of those who gave one; of a no nothing is told.
 * - Coverage: of orders that the shop's server or an import has told, those that a page has told as well.
 */
export const consent: Report<'consent'> = async (ask, source) => {
  const [totals, coverage, ...rows] = await Promise.all([
    countChoices(source, ask),
    countOrders(source, ask),
    ...Object.values(DIMENSIONS).map((dimension) => rowsBy(dimension, source, ask)),
  ])
  const { given, changed, refused, withdrawn, answers, gpc, p25, p50, p75 } = totals
  return {
    given,
    changed,
    refused,
    withdrawn,
    rate: wilson(given, given + refused),
    gpc: answers === 0 ? null : gpc / answers,
    seconds: p25 === null || p50 === null || p75 === null ? null : { p25, p50, p75 },
    by: Object.fromEntries(
      Object.keys(DIMENSIONS).map((dimension, at) => [dimension, rows[at]]),
    ) as unknown as ConsentReport['by'],
    coverage,
  }
}

const choicesIn = ({ site, fromMs, toMs }: Period) => sql`
  select * from choices where site = ${site}
    and received_ms >= ${Math.ceil(fromMs / DAY_MS) * DAY_MS} and received_ms < ${toMs}`

async function countChoices({ driver }: ReportSource, period: Period): Promise<Counts> {
  const count = (choice: string) =>
    sql`coalesce(sum(case when choice = ${choice} then 1 else 0 end), 0)`
  const quantile = (share: number) =>
    sql`quantile_disc(case when choice = 'given' then seconds end, ${share})`
  const [counts] = await driver.select<Counts>(sql`
    select ${count('given')} as "given", ${count('changed')} as "changed",
      ${count('refused')} as "refused", ${count('withdrawn')} as "withdrawn",
      coalesce(sum(case when choice in ('given', 'refused') then 1 else 0 end), 0) as "answers",
      coalesce(sum(case when gpc and choice in ('given', 'refused') then 1 else 0 end), 0) as "gpc",
      ${quantile(0.25)} as "p25", ${quantile(0.5)} as "p50", ${quantile(0.75)} as "p75"
    from (${choicesIn(period)}) choices_in`)
  if (!counts) throw new Error('an aggregate gave no row')
  return counts
}

async function rowsBy(
  dimension: Sql,
  { driver }: ReportSource,
  period: Period,
): Promise<ConsentRow[]> {
  const rows = await driver.select<{ key: string; given: number; refused: number }>(sql`
    select ${dimension} as "key",
      sum(case when choice = 'given' then 1 else 0 end) as "given",
      sum(case when choice = 'refused' then 1 else 0 end) as "refused"
    from (${choicesIn(period)}) choices_in
    where choice in ('given', 'refused')
    group by ${dimension} order by count(*) desc, ${dimension} limit ${ROWS_MAX}`)
  return rows.map((row) => ({ ...row, rate: wilson(row.given, row.given + row.refused) }))
}

/** By the country of the server's telling, else of the page's. */
async function countOrders(
  { driver }: ReportSource,
  { site, fromMs, toMs }: Period,
): Promise<ConsentReport['coverage']> {
  return driver.select(sql`
    select country, count(*) as "told", sum(seen) as "seen" from (
      select transaction_id, max(case when imported then 0 else 1 end) as seen,
        coalesce(nullif(max(case when imported then country else '' end), ''), max(country)) as country
      from ${driver.dialect.events()}
      where site = ${site} and type = 'purchase' and transaction_id <> ''
        and not bot and not staff
      group by transaction_id
      having max(case when imported then 1 else 0 end) = 1
        and min(time_ms) >= ${fromMs} and min(time_ms) < ${toMs}
    ) orders
    group by country order by count(*) desc, country`)
}
