// The indicator board: visits, behaviour and orders of a period, beside the period of equal length just before.
import type { Compared, Overview, Period, TrendPoint } from '../../packages/wire/report.ts'
import { sql } from '../storage/sql.ts'
import { createCalendar } from './calendar.ts'
import type { Calendar } from './calendar.ts'
import type { Report, ReportSource } from './report.ts'
import { eventsIn, ordersIn } from './selection.ts'

/** With so much active time, one page view is no bounce (GA4's bound for an engaged session). */
const ENGAGED_MS = 10_000

/**
 * - A converting visitor is one with an order in the period; conversion rate = those / visitors.
 * - Orders are distinct `transaction_id`s, by the word of the shop's server where it has told them; revenue = theirs −
 *   refunds of the period.
 * - Average order value = revenue / orders that have a revenue: they told a value, and its currency has a rate.
 * - A bounce is a session with exactly one page view, less than ten seconds of engagement and no event but
 *   `page_view`, `user_engagement` and `sdk_error`.
 * - Dwell = active time / page views. Cart abandonment = sessions with `add_to_cart` and without `purchase` /
 *   sessions with `add_to_cart`.
 * - Robots and staff are left out of everything but `robotEvents` and `staffEvents`; visits without a visitor id count as no visitor.
 */
export const overview: Report<'overview'> = async (ask, source) => {
  const spanMs = ask.toMs - ask.fromMs
  const before = { site: ask.site, fromMs: ask.fromMs - spanMs, toMs: ask.fromMs }
  const calendar = createCalendar(ask, source.site.timeZone)
  const [now, previous, marked, trend] = await Promise.all([
    measure(source, ask),
    measure(source, before),
    countMarked(source, ask),
    readTrend(source, ask, calendar),
  ])
  const compared = (of: (figures: Figures) => number | null): Compared => ({
    value: of(now),
    previous: of(previous),
  })
  return {
    currency: source.site.currency,
    visitors: compared((figures) => figures.visitors),
    sessions: compared((figures) => figures.sessions),
    pageViews: compared((figures) => figures.pageViews),
    bounceRate: compared((figures) => share(figures.bounces, figures.sessions)),
    dwellMs: compared((figures) => share(figures.engagedMs, figures.pageViews)),
    conversionRate: compared((figures) => share(figures.buyers, figures.visitors)),
    orders: compared((figures) => figures.orders),
    averageOrderValue: compared((figures) => share(figures.revenue, figures.ordersWithRevenue)),
    revenue: compared((figures) => figures.revenue),
    cartAbandonment: compared((figures) => share(figures.abandonedCarts, figures.carts)),
    ordersWithoutRate: now.ordersWithoutRate,
    ...marked,
    trendUnit: calendar.unit,
    trend,
  }
}

interface Figures {
  visitors: number
  pageViews: number
  engagedMs: number
  sessions: number
  bounces: number
  carts: number
  abandonedCarts: number
  buyers: number
  orders: number
  ordersWithRevenue: number
  ordersWithoutRate: number
  revenue: number
}

type OrderFigures = Pick<
  Figures,
  'orders' | 'ordersWithRevenue' | 'ordersWithoutRate' | 'buyers' | 'revenue'
>

