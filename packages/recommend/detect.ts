// Finds the product that a page is about where no event told of it: in its structured data.
import type { Card } from '../wire/model.ts'

const SCRIPTS_MAX = 20
const CHARS_MAX = 100_000

type Bag = Readonly<Record<string, unknown>>

/** The one schema.org product of a page that names its id; undefined where there is none, or more than one. */
export function detectProduct(document: Document): Card | undefined {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')]
  const found = scripts.slice(0, SCRIPTS_MAX).flatMap(({ textContent }) => {
    try {
      const data = JSON.parse(textContent.slice(0, CHARS_MAX)) as Bag
      return [data['@graph'] ?? data].flat() as Bag[]
    } catch {
      return []
    }
  })
  const products = found.filter((each) => [each?.['@type']].flat().includes('Product'))
  const [product] = products
  const text = (value: unknown) => (value && typeof value !== 'object' ? String(value) : undefined)
  const id = text(product?.['sku'] ?? product?.['productID'])
  if (!id || products.length > 1) return undefined
  const [image] = [product?.['image']].flat()
  return known({
    id,
    name: text(product?.['name']),
    category: text(product?.['category']),
    image: text((image as Bag)?.['url'] ?? image),
  })
}

/** Without what is not known, which would cover up what is. */
export const known = (card: Loose): Card => JSON.parse(JSON.stringify(card)) as Card

type Loose = { readonly [K in keyof Card]: Card[K] | undefined }
