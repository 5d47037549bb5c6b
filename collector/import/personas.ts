// The kinds of people that simulated shoppers are: how much they look at, and how willing they are to order.

export interface Persona {
  readonly name: string
  /** Percent of shoppers. */
  readonly weight: number
  /** Products that a visit looks at, on average. */
  readonly looks: number
  /** Willingness to order, beside others'. */
  readonly orders: number
  /** Visits, each in a session of its own. */
  readonly visits: number
  /** Share of products that are bought twice. */
  readonly doubles: number
}

export const PERSONAS: readonly Persona[] = [
  { name: 'browser', weight: 40, looks: 1.6, orders: 0.3, visits: 1, doubles: 0 },
  { name: 'comparer', weight: 22, looks: 5, orders: 0.9, visits: 2, doubles: 0.05 },
  { name: 'regular', weight: 16, looks: 3, orders: 2.2, visits: 3, doubles: 0.15 },
  { name: 'gift-buyer', weight: 12, looks: 3, orders: 1.9, visits: 1, doubles: 0.3 },
  { name: 'bargain-hunter', weight: 10, looks: 4, orders: 1.1, visits: 2, doubles: 0.2 },
]

/** Willingness by market and by device, where it is not as elsewhere. */
export const BY_MARKET: Readonly<Record<string, number>> = { DE: 1.1, AT: 1.1, US: 0.8, JP: 0.7 }
export const BY_DEVICE: Readonly<Record<string, number>> = { mobile: 0.8, desktop: 1.4 }

/** Of `from`, weighted, the mean of `factor`. */
export function meanOf<T extends { readonly weight: number }>(
  from: readonly T[],
  factor: (each: T) => number,
): number {
  const total = from.reduce((sum, { weight }) => sum + weight, 0)
  return from.reduce((sum, each) => sum + each.weight * factor(each), 0) / total
}
