// A share with its bounds, by Wilson's interval: it keeps to 0 and 1, and holds for few as well.
import type { Rate } from '../../packages/wire/report.ts'

/** The normal quantile of 97.5 %. */
const Z = 1.959963984540054

/**
 * Of `all`, `some`; with the bounds between which the true share lies in 95 of 100 cases (E. B. Wilson, JASA 22 (1927),
 * 209). Null of nothing.
 * @example wilson(15, 50) // { value: 0.3, low: 0.191, high: 0.438 }
 */
export function wilson(some: number, all: number): Rate | null {
  if (all === 0) return null
  const value = some / all
  const spread = (Z * Z) / all
  const centre = value + spread / 2
  const reach = Z * Math.sqrt((value * (1 - value)) / all + spread / all / 4)
  const low = Math.max(0, (centre - reach) / (1 + spread))
  const high = Math.min(1, (centre + reach) / (1 + spread))
  return { value, low, high }
}
