// What recommendations led to: how often each slot was shown and chosen from, and what was ordered after that.
import type { SlotRow } from '../../packages/wire/report.ts'
import { sql } from '../storage/sql.ts'
import type { Report } from './report.ts'
import { eventsIn, ordersIn } from './selection.ts'

const PREFIX = 'tidemark:'
const ANY_SLOT = `${PREFIX}%`
/** A choice so long before an order has led to it. */
const LEADS_MS = 7 * 86_400_000

interface ListRow {
  list: string
  views: number
  clicks: number
}

interface BodyRow {
  visitor: string
  time_ms: number
  body: string
}

interface Item {
  readonly item_id: string
  readonly price?: number
  readonly quantity?: number
}

const itemsIn = (body: string): readonly Item[] =>
  (JSON.parse(body) as { items?: readonly Item[] }).items ?? []

/**
 * An order is a slot's where it holds a product that the same visitor chose there within the seven days before; the
 * last choice of a product counts. Revenue is the order's, by the share that such products have of the prices of all its
 * products (by their number, where it names no prices), to the whole minor unit. Robots are left out, and so is whoever has no visitor id, from orders.
 */
export const recommend: Report<'recommend'> = async (ask, source) => {
  const { select } = source.driver
  const before = { ...ask, fromMs: ask.fromMs - LEADS_MS }
  const chosen = sql`
    select visitor, time_ms, item_list, body, stream, seq from ${eventsIn(source, before)} events_in
    where type = 'select_item' and item_list like ${ANY_SLOT} and visitor <> ''`
  const [lists, clicks, orders, [all]] = await Promise.all([
    select<ListRow>(sql`
      select item_list as "list",
        sum(case when type = 'view_item_list' then 1 else 0 end) as "views",
        sum(case when type = 'select_item' then 1 else 0 end) as "clicks"
      from ${eventsIn(source, ask)} events_in
      where item_list like ${ANY_SLOT} group by item_list`),
    select<BodyRow & { item_list: string }>(sql`
      select visitor, time_ms, item_list, body from (${chosen}) chosen
      order by time_ms, stream, seq`),
    select<BodyRow & { revenue: number | null }>(sql`
      select visitor, time_ms, revenue, body from ${ordersIn(source, ask)} orders_in
      where visitor in (select visitor from (${chosen}) chosen)`),
    select<{ orders: number; revenue: number }>(sql`
      select count(*) as "orders", coalesce(sum(revenue), 0) as "revenue"
      from ${ordersIn(source, ask)} orders_in`),
  ])
  const rows = new Map<string, SlotRow>()
  const rowOf = (list: string): SlotRow => {
    const slot = list.slice(PREFIX.length)
    const row = rows.get(slot) ?? { slot, views: 0, clicks: 0, orders: 0, revenue: 0 }
    rows.set(slot, row)
    return row
  }
  for (const { list, ...counts } of lists) Object.assign(rowOf(list), counts)
  const lastChoice = choicesOf(clicks)
  for (const { visitor, time_ms, revenue, body } of orders) {
    const items = itemsIn(body)
    const shares = sharesOf(items, ({ item_id }) => lastChoice(visitor, item_id, time_ms))
    for (const [list, share] of shares) {
      const row = rowOf(list)
      row.orders++
      row.revenue += Math.round((revenue ?? 0) * share)
    }
  }
  const { orders: total = 0, revenue = 0 } = all ?? {}
  return { currency: source.site.currency, rows: [...rows.values()], orders: total, revenue }
}

/** The slot in which a visitor last chose a product before a time, if that was not too long before. */
function choicesOf(clicks: readonly (BodyRow & { item_list: string })[]) {
  const choices = new Map<string, { timeMs: number; list: string }[]>()
  for (const { visitor, time_ms, item_list, body } of clicks)
    for (const { item_id } of itemsIn(body)) {
      const key = `${visitor} ${item_id}`
      const known = choices.get(key) ?? []
      choices.set(key, known)
      known.push({ timeMs: time_ms, list: item_list })
    }
  return (visitor: string, item: string, timeMs: number): string | undefined => {
    const last = choices.get(`${visitor} ${item}`)?.findLast((choice) => choice.timeMs <= timeMs)
    return last && last.timeMs >= timeMs - LEADS_MS ? last.list : undefined
  }
}

/** By slot the part of an order that it led to. */
function sharesOf(
  items: readonly Item[],
  slotOf: (item: Item) => string | undefined,
): Map<string, number> {
  const hasPrices = items.some(({ price }) => price)
  const worth = ({ price = 0, quantity = 1 }: Item) => (hasPrices ? price * quantity : quantity)
  const whole = items.reduce((sum, item) => sum + worth(item), 0)
  const shares = new Map<string, number>()
  for (const item of items) {
    const slot = slotOf(item)
    if (slot !== undefined)
      shares.set(slot, (shares.get(slot) ?? 0) + (whole ? worth(item) / whole : 0))
  }
  return shares
}