async function measure(source: ReportSource, period: Period): Promise<Figures> {
  const { select } = source.driver
  const events = eventsIn(source, period)
  const [[visits], [sessions], [orders], [refunds]] = await Promise.all([
    select<Pick<Figures, 'visitors' | 'pageViews' | 'engagedMs'>>(sql`
      select count(distinct nullif(visitor, '')) as "visitors",
        coalesce(sum(case when type = 'page_view' then 1 else 0 end), 0) as "pageViews",
        coalesce(sum(engaged_ms), 0) as "engagedMs"
      from ${events} events_in`),
    select<Pick<Figures, 'sessions' | 'bounces' | 'carts' | 'abandonedCarts'>>(sql`
      select count(*) as "sessions",
        coalesce(sum(case when views = 1 and engaged_ms < ${ENGAGED_MS} and others = 0
          then 1 else 0 end), 0) as "bounces",
        coalesce(sum(carted), 0) as "carts",
        coalesce(sum(case when carted = 1 and ordered = 0 then 1 else 0 end), 0)
          as "abandonedCarts"
      from (
        select session, sum(engaged_ms) as engaged_ms,
          sum(case when type = 'page_view' then 1 else 0 end) as views,
          sum(case when type in ('page_view', 'user_engagement', 'sdk_error') then 0 else 1 end)
            as others,
          max(case when type = 'add_to_cart' then 1 else 0 end) as carted,
          max(case when type = 'purchase' then 1 else 0 end) as ordered
        from ${events} events_in where session <> '' group by session
      ) sessions`),
    select<OrderFigures>(sql`
      select count(*) as "orders", count(revenue) as "ordersWithRevenue",
        coalesce(sum(case when value is not null and revenue is null then 1 else 0 end), 0)
          as "ordersWithoutRate",
        count(distinct nullif(visitor, '')) as "buyers", coalesce(sum(revenue), 0) as "revenue"
      from ${ordersIn(source, period)} orders_in`),
    select<Pick<Figures, 'revenue'>>(sql`
      select coalesce(sum(revenue), 0) as "revenue"
      from ${events} events_in where type = 'refund'`),
  ])
  if (!visits || !sessions || !orders || !refunds) throw new Error('an aggregate gave no row')
  return { ...visits, ...sessions, ...orders, revenue: orders.revenue - refunds.revenue }
}

async function countMarked(
  { driver }: ReportSource,
  period: Period,
): Promise<Pick<Overview, 'robotEvents' | 'staffEvents'>> {
  const [row] = await driver.select<Pick<Overview, 'robotEvents' | 'staffEvents'>>(sql`
    select coalesce(sum(case when bot then 1 else 0 end), 0) as "robotEvents",
      coalesce(sum(case when staff and not bot then 1 else 0 end), 0) as "staffEvents"
    from ${driver.dialect.events()}
    where site = ${period.site} and time_ms >= ${period.fromMs} and time_ms < ${period.toMs}
      and (bot or staff)`)
  return row ?? { robotEvents: 0, staffEvents: 0 }
}

/** Every hour or day of the period, those without events too. */
async function readTrend(
  source: ReportSource,
  period: Period,
  calendar: Calendar,
): Promise<TrendPoint[]> {
  const { select } = source.driver
  const events = eventsIn(source, period)
  const key = calendar.key(sql`time_ms`)
  const [visits, orders, refunds] = await Promise.all([
    select<Keyed<'visitors' | 'sessions' | 'pageViews'>>(sql`
      select ${key} as "key", count(distinct nullif(visitor, '')) as "visitors",
        count(distinct nullif(session, '')) as "sessions",
        sum(case when type = 'page_view' then 1 else 0 end) as "pageViews"
      from ${events} events_in group by 1`),
    select<Keyed<'orders' | 'revenue'>>(sql`
      select ${key} as "key", count(*) as "orders", coalesce(sum(revenue), 0) as "revenue"
      from ${ordersIn(source, period)} orders_in group by 1`),
    select<Keyed<'revenue'>>(sql`
      select ${key} as "key", -coalesce(sum(revenue), 0) as "revenue"
      from ${events} events_in where type = 'refund' group by 1`),
  ])
  const points = new Map<number, TrendPoint>(
    calendar.startsMs.map((startMs) => [
      calendar.keyOf(startMs),
      { startMs, visitors: 0, sessions: 0, pageViews: 0, orders: 0, revenue: 0 },
    ]),
  )
  for (const { key: at, revenue = 0, ...counts } of [...visits, ...orders, ...refunds]) {
    const point = points.get(at)
    if (!point) throw new Error('an event lies outside of the calendar')
    Object.assign(point, counts)
    point.revenue += revenue
  }
  return [...points.values()]
}

type Keyed<K extends keyof TrendPoint> = { key: number } & Partial<TrendPoint> & Pick<TrendPoint, K>

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
