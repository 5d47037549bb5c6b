// Recommendations over HTTP: the model's files for pages; status, rules, products and a try for the console.
import type { ModelHead, SlotName } from '../../packages/wire/model.ts'
import { SLOTS } from '../../packages/wire/model.ts'
import type { Product, RecommendStatus } from '../../packages/wire/recommend.ts'
import { NAME_CHARS_MAX } from '../../packages/wire/limits.ts'
import { identity, list, object, oneOf } from '../../packages/wire/schema.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Call, Handler } from '../http/call.ts'
import { readJson } from '../http/read-json.ts'
import { FEED_BYTES_MAX, feedSchema } from '../recommend/feed.ts'
import type { Feed } from '../recommend/feed.ts'
import type { Library, StoredModel } from '../recommend/library.ts'
import type { Recommender } from '../recommend/recommender.ts'
import { parseRules, withRules } from '../recommend/rules.ts'
import type { RulesBook } from '../recommend/rules.ts'
import { tryOut } from '../recommend/try.ts'
import type { Site } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'
import { createRevalidate } from './revalidate.ts'
import { siteOfPath } from './site.ts'

const HEAD_SECONDS = 300
/** As long as shards of an earlier model are kept. */
const SHARD_SECONDS = 7 * 86_400
const FOUND_MAX = 20
const HISTORY_MAX = 50
const COUNT = 12

const tried = object<{ slot: SlotName; history: string[] }>({
  slot: oneOf(...SLOTS),
  /** The newest first. */
  history: list(identity(NAME_CHARS_MAX), HISTORY_MAX),
})

export interface RecommendParts {
  readonly sites: Sites
  readonly library: Library
  readonly recommender: Recommender
  readonly rules: RulesBook
  readonly feed: Feed
  /** Answers once all that was acknowledged so far is in the store. */
  readonly drain: () => Promise<void>
}

export interface RecommendHandlers {
  readonly model: Handler
  readonly status: Handler
  readonly writeRules: Handler
  readonly train: Handler
  readonly tryOut: Handler
  readonly findProducts: Handler
  readonly writeProducts: Handler
}

export function recommendHandlers(parts: RecommendParts): RecommendHandlers {
  const { sites, library, recommender, rules, feed } = parts
  const revalidated = createRevalidate()

  async function headOf(site: string): Promise<ModelHead> {
    const { head } = (await library.current(site)) ?? fail('not_found')
    return withRules(head, await library.cards(site), await rules.get(site), await feed.out(site))
  }

  async function statusOf(id: string, site: Site): Promise<RecommendStatus> {
    const model = await library.current(id)
    return {
      settings: site.recommend ?? null,
      model: model ? modelOf(model) : null,
      ...recommender.state(id),
      rules: await rules.get(id),
    }
  }

  return {
    model: async (call) => {
      const { id, site } = siteOfPath(sites, call)
      const name = call.params['rest'] ?? ''
      const isHead = name === 'head.json'
      const found = site.recommend && isHead ? JSON.stringify(await headOf(id)) : undefined
      const body = found ?? (await library.shard(id, name)) ?? fail('not_found')
      const isText = isHead || name.startsWith('cards-')
      return revalidated(call, body, {
        ...crossOrigin(site, call),
        'content-type': isText ? 'application/json' : 'application/octet-stream',
        'cache-control': isHead
          ? `public, max-age=${HEAD_SECONDS}`
          : `public, max-age=${SHARD_SECONDS}, immutable`,
      })
    },
    status: async (call) => {
      const { id, site } = siteOfPath(sites, call)
      return json(200, await statusOf(id, site))
    },
    writeRules: async (call) => {
      const { id } = siteOfPath(sites, call)
      const read = readJson(call.body, parseRules)
      await rules.put(id, read)
      return json(200, read)
    },
    train: async (call) => {
      const { id, site } = siteOfPath(sites, call)
      if (!site.recommend) fail('recommend_off')
      await parts.drain()
      // Answered at once: how far it is, the status says.
      void recommender.train(id)
      return json(202, await statusOf(id, site))
    },
    tryOut: async (call) => {
      const { id } = siteOfPath(sites, call)
      const { slot, history } = readJson(call.body, tried)
      const cards = await library.cards(id)
      const categories = new Map(cards.map((card) => [card.id, card.category]))
      const seen = history.map((item) => ({ id: item, category: categories.get(item) }))
      const head = await headOf(id)
      const question = { slot, seen, count: COUNT }
      return json(200, { rows: await tryOut({ library, site: id, head, cards }, question) })
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

/** Only the site's own pages may read it, though nothing in it is secret. */
function crossOrigin({ origins }: Site, { headers: { origin = '' } }: Call): Record<string, string> {
  const isAllowed = origins.includes(origin) || (origin !== '' && origins.includes('*'))
  return isAllowed ? { vary: 'origin', 'access-control-allow-origin': origin } : { vary: 'origin' }
}

function modelOf({ head, told }: StoredModel): RecommendStatus['model'] {
  const { version, trainedMs, k, items, coverage } = head
  return { ...told, version, trainedMs, k, items, coverage }
}
