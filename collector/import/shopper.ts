// One simulated shopper's visit: seeded, assigned as a real page would assign them, with effects that are known.
import { assign } from '../../packages/experiments/assign.ts'
import { isFor } from '../../packages/experiments/targeting.ts'
import type { AnyEvent, Batch, Item } from '../../packages/wire/event.ts'
import type { PageExperiment } from '../../packages/wire/experiment.ts'
import { createDice } from './dice.ts'
import type { Dice } from './dice.ts'
import { DEVICES, MARKETS, PRODUCTS, SOURCES } from './sample-shop.ts'
import type { SampleMarket } from './sample-shop.ts'

/** What is true of these shoppers, and what results are to find. */
export interface Truth {
  readonly seed: string
  /** Share of those who see the control that order. */
  readonly conversion: number
  /** By experiment and variation (`hero=bold`): how much more of them order, 0.2 for a fifth. */
  readonly lifts: Readonly<Record<string, number>>
  readonly experiments: readonly PageExperiment[]
}

export interface Visit {
  readonly batch: Batch
  readonly userAgent: string
  /** Experiment and variation that were seen. */
  readonly seen: readonly string[]
  readonly ordered: boolean
}

/** Products are looked at in the order of the list, up to so many: neighbours go together. */
const COMPANIONS = 3

/** The visit of the shopper with this number, over at `nowMs`; the same for the same seed. */
export function visitOf(
  truth: Truth,
  site: string,
  origin: string,
  at: { number: number; nowMs: number },
): Visit {
  const id = `${truth.seed}-${at.number}`
  const dice = createDice(id)
  const market = dice.pick(MARKETS)
  const { width, userAgent } = dice.pick(DEVICES)
  const visitor = `simulated-${id}`
  const seen = truth.experiments.flatMap((experiment) => {
    const situation = { path: '/', width, market: market.country, isNew: true, attributes: {} }
    const variation = isFor(experiment.targeting, situation)
      ? assign(experiment, visitor)
      : undefined
    return variation ? [{ experiment: experiment.key, variation: variation.key }] : []
  })
  const names = seen.map(({ experiment, variation }) => `${experiment}=${variation}`)
  const lift = names.reduce((product, name) => product * (1 + (truth.lifts[name] ?? 0)), 1)
  const ordered = dice.chance(Math.min(1, truth.conversion * lift))
  const events = walk(dice, market, { origin, id, seen, ordered })
  const lastMs = events.at(-1)?.timeMs ?? 0
  const shifted = events.map((event) => ({ ...event, timeMs: event.timeMs - lastMs + at.nowMs }))
  const batch: Batch = {
    site,
    sdk: 'simulation',
    stream: `simulated-stream-${id}`,
    sentMs: at.nowMs,
    emitted: events.length,
    grant: { analytics: 'full', experiments: 'full', recommendations: 'full' },
    visitor,
    language: market.language,
    width,
    events: shifted,
  }
  return { batch, userAgent, seen: names, ordered }
}

interface Walk {
  readonly origin: string
  readonly id: string
  readonly seen: readonly { experiment: string; variation: string }[]
  readonly ordered: boolean
}

function walk(dice: Dice, market: SampleMarket, { origin, id, seen, ordered }: Walk): AnyEvent[] {
  const events: AnyEvent[] = []
  const session = `simulated-session-${id}`
  let timeMs = 0
  let url = `${origin}/${dice.pick(SOURCES).query}`
  const tell = (type: AnyEvent['type'], body: object): void => {
    events.push({ seq: events.length + 1, type, timeMs, session, url, body } as AnyEvent)
    // A visit is as short as its sending, so that none began before the experiment that it takes part in.
    timeMs += Math.floor(dice.between(5, 40))
  }
  tell('page_view', { title: 'Harbour & Loom' })
  for (const exposure of seen) tell('exposure', exposure)
  const first = Math.floor(dice.between(0, PRODUCTS.length))
  const looked = ordered || dice.chance(0.6) ? 1 + Math.floor(dice.between(0, COMPANIONS)) : 0
  const items: Item[] = Array.from({ length: looked }, (_, step) => {
    const product = PRODUCTS[(first + step) % PRODUCTS.length]!
    return {
      item_id: product.id,
      item_name: product.name,
      item_category: product.category,
      price: Math.round(product.price * market.perCent),
      quantity: 1,
    }
  })
  const moneyOf = (some: readonly Item[]) => ({
    items: some,
    currency: market.currency,
    value: some.reduce((sum, { price = 0, quantity = 1 }) => sum + price * quantity, 0),
  })
  for (const item of items) {
    url = `${origin}/p/${item.item_id}`
    tell('page_view', { title: item.item_name })
    tell('view_item', moneyOf([item]))
  }
  if (ordered) {
    for (const item of items) tell('add_to_cart', moneyOf([item]))
    url = `${origin}/checkout`
    tell('begin_checkout', moneyOf(items))
    url = `${origin}/thank-you`
    tell('purchase', { ...moneyOf(items), transaction_id: `simulated-order-${id}` })
  }
  return events
}
