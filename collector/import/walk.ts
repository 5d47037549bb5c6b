// One visit of a simulated shopper: from the front page through what they look at to what they order.
import type { AnyEvent, Item } from '../../packages/wire/event.ts'
import { companionsOf } from './companions.ts'
import type { Dice } from './dice.ts'
import { PRODUCTS, SOURCES } from './sample-shop.ts'
import type { SampleMarket, SampleProduct } from './sample-shop.ts'
import { seasonOf } from './seasons.ts'

/** The most popular product is looked at so much more than the tenth as 10 to this is. */
const POPULARITY = 0.4

interface Looking {
  readonly looks: number
  readonly together: number
  readonly nowMs: number
}

/** What a visit looks at: often what goes with the last, else what is popular in this season; nothing twice. */
export function chooseProducts(dice: Dice, { looks, together, nowMs }: Looking): SampleProduct[] {
  const chosen: SampleProduct[] = []
  const left = new Map(
    PRODUCTS.map((product, rank) => [
      product.id,
      {
        product,
        weight: seasonOf(product.category, nowMs) / (rankOf(rank) + 1) ** POPULARITY,
      },
    ]),
  )
  while (chosen.length < Math.min(looks, PRODUCTS.length)) {
    const last = chosen.at(-1)
    const companions = last
      ? companionsOf(last.id).flatMap(({ id, strength }) => {
          const found = left.get(id)
          return found ? [{ product: found.product, weight: strength }] : []
        })
      : []
    const isTogether = companions.length > 0 && dice.chance(together)
    const { product } = dice.pick(isTogether ? companions : [...left.values()])
    left.delete(product.id)
    chosen.push(product)
  }
  return chosen
}

/** Scattered over the catalogue, so that no set is popular as a whole. */
function rankOf(place: number): number {
  return (place * 7) % PRODUCTS.length
}

interface Walk {
  readonly origin: string
  readonly id: string
  readonly exposures: readonly { readonly experiment: string; readonly variation: string }[]
  readonly products: readonly SampleProduct[]
  /** Share of products bought twice; undefined where nothing is ordered. */
  readonly doubles: number | undefined
}

/** What happens, from 0 ms on. */
export function walk(dice: Dice, market: SampleMarket, visit: Walk): AnyEvent[] {
  const { origin, id, exposures, products, doubles } = visit
  const events: AnyEvent[] = []
  const session = `simulated-session-${id}`
  let timeMs = 0
  let url = `${origin}/${dice.pick(SOURCES).query}`
  const tell = (type: AnyEvent['type'], body: object): void => {
    events.push({ seq: events.length + 1, type, timeMs, session, url, body } as AnyEvent)
    // A visit is as short as its sending, so that none began before the experiment that it takes part in.
    timeMs += Math.floor(dice.between(1, 6))
  }
  tell('page_view', { title: 'Harbour & Loom' })
  for (const exposure of exposures) tell('exposure', exposure)
  for (const product of products) {
    url = `${origin}/p/${product.id}`
    tell('page_view', { title: product.name })
    tell('view_item', moneyOf([itemOf(product, market, 1)], market))
  }
  if (doubles === undefined) return events
  // The last that was looked at, and often what came before it.
  const bought = products
    .slice(-3)
    .filter((product) => product === products.at(-1) || dice.chance(0.5))
    .map((product) => itemOf(product, market, dice.chance(doubles) ? 2 : 1))
  for (const item of bought) tell('add_to_cart', moneyOf([item], market))
  url = `${origin}/checkout`
  tell('begin_checkout', moneyOf(bought, market))
  url = `${origin}/thank-you`
  tell('purchase', { ...moneyOf(bought, market), transaction_id: `simulated-order-${id}` })
  return events
}

function itemOf(product: SampleProduct, { perCent }: SampleMarket, quantity: number): Item {
  const { id, name, category, price } = product
  return {
    item_id: id,
    item_name: name,
    item_category: category,
    price: Math.round(price * perCent),
    quantity,
  }
}

function moneyOf(items: readonly Item[], { currency }: SampleMarket) {
  const value = items.reduce((sum, { price = 0, quantity = 1 }) => sum + price * quantity, 0)
  return { items, currency, value }
}
