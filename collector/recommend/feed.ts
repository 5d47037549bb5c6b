// What the shop itself says of its products: a list that it sends, kept beside the models.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NAME_CHARS_MAX, TEXT_CHARS_MAX, URL_CHARS_MAX } from '../../packages/wire/limits.ts'
import type { FeedProduct } from '../../packages/wire/recommend.ts'
import {
  identity,
  Invalid,
  line,
  list,
  matching,
  object,
  oneOf,
  optional,
  record,
  whole,
} from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import type { Facts } from './build.ts'

/** Of one list. */
const PRODUCTS_MAX = 20_000
const CURRENCIES_MAX = 30

export interface Feed {
  readonly put: (site: string, products: readonly FeedProduct[]) => Promise<void>
  /** What goes into the cards, by id. */
  readonly facts: (site: string) => Promise<ReadonlyMap<string, Facts>>
  /** Ids of what is sold out. */
  readonly out: (site: string) => Promise<ReadonlySet<string>>
  /** Forgets a list whose file is gone. */
  readonly forget: (site: string) => void
}

/** An https address, or one on the same machine where a shop is tried out. */
const address = matching(
  new RegExp(`^https?://[^\\s"<>\\u0000-\\u001f]{1,${URL_CHARS_MAX - 8}}$`),
  'an http(s) address',
)

const product = object<FeedProduct>({
  id: identity(NAME_CHARS_MAX),
  name: optional(line(TEXT_CHARS_MAX)),
  category: optional(line(NAME_CHARS_MAX)),
  url: optional(address),
  image: optional(address),
  prices: optional(record(/^[A-Z]{3}$/, whole(0, Number.MAX_SAFE_INTEGER), CURRENCIES_MAX)),
  out: optional(oneOf(true, false)),
})

export const anyFeed = object<{ products: FeedProduct[] }>({
  products: list(product, PRODUCTS_MAX),
})

/** Reads a list; a product's page and picture lie on the site's own origins. */
export function feedSchema(origins: readonly string[]): Schema<{ products: FeedProduct[] }> {
  const isOwn = (url: string) => URL.canParse(url) && origins.includes(new URL(url).origin)
  return (value, path) => {
    const read = anyFeed(value, path)
    read.products.forEach((each, at) => {
      for (const field of ['url', 'image'] as const)
        if (each[field] !== undefined && !isOwn(each[field]))
          throw new Invalid(`products[${at}].${field}`, 'an address on one of the site’s origins')
    })
    return read
  }
}

/** `root` need not exist yet. */
export function createFeed(root: string): Feed {
  const known = new Map<string, readonly FeedProduct[]>()

  async function products(site: string): Promise<readonly FeedProduct[]> {
    const cached = known.get(site)
    if (cached) return cached
    const text = await readFile(join(root, site, 'feed.json'), 'utf8').catch(() => '[]')
    const read = JSON.parse(text) as FeedProduct[]
    known.set(site, read)
    return read
  }

  return {
    put: async (site, told) => {
      await mkdir(join(root, site), { recursive: true })
      const path = join(root, site, 'feed.json')
      await writeFile(`${path}.new`, JSON.stringify(told))
      await rename(`${path}.new`, path)
      known.set(site, told)
    },
    facts: async (site) =>
      new Map((await products(site)).map(({ id, out: _out, ...facts }) => [id, facts])),
    out: async (site) =>
      new Set((await products(site)).flatMap(({ id, out }) => (out ? [id] : []))),
    forget: (site) => void known.delete(site),
  }
}
