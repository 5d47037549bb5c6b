// Serves a site's model to its pages: a head that is asked for often, and shards that never change.
import { NAME_CHARS_MAX } from '../../packages/wire/limits.ts'
import type { ModelHead } from '../../packages/wire/model.ts'
import type { Product } from '../../packages/wire/recommend.ts'
import type { ApiHandlers } from '../api/asked.ts'
import { fail } from '../errors.ts'
import type { Call, Handler } from '../http/call.ts'
import { readValue } from '../http/read-json.ts'
import { feedSchema } from '../recommend/feed.ts'
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

export interface ModelParts extends Pick<Recommending, 'library' | 'rules' | 'feed' | 'fetched'> {
  readonly sites: Sites
}

export interface ModelHandlers {
  readonly file: Handler
  readonly api: Pick<ApiHandlers, 'findProducts' | 'writeProducts'>
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
    api: {
      findProducts: async ({ site, query: { q = '' } }) => {
        const words = q.toLowerCase().slice(0, NAME_CHARS_MAX)
        const rows: Product[] = (await library.cards(site.id))
          .filter((card) => `${card.id} ${card.name ?? ''}`.toLowerCase().includes(words))
          .slice(0, FOUND_MAX)
          .map(({ url: _url, image: _image, ...product }) => product)
        return { rows }
      },
      writeProducts: async ({ site, body }) => {
        const { products } = readValue(body, feedSchema(site.settings.origins))
        await feed.put(site.id, products)
        return { products: products.length }
      },
    },
  }
}

/** The head of a site's model with today's rules; ends in `not_found` where there is no model. */
export async function headOf(
  { library, rules, ...told }: Omit<ModelParts, 'sites'>,
  site: string,
): Promise<ModelHead> {
  const { head } = (await library.current(site)) ?? fail('not_found')
  return withRules(head, await library.cards(site), await rules.get(site), await outOf(told, site))
}

/** What is sold out; of what its list covers, the shop's pages are not asked. */
async function outOf(
  { feed, fetched }: Pick<ModelParts, 'feed' | 'fetched'>,
  site: string,
): Promise<ReadonlySet<string>> {
  const [listed, read] = [await feed.out(site), await fetched.out(site)]
  if (read.size === 0) return listed
  const covered = await feed.facts(site)
  return new Set([...listed, ...[...read].filter((id) => !covered.has(id))])
}

/** Only the site's own pages may read it, though nothing in it is secret. */
function crossOrigin(
  { origins }: Site,
  { headers: { origin = '' } }: Call,
): Record<string, string> {
  const isAllowed = origins.includes(origin) || (origin !== '' && origins.includes('*'))
  return isAllowed ? { vary: 'origin', 'access-control-allow-origin': origin } : { vary: 'origin' }
}
