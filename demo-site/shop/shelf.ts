// What the shop itself remembers on the device: the cart, the currency, and the order just placed.
import { effect, signal } from '@preact/signals'
import type { Grants } from '../../packages/sdk/index.ts'
import { parseCart } from './cart.ts'
import type { Cart } from './cart.ts'
import { parseOrder } from './order.ts'
import type { Order } from './order.ts'
import { isCurrency } from './price.ts'
import type { Currency } from './price.ts'

const CART = 'hl_cart'
const CURRENCY = 'hl_currency'
const ORDER = 'hl_order'

function read(storage: 'localStorage' | 'sessionStorage', key: string): string | null {
  // Even naming the storage throws where the visitor's browser blocks it.
  try {
    return window[storage].getItem(key)
  } catch {
    return null
  }
}

function write(storage: 'localStorage' | 'sessionStorage', key: string, text: string): void {
  if (read(storage, key) === text) return
  try {
    window[storage].setItem(key, text)
  } catch {
    // The cart then lives as long as the page.
  }
}

export const cart = signal<Cart>(parseCart(read('localStorage', CART)))

export const currency = signal<Currency>(readCurrency())

/** What the tag says was granted: null before a choice, undefined as long as no tag has answered. */
export const grants = signal<Grants | null | undefined>(undefined)

function readCurrency(): Currency {
  const text = read('localStorage', CURRENCY)
  return isCurrency(text) ? text : 'EUR'
}

/** Keeps cart and currency across pages and tabs; writes nothing before a visitor has changed them. */
export function keepShelf(): void {
  let isFirst = true
  effect(() => {
    const texts = { [CART]: JSON.stringify(cart.value), [CURRENCY]: currency.value }
    if (!isFirst) for (const [key, text] of Object.entries(texts)) write('localStorage', key, text)
    isFirst = false
  })
  addEventListener('storage', ({ key }) => {
    if (key === CART) cart.value = parseCart(read('localStorage', CART))
    if (key === CURRENCY) currency.value = readCurrency()
  })
}

export function keepOrder(order: Order): void {
  write('sessionStorage', ORDER, JSON.stringify(order))
}

/** The order just placed in this tab, or null. */
export function lastOrder(): Order | null {
  return parseOrder(read('sessionStorage', ORDER))
}
