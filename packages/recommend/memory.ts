// What the visitor looks at, as pages tell it: kept on the device, and which product the present page is about.
import { address } from '../core/index.ts'
import type { Context } from '../core/index.ts'
import type { Item } from '../wire/event.ts'
import type { Card } from '../wire/model.ts'
import { detectProduct } from './detect.ts'
import type { Heard } from './feature.ts'
import { openHistory } from './history.ts'
import type { Entry } from './history.ts'

export interface Memory {
  hear(heard: Heard): void
  /** The product that the page is about, looked for where nobody has told of it. */
  current(): Card | undefined
  /** The currency that the page named last. */
  currency(): string | undefined
  /** The newest first, each product once. */
  entries(): Promise<readonly Entry[]>
  close(): void
}

export function createMemory({ env, on, listen }: Context): Memory {
  const history = openHistory()
  let current: Card | undefined
  let currency: string | undefined
  let { href } = env.location

  const view = (card: Card) => {
    current = { ...card, url: address(env.location.href) }
    history.add({ ...current, kind: 'view_item' })
  }
  const look = () => {
    const found = current ? undefined : detectProduct(env.document)
    if (found) view(found)
  }

  on('page', () => {
    // A page that is shown for the first time has been the present one already.
    if (href === env.location.href) return
    href = env.location.href
    current = undefined
  })
  if (env.document.readyState !== 'loading') look()
  listen('DOMContentLoaded', look)

  return {
    hear([kind, { items, currency: told }]) {
      currency = told ?? currency
      for (const item of items) {
        const card = cardOf(item, told)
        if (kind === 'view_item' && items.length === 1) view(card)
        else history.add({ ...card, kind })
      }
    },
    current() {
      look()
      return current
    },
    currency: () => currency,
    entries: history.entries,
    close: history.close,
  }
}

function cardOf({ item_id, item_name, item_category, price }: Item, currency?: string): Card {
  return {
    id: String(item_id),
    ...(item_name && { name: item_name }),
    ...(item_category && { category: item_category }),
    ...(price && currency && { prices: { [currency]: price } }),
  }
}
