// Counts what overview, pages, events and recommend must answer, row by row and straight from their definitions.
import type { Row } from '../../../collector/storage/columns.ts'
import type {
  Compared,
  EventRow,
  Overview,
  PageRow,
  SlotRow,
  TrendPoint,
} from '../../../packages/wire/report.ts'

export interface Span {
  fromMs: number
  toMs: number
}

type Figures = Record<FigureName, number | null>
type FigureName = {
  [K in keyof Overview]: Overview[K] extends Compared ? K : never
}[keyof Overview]

const HOUR_MS = 3_600_000
const BOUNCE_MS = 10_000
const IDLE_TYPES = ['page_view', 'user_engagement', 'sdk_error']

export function countOverview(rows: readonly Row[], span: Span): Omit<Overview, 'currency'> {
  const people = rows.filter((row) => !row.bot && !row.staff)
  const now = figuresOf(people, span)
  const before = figuresOf(people, {
    fromMs: span.fromMs - (span.toMs - span.fromMs),
    toMs: span.fromMs,
  })
  const compared = Object.fromEntries(
    Object.entries(now).map(([name, value]) => [
      name,
      { value, previous: before[name as FigureName] },
    ]),
  ) as Record<FigureName, Compared>
  return {
    ...compared,
    ordersWithoutRate: rowsIn(ordersOf(people), span).filter(lacksRate).length,
    robotEvents: rowsIn(rows, span).filter((row) => row.bot).length,
    staffEvents: rowsIn(rows, span).filter((row) => row.staff && !row.bot).length,
    trendUnit: 'hour',
    trend: hoursOf(span).map((startMs) => pointOf(people, startMs)),
  }
}

function pointOf(people: readonly Row[], startMs: number): TrendPoint {
  const figures = figuresOf(people, { fromMs: startMs, toMs: startMs + HOUR_MS })
  return {
    startMs,
    visitors: figures.visitors ?? 0,
    sessions: figures.sessions ?? 0,
    pageViews: figures.pageViews ?? 0,
    orders: figures.orders ?? 0,
    revenue: figures.revenue ?? 0,
  }
}

export function countPages(rows: readonly Row[], span: Span): PageRow[] {
  const people = rowsIn(rows, span).filter((row) => !row.bot && !row.staff)
  const views = people.filter((row) => row.type === 'page_view')
  const entries = [...groupBy(views, (row) => row.session).values()].map((group) => earliest(group))
  return [...groupBy(views, (row) => row.path)].map(([path, shown]) => {
    const engagements = shown.map((view) => engagementOf(view, people))
    const reaches = engagements.flatMap((parts) => furthest(parts) ?? [])
    return {
      path,
      visitors: visitorsOf(shown).size,
      pageViews: shown.length,
      entries: entries.filter((row) => row?.path === path).length,
      dwellMs: engagements.every((parts) => parts.length === 0)
        ? null
        : ratio(sum(engagements.flat().map((row) => row.engaged_ms)), shown.length),
      reach: ratio(sum(reaches), reaches.length),
    }
  })
}

export function countEvents(rows: readonly Row[], span: Span): EventRow[] {
  const people = rowsIn(rows, span).filter((row) => !row.bot && !row.staff)
  const groups = groupBy(people, (row) => `${row.type === 'custom'}/${row.name}`)
  return [...groups.values()].map((group) => ({
    name: group[0]?.name ?? '',
    custom: group[0]?.type === 'custom',
    events: group.length,
    visitors: visitorsOf(group).size,
  }))
}

interface Bought {
  readonly item_id: string
  readonly price: number
}

const itemsOf = (row: Row) => (row.body as { items: readonly Bought[] }).items

export function countRecommend(everyone: readonly Row[], span: Span): SlotRow[] {
  const people = everyone.filter((row) => !row.bot && !row.staff)
  const choices = people.filter((row) => row.type === 'select_item' && row.visitor !== '')
  /** The slot that led an order's visitor to one of its products. */
  const leader = (order: Row, item: string) =>
    choices
      .filter(
        (choice) =>
          choice.visitor === order.visitor &&
          choice.time_ms <= order.time_ms &&
          choice.time_ms >= order.time_ms - 7 * 24 * HOUR_MS &&
          itemsOf(choice).some(({ item_id }) => item_id === item),
      )
      .toSorted((a, b) => b.time_ms - a.time_ms)[0]?.item_list
  const orders = rowsIn(ordersOf(people), span)
  const lists = new Set(people.map((row) => row.item_list).filter(Boolean))
  return [...lists].flatMap((list) => {
    const shown = rowsIn(people, span).filter((row) => row.item_list === list)
    const led = orders.map((order) => ({
      order,
      items: itemsOf(order).filter(({ item_id }) => leader(order, item_id) === list),
    }))
    const theirs = led.filter(({ items }) => items.length > 0)
    const row = {
      slot: list.replace('tidemark:', ''),
      views: shown.filter(({ type }) => type === 'view_item_list').length,
      clicks: shown.filter(({ type }) => type === 'select_item').length,
      orders: theirs.length,
      revenue: sum(
        theirs.map(({ order, items }) => {
          const prices = sum(itemsOf(order).map(({ price }) => price))
          const part = prices
            ? sum(items.map(({ price }) => price)) / prices
            : items.length / itemsOf(order).length
          return Math.round(revenueOf(order) * part)
        }),
      ),
    }
    return row.views || row.clicks || row.orders ? [row] : []
  })
}

