// Amounts as shops write them (decimals) to amounts as the wire carries them (whole minor units).
import type { Minor } from '../wire/event.ts'

/**
 * `amount` in the smallest unit of `currency`; throws `RangeError` for what is no currency code.
 * @example toMinor(49.9, 'EUR') // 4990
 */
export function toMinor(amount: number, currency: string): Minor {
  // The engine's own ISO 4217 table: 0 decimals for JPY, 3 for KWD.
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return Math.round(amount * 10 ** format.resolvedOptions().maximumFractionDigits!)
}
