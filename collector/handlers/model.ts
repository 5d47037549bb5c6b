// Serves a site's model to its pages: a head that is asked for often, and shards that never change.
import { NAME_CHARS_MAX } from '../../packages/wire/limits.ts'
import type { ModelHead } from '../../packages/wire/model.ts'
import type { Product } from '../../packages/wire/recommend.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Call, Handler } from '../http/call.ts'
import { readJson } from '../http/read-json.ts'
import { FEED_BYTES_MAX, feedSchema } from '../recommend/feed.ts'
import type { Recommending } from '../recommend/open.ts'
import { withRules } from '../recommend/rules.ts'
import type { Site } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'
import { createRevalidate } from './revalidate.ts'
import { siteOfPath } from './site.ts'

const HEAD_SECONDS = 300
/** As long as shards of an earlier model are kept. */
const SHARD_SECONDS = 7 * 86_400
const FOUND_MAX = 20

export interface ModelParts extends Pick<Recommending, 'library' | 'rules' | 'feed'> {
  readonly sites: Sites
}

export interface ModelHandlers {
  readonly file: Handler
  readonly findProducts: Handler
  readonly writeProducts: Handler
}

export function modelHandlers(parts: ModelParts): ModelHandlers {
  const { sites, library, feed } = parts
  const revalidated = createRevalidate()
  return {
    file: async (call) => {
      const { id, site } = siteOfPath(sites, call)
      const name = call.params['rest'] ?? ''
      const isHead = name === 'head.json'
      if (!site.recommend) fail('not_found')
      const body = isHead
        ? JSON.stringify(await headOf(parts, id))
        : ((await library.shard(id, name)) ?? fail('not_found'))
      const isText = isHead || name.startsWith('cards-')
      return revalidated(call, body, {
        ...crossOrigin(site, call),
        'content-type': isText ? 'application/json' : 'application/octet-stream',
        'cache-control': isHead
          ? `public, max-age=${HEAD_SECONDS}`
          : `public, max-age=${SHARD_SECONDS}, immutable`,
      })
    },
    findProducts: async (call) => {
      const { id } = siteOfPath(sites, call)
      const words = (call.query.get('q') ?? '').toLowerCase().slice(0, NAME_CHARS_MAX)
      const rows: Product[] = (await library.cards(id))
        .filter((card) => `${card.id} ${card.name ?? ''}`.toLowerCase().includes(words))
        .slice(0, FOUND_MAX)
        .map(({ url: _url, image: _image, ...product }) => product)
      return json(200, { rows })
    },
    writeProducts: async (call) => {
      const { id, site } = siteOfPath(sites, call)
      const { products } = readJson(call.body, feedSchema(site.origins), FEED_BYTES_MAX)
      await feed.put(id, products)
      return json(200, { products: products.length })
    },
  }
}

/** The head of a site's model with today's rules; ends in `not_found` where there is no model. */
export async function headOf(
  { library, rules, feed }: Omit<ModelParts, 'sites'>,
  site: string,
): Promise<ModelHead> {
  const { head } = (await library.current(site)) ?? fail('not_found')
  return withRules(head, await library.cards(site), await rules.get(site), await feed.out(site))
}

/** Only the site's own pages may read it, though nothing in it is secret. */
function crossOrigin(
  { origins }: Site,
  { headers: { origin = '' } }: Call,
): Record<string, string> {
  const isAllowed = origins.includes(origin) || (origin !== '' && origins.includes('*'))
  return isAllowed ? { vary: 'origin', 'access-control-allow-origin': origin } : { vary: 'origin' }
}
