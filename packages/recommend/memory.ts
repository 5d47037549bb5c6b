// What the visitor looks at, as pages tell it: kept on the device, and which product the present page is about.
import { address } from '../core/index.ts'
import type { Context } from '../core/index.ts'
import type { Item } from '../wire/event.ts'
import type { Card } from '../wire/model.ts'
import { detectProduct, known } from './detect.ts'
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

  const view = (told?: Card) => {
    const found = detectProduct(env.document)
    const card = told ?? found
    if (!card) return
    // Events carry no picture; the page's own data does, where it is of the same product.
    current = { ...(found?.id === card.id && found), ...card, url: address(env.location.href) }
    history.add({ ...current, kind: 'view_item' })
  }
  const look = () => {
    if (!current) view()
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
  return known({
    id: String(item_id),
    name: item_name,
    category: item_category,
    prices: price && currency ? { [currency]: price } : undefined,
  })
}
