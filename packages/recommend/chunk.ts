// The part of recommendations that comes once they are granted: remembers what was looked at, and answers slots.
import { address } from '../core/index.ts'
import type { Item } from '../wire/event.ts'
import type { Card, SlotName } from '../wire/model.ts'
import { answer } from './answer.ts'
import type { Source } from './answer.ts'
import { detectProduct } from './detect.ts'
import type { Chunk, GetOptions, Heard, Running } from './feature.ts'
import { openHistory } from './history.ts'
import { openModel } from './model.ts'
import type { Recommendation } from './recommendation.ts'
import { watchSlots } from './watch-slots.ts'

/** Starts: from now on products are remembered, and slots are filled. */
export const begin: Chunk['begin'] = (context, options) => {
  const { env, on, listen } = context
  const history = openHistory()
  /** The product that the page is about. */
  let current: Card | undefined
  let { currency } = options
  let model: Promise<Source> | undefined
  /** What each slot of the page shows, so that none shows the same. */
  let shown = new Map<SlotName, readonly string[]>()
  let turn: Promise<unknown> = Promise.resolve()

  const hear = ([kind, { items, currency: told }]: Heard) => {
    currency = options.currency ?? told ?? currency
    for (const item of items) {
      const card = cardOf(item, told)
      if (kind === 'view_item' && items.length === 1)
        current = { ...card, url: address(env.location.href) }
      history.add({ ...(current?.id === card.id ? current : card), kind })
    }
  }
  const look = () => {
    const found = current ? undefined : detectProduct(env.document)
    if (!found) return
    current = { ...found, url: address(env.location.href) }
    history.add({ ...current, kind: 'view_item' })
  }

  const list = async (slot: SlotName, { count = 4, item }: GetOptions) => {
    look()
    const entries = await history.entries()
    const own = item ?? current?.id
    const about = entries.find(({ id }) => id === own) ?? (own ? { id: own } : undefined)
    const taken = new Set([...shown].flatMap(([name, ids]) => (name === slot ? [] : ids)))
    if (slot === 'recently-viewed')
      return entries
        .filter(({ id }) => id !== own && !taken.has(id))
        .slice(0, count)
        .map(({ kind: _kind, ...card }): Recommendation => ({ ...card, from: 'viewed' }))
    const source = await (model ??= openModel(env, options.model ?? '/r'))
    const listed = await answer(source, { slot, seen: entries, current: about, taken, count })
    return listed.map(({ score: _score, because, ...card }): Recommendation => {
      const name = entries.find(({ id }) => id === because)?.name
      return { ...card, because: because ? { id: because, name } : undefined }
    })
  }

  const get: Running['get'] = (slot, asked) => {
    const answered = turn.then(async () => {
      const found = await list(slot, asked)
      shown.set(slot, found.map(({ id }) => id))
      return found
    })
    turn = answered.catch(() => 0)
    return answered
  }

  let { href } = env.location
  on('page', () => {
    // A page that is shown for the first time has been the present one already.
    if (href === env.location.href) return
    href = env.location.href
    current = undefined
    shown = new Map()
  })
  if (env.document.readyState !== 'loading') look()
  listen('DOMContentLoaded', look)
  const stopSlots = watchSlots(context, options.loadSlot, ({ fillSlots }) =>
    fillSlots(context, get, () => currency),
  )
  return {
    hear,
    get,
    stop() {
      stopSlots()
      history.close()
    },
  }
}

function cardOf(item: Item, currency: string | undefined): Card {
  const { item_id, item_name, item_category, price } = item
  return {
    id: String(item_id),
    ...(item_name && { name: item_name }),
    ...(item_category && { category: item_category }),
    ...(price && currency && { prices: { [currency]: price } }),
  }
}
