// GA4's e-commerce parameters, as pages give them, to the bodies of commerce events.
import type { CommerceEventMap, CommerceEventType, Item } from '../wire/event.ts'
import { toMinor } from './money.ts'

/** The same parameters as GA4 documents them: amounts are decimals, ids may be numbers. */
export type CommerceInput<T extends CommerceEventType> = Omit<CommerceEventMap[T], 'items'> & {
  items?: readonly (Omit<Item, 'item_id'> & { item_id?: string | number })[]
}

type Bag = Record<string, unknown>

/** The fields that are amounts of money. */
const AMOUNTS = ['value', 'tax', 'shipping', 'price', 'discount']

/** The body of a commerce event; the collector drops what it does not know. Amounts without a currency fall off. */
export function commerceBody<T extends CommerceEventType>(input: object): CommerceEventMap[T] {
  const { items = [], ...rest } = input as Bag & { items?: Bag[] }
  const currency = (rest['currency'] ?? items[0]?.['currency']) as string | undefined
  const convert = (bag: Bag) => {
    const body: Bag = { ...bag }
    for (const key of AMOUNTS)
      if (key in body) body[key] = currency ? toMinor(Number(body[key]), currency) : undefined
    return body
  }
  return {
    ...convert(rest),
    currency,
    items: items.map((item) => ({ item_id: item['item_name'], ...convert(item) })),
  } as unknown as CommerceEventMap[T]
}
