// What the console asks of recommendations: how they are, the owner's rules, a training now, and a try.
import type { RecommendStatus } from '../../packages/wire/recommend.ts'
import type { ApiHandlers } from '../api/asked.ts'
import { fail } from '../errors.ts'
import type { StoredModel } from '../recommend/library.ts'
import type { Recommending } from '../recommend/open.ts'
import { tryOut } from '../recommend/try.ts'
import type { Site } from '../sites/site.ts'
import { headOf } from './model.ts'

const COUNT = 12

export interface RecommendParts extends Recommending {
  /** Answers once all that was acknowledged so far is in the store. */
  readonly drain: () => Promise<void>
}

type Names = 'readRecommend' | 'writeRecommendRules' | 'trainRecommend' | 'tryRecommend'

export function recommendHandlers(parts: RecommendParts): Pick<ApiHandlers, Names> {
  const { library, recommender, rules, feed, fetched, harvest } = parts

  async function statusOf(id: string, site: Site): Promise<RecommendStatus> {
    const model = await library.current(id)
    return {
      settings: site.recommend ?? null,
      model: model ? modelOf(model) : null,
      ...recommender.state(id),
      rules: await rules.get(id),
      facts: await factsOf(id),
    }
  }

  async function factsOf(id: string): Promise<RecommendStatus['facts']> {
    const read = [...(await fetched.all(id)).values()]
    const faults: Record<string, number> = {}
    for (const { fault } of read) if (fault) faults[fault] = (faults[fault] ?? 0) + 1
    return {
      listed: (await feed.facts(id)).size,
      fetched: read.filter(({ facts }) => facts).length,
      faults,
      fetchedMs: read.reduce<number | null>((last, { atMs }) => Math.max(last ?? 0, atMs), null),
      isFetching: harvest.isRunning(id),
    }
  }

  return {
    readRecommend: ({ site }) => statusOf(site.id, site.settings),
    writeRecommendRules: async ({ site, body }) => {
      await rules.put(site.id, body)
      return body
    },
    trainRecommend: async ({ site }) => {
      if (!site.settings.recommend) fail('recommend_off')
      await parts.drain()
      // Answered at once: how far it is, the status says.
      void recommender.train(site.id)
      return statusOf(site.id, site.settings)
    },
    tryRecommend: async ({ site: { id }, body: { slot, history } }) => {
      const cards = await library.cards(id)
      const categories = new Map(cards.map((card) => [card.id, card.category]))
      const seen = history.map((item) => ({ id: item, category: categories.get(item) }))
      const head = await headOf(parts, id)
      const question = { slot, seen, count: COUNT }
      return { rows: await tryOut({ library, site: id, head, cards }, question) }
    },
  }
}

function modelOf({ head, told }: StoredModel): RecommendStatus['model'] {
  const { version, trainedMs, k, items, coverage } = head
  return { ...told, version, trainedMs, k, items, coverage }
}
