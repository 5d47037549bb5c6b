// What the console asks of recommendations: how they are, the owner's rules, a training now, and a try.
import { NAME_CHARS_MAX } from '../../packages/wire/limits.ts'
import { SLOTS } from '../../packages/wire/model.ts'
import type { SlotName } from '../../packages/wire/model.ts'
import type { RecommendStatus } from '../../packages/wire/recommend.ts'
import { identity, list, object, oneOf } from '../../packages/wire/schema.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Handler } from '../http/call.ts'
import { readJson } from '../http/read-json.ts'
import type { StoredModel } from '../recommend/library.ts'
import type { Recommending } from '../recommend/open.ts'
import { parseRules } from '../recommend/rules.ts'
import { tryOut } from '../recommend/try.ts'
import type { Site } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'
import { headOf } from './model.ts'
import { siteOfPath } from './site.ts'

const HISTORY_MAX = 50
const COUNT = 12

const tried = object<{ slot: SlotName; history: string[] }>({
  slot: oneOf(...SLOTS),
  // The newest first.
  history: list(identity(NAME_CHARS_MAX), HISTORY_MAX),
})

export interface RecommendParts extends Recommending {
  readonly sites: Sites
  /** Answers once all that was acknowledged so far is in the store. */
  readonly drain: () => Promise<void>
}

export interface RecommendHandlers {
  readonly status: Handler
  readonly writeRules: Handler
  readonly train: Handler
  readonly tryOut: Handler
}

export function recommendHandlers(parts: RecommendParts): RecommendHandlers {
  const { sites, library, recommender, rules } = parts

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
      const head = await headOf(parts, id)
      const question = { slot, seen, count: COUNT }
      return json(200, { rows: await tryOut({ library, site: id, head, cards }, question) })
    },
  }
}

function modelOf({ head, told }: StoredModel): RecommendStatus['model'] {
  const { version, trainedMs, k, items, coverage } = head
  return { ...told, version, trainedMs, k, items, coverage }
}
