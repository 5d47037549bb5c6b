// The cart as a value: lines of products in a colour, and what they come to.
import { inCurrency } from './price.ts'
import type { Currency } from './price.ts'
import { productById } from './products.ts'
import type { Colour, Product } from './products.ts'

interface CartLine {
  id: string
  colour: Colour
  quantity: number
}

export type Cart = readonly CartLine[]

/** A line with its product. */
export interface Bought {
  product: Product
  colour: Colour
  quantity: number
}

const QUANTITY_MAX = 20
const LINES_MAX = 50

/** Reads a cart from storage, where anyone may have written anything: lines that make no sense fall off. */
export function parseCart(text: string | null): Cart {
  let value: unknown
  try {
    value = JSON.parse(text ?? '[]')
  } catch {
    return []
  }
  return Array.isArray(value) ? value.flatMap(parseLine).slice(0, LINES_MAX) : []
}

function parseLine(value: unknown): CartLine[] {
  if (typeof value !== 'object' || value === null) return []
  const { id, colour, quantity } = value as Record<string, unknown>
  const product = typeof id === 'string' ? productById(id) : undefined
  const known = product?.colours.find((each) => each === colour)
  if (!product || !known || !Number.isInteger(quantity)) return []
  const bounded = Math.min(quantity as number, QUANTITY_MAX)
  return bounded > 0 ? [{ id: product.id, colour: known, quantity: bounded }] : []
}

/** Puts one more of a product into the cart. */
export function withOneMore(cart: Cart, id: string, colour: Colour): Cart {
  const line = cart.find((each) => each.id === id && each.colour === colour)
  if (line) return withQuantity(cart, line, line.quantity + 1)
  return cart.length < LINES_MAX ? [...cart, { id, colour, quantity: 1 }] : cart
}

/** Sets how many of a line there are; none takes it out. */
export function withQuantity(cart: Cart, line: CartLine, quantity: number): Cart {
  const bounded = Math.min(Math.max(0, quantity), QUANTITY_MAX)
  return cart
    .map((each) => (isSame(each, line) ? { ...each, quantity: bounded } : each))
    .filter((each) => each.quantity > 0)
}

function isSame(one: CartLine, other: CartLine): boolean {
  return one.id === other.id && one.colour === other.colour
}

export function itemsCount(cart: Cart): number {
  return cart.reduce((sum, each) => sum + each.quantity, 0)
}

/** The cart's lines with their products. */
export function boughtIn(cart: Cart): Bought[] {
  return cart.flatMap(({ id, colour, quantity }) => {
    const product = productById(id)
    return product ? [{ product, colour, quantity }] : []
  })
}

/** What products come to, without shipping, in minor units. */
export function subtotal(bought: readonly Bought[], currency: Currency): number {
  return bought.reduce(
    (sum, { product, quantity }) => sum + inCurrency(product.cents, currency) * quantity,
    0,
  )
}

/** The ways to ship; the slow one is free from a certain subtotal on. */
export const SHIPPING = {
  standard: { name: 'Standard, 3–5 days', cents: 490, freeFromCents: 8000 },
  express: { name: 'Express, next day', cents: 1290, freeFromCents: Number.POSITIVE_INFINITY },
} as const

export type Shipping = keyof typeof SHIPPING

/** What shipping costs, in minor units. */
export function shippingCost(tier: Shipping, subtotalMinor: number, currency: Currency): number {
  const { cents, freeFromCents } = SHIPPING[tier]
  const isFree =
    Number.isFinite(freeFromCents) && subtotalMinor >= inCurrency(freeFromCents, currency)
  return isFree ? 0 : inCurrency(cents, currency)
}

const TAX_SHARE = 0.19

/** The tax that prices already include, in minor units. */
export function includedTax(minor: number): number {
  return Math.round(minor - minor / (1 + TAX_SHARE))
}
