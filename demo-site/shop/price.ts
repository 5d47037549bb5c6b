// Prices in four currencies, kept in minor units and told to GA4's parameters as decimals.

/** The shop's fixed price list: what a euro is worth in it, and the step that prices are rounded to, in minor units. */
const LIST = {
  EUR: { perEuro: 1, stepMinor: 1 },
  USD: { perEuro: 1.09, stepMinor: 50 },
  GBP: { perEuro: 0.86, stepMinor: 50 },
  JPY: { perEuro: 168, stepMinor: 100 },
} as const

export type Currency = keyof typeof LIST

export const CURRENCIES = Object.keys(LIST) as readonly Currency[]

export function isCurrency(text: string | null): text is Currency {
  return text !== null && Object.hasOwn(LIST, text)
}

function minorPerUnit(currency: Currency): number {
  const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return 10 ** (options.maximumFractionDigits ?? 2)
}

/** Euro cents on the price list of a currency, in its minor units. */
export function inCurrency(cents: number, currency: Currency): number {
  const { perEuro, stepMinor } = LIST[currency]
  const minor = (cents / 100) * perEuro * minorPerUnit(currency)
  return Math.round(minor / stepMinor) * stepMinor
}

/** Minor units as the decimal that GA4's parameters carry. */
export function toDecimal(minor: number, currency: Currency): number {
  return minor / minorPerUnit(currency)
}

/** Minor units as text for people. */
export function priceText(minor: number, currency: Currency): string {
  return new Intl.NumberFormat('en-IE', { style: 'currency', currency }).format(
    toDecimal(minor, currency),
  )
}
