// An order as this tab keeps it, from the checkout to the confirmation.
import { SHIPPING, parseCart } from './cart.ts'
import type { Cart, Shipping } from './cart.ts'
import { isCurrency } from './price.ts'
import type { Currency } from './price.ts'

export interface Order {
  number: string
  cart: Cart
  currency: Currency
  shipping: Shipping
  /** Whether the tag has been told: a reload is no second order. */
  told: boolean
}

/** Reads an order from storage; null where it is none. */
export function parseOrder(text: string | null): Order | null {
  let value: unknown
  try {
    value = JSON.parse(text ?? 'null')
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { number, cart, currency, shipping, told } = value as Record<string, unknown>
  if (typeof number !== 'string' || !/^HL-[A-Z2-9]{10}$/.test(number)) return null
  if (typeof currency !== 'string' || !isCurrency(currency)) return null
  if (typeof shipping !== 'string' || !Object.hasOwn(SHIPPING, shipping)) return null
  const bought = parseCart(JSON.stringify(cart))
  if (bought.length === 0) return null
  return { number, cart: bought, currency, shipping: shipping as Shipping, told: told === true }
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A number for an order: random, and short enough to be read out on the telephone. */
export function newOrderNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return `HL-${Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')}`
}
