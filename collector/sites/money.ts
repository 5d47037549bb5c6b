// Converts amounts in minor units between currencies, exactly rounded to a whole minor unit.
import { MINOR_MAX } from '../../packages/wire/limits.ts'
import type { Site } from './site.ts'

const decimalsOf = new Map<string, number>()

/** Decimals of a currency's minor unit: 2 for EUR, 0 for JPY. */
export function decimals(currency: string): number {
  let known = decimalsOf.get(currency)
  if (known === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    known = format.resolvedOptions().maximumFractionDigits ?? 2
    decimalsOf.set(currency, known)
  }
  return known
}

/** Minor units of the site's base currency, or undefined where the site has no rate for `currency`. */
export function toBaseMinor(site: Site, currency: string, value: number): number | undefined {
  if (currency === site.currency) return value
  const rate = Object.hasOwn(site.rates, currency) ? site.rates[currency] : undefined
  if (rate === undefined) return undefined
  const scale = 10 ** (decimals(site.currency) - decimals(currency))
  return Math.min(Math.round(value * rate * scale), MINOR_MAX)
}
