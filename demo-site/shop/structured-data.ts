// What a product page says of itself to machines (schema.org's Product, as JSON-LD).
import { CURRENCIES, inCurrency, toDecimal } from './price.ts'
import { CATEGORIES } from './products.ts'
import type { Product } from './products.ts'

/** The text of a `<script type="application/ld+json">`; nothing in it can end the element. */
export function productData(
  { id, name, category, cents, story }: Product,
  origin: string,
  path: string,
): string {
  const url = origin + path
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    sku: id,
    name,
    description: story,
    image: `${origin}/art/${id}.svg`,
    category: CATEGORIES[category],
    brand: { '@type': 'Brand', name: 'Harbour & Loom' },
    offers: CURRENCIES.map((currency) => ({
      '@type': 'Offer',
      url,
      priceCurrency: currency,
      price: toDecimal(inCurrency(cents, currency), currency),
      availability: 'https://schema.org/InStock',
    })),
  }
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
