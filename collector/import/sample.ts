// Plausible visits to a shop over the last 60 days, the same for the same day whenever they are made.
import type { AnyEvent, ImportedBatch, Item } from '../../packages/wire/event.ts'
import { IMPORT_SDK } from './batches.ts'
import type { SourceEvent } from './batches.ts'
import { createDice } from './dice.ts'
import type { Dice } from './dice.ts'
import { HEAT_SAMPLE, heatOf } from './sample-heat.ts'
import { DEVICES, MARKETS, PRODUCTS, SOURCES } from './sample-shop.ts'
import type { SampleMarket, SampleProduct } from './sample-shop.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const DAYS_DEFAULT = 60
const SESSIONS_PER_DAY = 150
const VISITORS = 7_000
/** How often the next product that is looked at is the one beside the last. */
const NEIGHBOUR = 0.6
const ORIGIN = 'https://shop.example'
/** Sundays and evenings are busy. */
const BY_WEEKDAY = [1.25, 0.95, 0.9, 0.92, 0.95, 0.98, 1.1]

/** Visits that had ended before this hour began: made again within the hour, they are the same. */
export async function* sampleVisits(
  site: string,
  nowMs: number,
  days = DAYS_DEFAULT,
): AsyncIterable<ImportedBatch> {
  const endMs = nowMs - (nowMs % HOUR_MS)
  const lastDay = Math.floor(endMs / DAY_MS)
  for (let day = lastDay - days + 1; day <= lastDay; day++) {
    const dice = createDice(`sample ${day}`)
    const weekday = new Date(day * DAY_MS).getUTCDay()
    const sessions = Math.round(
      SESSIONS_PER_DAY * (BY_WEEKDAY[weekday] ?? 1) * dice.between(0.9, 1.1),
    )
    for (let number = 0; number < sessions; number++) {
      const visit = createVisit(dice, site, `${day}-${number}`, startOf(dice, day))
      const last = visit.events.at(-1)
      if (last && last.timeMs < endMs) yield visit
    }
  }
}

function startOf(dice: Dice, day: number): number {
  const hour = dice.chance(0.6) ? dice.between(15, 22) : dice.between(6, 23)
  return day * DAY_MS + Math.floor(hour * HOUR_MS)
}

function createVisit(dice: Dice, site: string, id: string, startMs: number): ImportedBatch {
  const market = dice.pick(MARKETS)
  const { device, browser, width } = dice.pick(DEVICES)
  // Squared, so that some visitors come often and most once or twice.
  const visitor = `sample-visitor-${Math.floor(dice.between(0, 1) ** 2 * VISITORS)}`
  const events = walk(dice, market, { session: `sample-session-${id}`, startMs, width })
  return {
    site,
    sdk: IMPORT_SDK,
    stream: `sample-stream-${id}`,
    sentMs: events.at(-1)?.timeMs ?? startMs,
    emitted: events.length,
    grant: { analytics: 'full', heatmaps: 'full', recommendations: 'full' },
    visitor,
    country: market.country,
    language: market.language,
    device,
    browser,
    width,
    events,
  }
}

interface Teller {
  readonly events: AnyEvent[]
  readonly tell: (event: Pick<SourceEvent, 'type' | 'body'>) => void
  /** Opens a page. */
  readonly visit: (path: string, title: string, referrer?: string) => void
  /** Looks at it for about so long. */
  readonly read: (seconds: number) => void
}

interface Walker {
  readonly session: string
  readonly startMs: number
  readonly width: number
}

/** Tells what happens, each thing a little after the last. */
function createTeller(dice: Dice, { session, startMs, width }: Walker): Teller {
  const events: AnyEvent[] = []
  // Of its own, so that the visits are the same with heatmaps and without.
  const heat = createDice(`heat ${session}`)
  const isRecorded = heat.chance(HEAT_SAMPLE / 100)
  let timeMs = startMs
  let url = `${ORIGIN}/`
  const tell: Teller['tell'] = (event) => {
    events.push({ ...event, seq: events.length + 1, timeMs, session, url } as AnyEvent)
    timeMs += Math.floor(dice.between(500, 2_500))
  }
  return {
    events,
    tell,
    visit(path, title, referrer) {
      url = `${ORIGIN}${path}`
      tell({ type: 'page_view', body: { title, ...(referrer ? { referrer } : {}) } })
      if (isRecorded) tell({ type: 'heat', body: heatOf(heat, path.split('?')[0]!, width) })
    },
    read(seconds) {
      const view = events.findLast(({ type }) => type === 'page_view')?.seq ?? 1
      const activeMs = Math.floor(dice.between(0.5, 1.8) * seconds * 1000)
      timeMs += activeMs
      const body = {
        view,
        engagement_time_msec: activeMs,
        percent_scrolled: Math.floor(dice.between(20, 100)),
      }
      tell({ type: 'user_engagement', body })
    },
  }
}

