// Reads what a product page says of itself (schema.org as JSON-LD) out of its HTML, which anybody may have written.
import { NAME_CHARS_MAX, TEXT_CHARS_MAX, URL_CHARS_MAX } from '../../packages/wire/limits.ts'
import { mend } from '../../packages/wire/schema.ts'
import { decimals } from '../sites/money.ts'
import type { Facts } from './build.ts'
import { dataScripts } from './html-scripts.ts'

const SCRIPTS_MAX = 20
const CHARS_MAX = 100_000
/** Products of one page: variants of one, as a rule. */
const PRODUCTS_MAX = 500
const OFFERS_MAX = 100
const CURRENCIES_MAX = 30

export interface PageProduct {
  readonly facts: Facts
  /** None is left. */
  readonly out: boolean
}

export interface PageAsk {
  /** The product that the page should be of: facts of another are none of it. */
  readonly id: string
  readonly url: URL
  /** Pictures of elsewhere are left out. */
  readonly origins: readonly string[]
}

type Bag = Readonly<Record<string, unknown>>

/** Undefined where the page names no such product, or names it twice. */
export function productOf(html: string, ask: PageAsk): PageProduct | undefined {
  const found = dataScripts(html, SCRIPTS_MAX)
    .filter(({ length }) => length <= CHARS_MAX)
    .flatMap(parsed)
    .flatMap(productsIn)
    .slice(0, PRODUCTS_MAX)
    .filter((each) => textOf(each['sku'] ?? each['productID'], NAME_CHARS_MAX) === ask.id)
  const [product, another] = found
  return product && !another ? read(product, ask) : undefined
}

function parsed(text: string): Bag[] {
  try {
    return bagsOf(JSON.parse(text))
  } catch {
    return []
  }
}

const bagsOf = (value: unknown): Bag[] =>
  [value].flat().filter((each): each is Bag => typeof each === 'object' && each !== null)

/** No deeper than where shops put them: on top, in a graph, as what the page is about, as a variant. */
function productsIn(top: Bag): Bag[] {
  const here = [top, ...bagsOf(top['@graph']), ...bagsOf(top['mainEntity'])]
  const all = here.flatMap((each) => [each, ...bagsOf(each['hasVariant'])])
  return all.filter((each) => [each['@type']].flat().includes('Product'))
}

function read(product: Bag, { url, origins }: PageAsk): PageProduct {
  const name = textOf(product['name'], TEXT_CHARS_MAX)
  const category = textOf(product['category'], NAME_CHARS_MAX)
  const [picture] = [product['image']].flat()
  const image = ownAddress(bagsOf(picture)[0]?.['url'] ?? picture, url, origins)
  const offers = bagsOf(product['offers'])
    .flatMap((each) => [each, ...bagsOf(each['offers'])])
    .slice(0, OFFERS_MAX)
  const prices = pricesOf(offers)
  return {
    facts: {
      url: url.origin + url.pathname,
      ...(name && { name }),
      ...(category && { category }),
      ...(image && { image }),
      ...(Object.keys(prices).length > 0 && { prices }),
    },
    out: isOut(offers),
  }
}

/** One line, without what no reader sees; numbers count as their digits. */
function textOf(value: unknown, charsMax: number): string {
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  const plain = mend(String(value).slice(0, 10 * charsMax))
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return plain.length <= charsMax ? plain : mend(`${plain.slice(0, charsMax - 1)}…`)
}

function ownAddress(value: unknown, base: URL, origins: readonly string[]): string | undefined {
  if (typeof value !== 'string' || value.length > URL_CHARS_MAX || !URL.canParse(value, base.href))
    return undefined
  const { href, origin } = new URL(value, base.href)
  return origins.includes(origin) && href.length <= URL_CHARS_MAX ? href : undefined
}

/** The lowest of each currency, in minor units. */
function pricesOf(offers: readonly Bag[]): Record<string, number> {
  const prices: Record<string, number> = {}
  for (const offer of offers) {
    const currency = offer['priceCurrency']
    const told = textOf(offer['price'] ?? offer['lowPrice'], NAME_CHARS_MAX)
    if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) continue
    if (!/^\d{1,12}(\.\d{1,8})?$/.test(told)) continue
    const minor = Math.round(Number(told) * 10 ** decimals(currency))
    if (minor <= 0 || !Number.isSafeInteger(minor)) continue
    if (!(currency in prices) && Object.keys(prices).length === CURRENCIES_MAX) continue
    prices[currency] = Math.min(prices[currency] ?? Infinity, minor)
  }
  return prices
}

const OUT = /^(https?:\/\/schema\.org\/)?(OutOfStock|SoldOut|Discontinued)$/

/** Where every offer that says anything says so. */
function isOut(offers: readonly Bag[]): boolean {
  const told = offers.map((offer) => offer['availability']).filter((each) => each !== undefined)
  return told.length > 0 && told.every((each) => typeof each === 'string' && OUT.test(each))
}