function figuresOf(everyone: readonly Row[], span: Span): Figures {
  const people = rowsIn(everyone, span)
  const visitors = visitorsOf(people).size
  const sessions = [...groupBy(people, (row) => row.session).values()]
  const carts = sessions.filter((session) => has(session, 'add_to_cart'))
  const pageViews = people.filter((row) => row.type === 'page_view').length
  const orders = rowsIn(ordersOf(everyone), span)
  const refunds = people.filter((row) => row.type === 'refund')
  const revenue = sum(orders.map(revenueOf)) - sum(refunds.map(revenueOf))
  const paid = orders.filter((order) => order.revenue !== null)
  return {
    visitors,
    sessions: sessions.length,
    pageViews,
    bounceRate: ratio(sessions.filter(isBounce).length, sessions.length),
    dwellMs: ratio(sum(people.map((row) => row.engaged_ms)), pageViews),
    conversionRate: ratio(visitorsOf(orders).size, visitors),
    orders: orders.length,
    averageOrderValue: ratio(revenue, paid.length),
    revenue,
    cartAbandonment: ratio(carts.filter((cart) => !has(cart, 'purchase')).length, carts.length),
  }
}

function isBounce(session: readonly Row[]): boolean {
  return (
    session.filter((row) => row.type === 'page_view').length === 1 &&
    sum(session.map((row) => row.engaged_ms)) < BOUNCE_MS &&
    session.every((row) => IDLE_TYPES.includes(row.type))
  )
}

/** Of each transaction one: made when it was first told, worth what the server says, else what was told first. */
function ordersOf(rows: readonly Row[]): Row[] {
  const orders = rows.filter((row) => row.type === 'purchase')
  return [...groupBy(orders, (row) => row.transaction_id).values()].flatMap((tellings) => {
    const first = earliest(tellings)
    const best = earliest(tellings.filter((row) => row.imported)) ?? first
    if (!first || !best) return []
    const named = earliest(tellings.filter((row) => row.visitor !== ''))
    const withItems = tellings.filter((row) => itemsOf(row)?.length)
    const listed = earliest(withItems.filter((row) => row.imported)) ?? earliest(withItems) ?? best
    const visitor = named?.visitor ?? ''
    return { ...best, visitor, time_ms: first.time_ms, body: listed.body }
  })
}

function lacksRate(order: Row): boolean {
  return order.value !== null && order.revenue === null
}

function engagementOf(view: Row, rows: readonly Row[]): Row[] {
  return rows.filter(
    (row) => row.type === 'user_engagement' && row.stream === view.stream && row.view === view.seq,
  )
}

function furthest(engagements: readonly Row[]): number | null {
  const reaches = engagements.flatMap((row) => row.reach ?? [])
  return reaches.length === 0 ? null : Math.max(...reaches)
}

function earliest(rows: readonly Row[]): Row | undefined {
  return rows.toSorted((a, b) => a.time_ms - b.time_ms || a.seq - b.seq)[0]
}

function hoursOf({ fromMs, toMs }: Span): number[] {
  return Array.from({ length: (toMs - fromMs) / HOUR_MS }, (_, index) => fromMs + index * HOUR_MS)
}

function rowsIn(rows: readonly Row[], { fromMs, toMs }: Span): Row[] {
  return rows.filter((row) => row.time_ms >= fromMs && row.time_ms < toMs)
}

function visitorsOf(rows: readonly Row[]): Set<string> {
  return new Set(rows.map((row) => row.visitor).filter((visitor) => visitor !== ''))
}

function has(rows: readonly Row[], type: string): boolean {
  return rows.some((row) => row.type === type)
}

function revenueOf(row: Row): number {
  return row.revenue ?? 0
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0)
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}
