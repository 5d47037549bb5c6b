// Tells the tag what happens in the shop: by `tm(…)` calls on many pages, by GA4's `dataLayer` on the single page.
import type { CommerceInput, Grants, Track } from '../../packages/sdk/index.ts'
import type { Bought } from './cart.ts'
import { variant } from './navigate.ts'
import { inCurrency, toDecimal } from './price.ts'
import type { Currency } from './price.ts'
import { CATEGORIES, COLOURS } from './products.ts'
import type { Product } from './products.ts'

type CommerceName = Parameters<Track['commerce']>[0]
type Details = Omit<CommerceInput<'purchase'>, 'items' | 'transaction_id'> & {
  transaction_id?: string
  item_list_id?: string
  item_list_name?: string
  shipping_tier?: string
  payment_type?: string
}

/** A place for recommendations. */
export type Slot = 'related' | 'for-you' | 'recently-viewed' | 'trending'

/** What the tag recommends, as far as this shop reads it. */
export interface Recommended {
  id: string
  because?: { name?: string }
}

/** What the tag's snippet puts on the page; calls made before the tag has loaded wait in it. */
interface PageApi {
  (call: 'consent', grants: Grants): void
  (call: 'withdraw'): void
  (call: 'grants', hear: (grants: Grants | null) => void): void
  (call: 'event', name: string, params: Readonly<Record<string, string>>): void
  (call: 'track', name: CommerceName, details: object): void
  (
    call: 'recommend',
    slot: Slot,
    hear: (products: readonly Recommended[]) => void,
    options: { count: number; item?: string },
  ): void
}

const page = window as Window & { tm?: PageApi; dataLayer?: object[] }

/** One answer for all that this shop asks for. */
export function choose(granted: boolean): void {
  const grant = granted ? 'full' : 'none'
  page.tm?.('consent', {
    analytics: grant,
    experiments: grant,
    heatmaps: grant,
    recommendations: grant,
  })
}

export function withdraw(): void {
  page.tm?.('withdraw')
}

/** Hears what the visitor has granted, now and at every change; null before a choice. */
export function onGrants(hear: (grants: Grants | null) => void): void {
  page.tm?.('grants', hear)
}

/** Hears what to recommend in a slot; nothing where it was not granted, or there is no model yet. */
export function onRecommended(
  slot: Slot,
  hear: (products: readonly Recommended[]) => void,
  options: { count: number; item?: string },
): void {
  page.tm?.('recommend', slot, hear, options)
}

/** Tells an event of the shop's own. */
export function tellEvent(name: string, params: Readonly<Record<string, string>>): void {
  page.tm?.('event', name, params)
}

/** Tells a GA4 e-commerce event about products. */
export function tell(
  name: CommerceName,
  bought: readonly (Partial<Bought> & { product: Product })[],
  currency: Currency,
  details: Details = {},
): void {
  const items = bought.map((each, index) => ({ ...itemOf(each, currency), index }))
  const value = items.reduce((sum, each) => sum + each.price * each.quantity, 0)
  // GA4's list events carry no value: a list is not an intention to buy all of it.
  const amount = details.item_list_id ? {} : { value: Math.round(value * 100) / 100 }
  const ecommerce = { currency, ...amount, ...details, items }
  if (variant === 'many-pages') {
    page.tm?.('track', name, ecommerce)
    return
  }
  page.dataLayer ??= []
  // GA4's own advice: clear the last object, lest its fields show through.
  page.dataLayer.push({ ecommerce: null }, { event: name, ecommerce })
}

function itemOf(
  { product, colour, quantity = 1 }: Partial<Bought> & { product: Product },
  currency: Currency,
) {
  return {
    item_id: product.id,
    item_name: product.name,
    item_category: CATEGORIES[product.category],
    ...(colour && { item_variant: COLOURS[colour].name }),
    price: toDecimal(inCurrency(product.cents, currency), currency),
    quantity,
  }
}