/** Goes through the shop, from landing as far down the funnel as the dice let it. */
function walk(dice: Dice, market: SampleMarket, walker: Walker): AnyEvent[] {
  const teller = createTeller(dice, walker)
  const { events, tell, visit, read } = teller
  const { referrer, query } = dice.pick(SOURCES)
  const landing = dice.chance(0.45) ? dice.pick(PRODUCTS).category : ''
  visit(`/${landing && `c/${landing}`}${query}`, landing || 'Harbour & Loom', referrer)
  if (dice.chance(0.36)) return events
  read(25)

  const cart: Item[] = []
  const productsSeen = 1 + Math.floor(dice.between(0, 1) ** 2 * 6)
  let product = dice.pick(PRODUCTS)
  for (let seen = 0; seen < productsSeen; seen++) {
    if (seen > 0) product = nextAfter(product, dice)
    const item = itemOf(product, market)
    lookAt(teller, product, market, seen > 0 && dice.chance(0.3))
    if (dice.chance(0.06)) {
      cart.push({ ...item, quantity: dice.chance(0.8) ? 1 : 2 })
      tell({ type: 'add_to_cart', body: moneyOf(cart.slice(-1), market) })
    }
  }
  if (cart.length > 0 && !dice.chance(0.25)) checkOut(teller, dice, cart, market)
  return events
}

function checkOut(
  { tell, visit, read, events }: Teller,
  dice: Dice,
  cart: readonly Item[],
  market: SampleMarket,
): void {
  visit('/cart', 'Cart')
  tell({ type: 'view_cart', body: moneyOf(cart, market) })
  read(20)
  if (dice.chance(0.35)) return
  visit('/checkout', 'Checkout')
  tell({ type: 'begin_checkout', body: moneyOf(cart, market) })
  tell({ type: 'add_shipping_info', body: moneyOf(cart, market) })
  read(50)
  if (dice.chance(0.25)) return
  tell({ type: 'add_payment_info', body: moneyOf(cart, market) })
  visit('/thank-you', 'Thank you')
  const transaction_id = events[0]!.session.replace('sample-session', 'sample-order')
  tell({ type: 'purchase', body: { ...moneyOf(cart, market), transaction_id } })
  if (dice.chance(0.04))
    tell({ type: 'refund', body: { ...moneyOf(cart.slice(0, 1), market), transaction_id } })
}

/** A product's page, found in the list of its category or in what was recommended on the last one's. */
function lookAt(
  { tell, visit, read }: Teller,
  product: SampleProduct,
  market: SampleMarket,
  isRecommended: boolean,
): void {
  const item = itemOf(product, market)
  const item_list_id = isRecommended ? 'tidemark:related' : product.category
  const list = { items: [item], currency: market.currency, item_list_id }
  if (!isRecommended) {
    visit(`/c/${product.category}`, product.category)
    tell({ type: 'view_item_list', body: list })
  }
  tell({ type: 'select_item', body: list })
  visit(`/p/${product.id}`, product.name)
  tell({ type: 'view_item', body: moneyOf([item], market) })
  const beside = {
    items: [itemOf(neighbourOf(product), market)],
    currency: market.currency,
    item_list_id: 'tidemark:related',
  }
  tell({ type: 'view_item_list', body: beside })
  read(60)
}

/** Mostly the neighbour, so that there is something to learn. */
function nextAfter(product: SampleProduct, dice: Dice): SampleProduct {
  return dice.chance(NEIGHBOUR) ? neighbourOf(product) : dice.pick(PRODUCTS)
}

function neighbourOf(product: SampleProduct): SampleProduct {
  return PRODUCTS[(PRODUCTS.indexOf(product) + 1) % PRODUCTS.length] ?? product
}

function itemOf(product: SampleProduct, market: SampleMarket): Item {
  return {
    item_id: product.id,
    item_name: product.name,
    item_category: product.category,
    price: Math.round(product.price * market.perCent),
    quantity: 1,
  }
}

function moneyOf(
  items: readonly Item[],
  { currency }: SampleMarket,
): { items: readonly Item[]; currency: string; value: number } {
  const value = items.reduce((sum, item) => sum + (item.price ?? 0) * (item.quantity ?? 1), 0)
  return { items, currency, value }
}
