// Product facts that pages told: believed once two visitors' pages agree, since one visitor can say anything.
import { SHARD_ITEMS_MIN } from '../../packages/wire/model.ts'
import type { Facts } from './build.ts'
import type { LearnedItem, LearnedRow } from './learn.ts'

export interface FactsBook {
  /** Rows come the newest first: the newest that is agreed on holds. */
  readonly add: (row: LearnedRow, items: readonly LearnedItem[]) => void
  /** What is agreed on, under what the shop's pages say, under what its list says. */
  readonly agreed: (...told: readonly ReadonlyMap<string, Facts>[]) => Map<string, Facts>
}

/** Values of one fact that wait for a second voice. */
const WAITING_MAX = 4
/** Facts of one product: a price in many currencies has an end. */
const FACTS_MAX = SHARD_ITEMS_MIN

interface Fact {
  agreed: string | number | undefined
  readonly waiting: { readonly value: string | number; readonly visitor: string }[]
}

export function createFacts(origins: readonly string[]): FactsBook {
  const products = new Map<string, Map<string, Fact>>()
  const originOf = new Map(
    origins.filter((origin) => origin !== '*').map((origin) => [new URL(origin).host, origin]),
  )

  function hear(id: string, name: string, value: string | number | undefined, visitor: string) {
    if (!value) return
    const facts = products.get(id) ?? new Map<string, Fact>()
    products.set(id, facts)
    if (!facts.has(name) && facts.size === FACTS_MAX) return
    const fact = facts.get(name) ?? { agreed: undefined, waiting: [] }
    facts.set(name, fact)
    if (fact.agreed !== undefined) return
    const same = fact.waiting.find((each) => each.value === value)
    if (same) fact.agreed = same.visitor === visitor ? undefined : value
    // One voice a visitor, so that nobody fills the places alone.
    else if (
      fact.waiting.length < WAITING_MAX &&
      !fact.waiting.some((each) => each.visitor === visitor)
    )
      fact.waiting.push({ value, visitor })
  }

  return {
    add: ({ type, visitor, host, path, currency }, items) => {
      for (const { item_id, item_name, item_category, price } of items) {
        hear(item_id, 'name', item_name, visitor)
        hear(item_id, 'category', item_category, visitor)
        if (currency) hear(item_id, `price ${currency}`, price, visitor)
      }
      const origin = originOf.get(host)
      // The page of one product is its page.
      if (type === 'view_item' && items.length === 1 && items[0] && origin)
        hear(items[0].item_id, 'url', origin + path, visitor)
    },
    agreed: (...told) => {
      const all = new Map<string, Facts>()
      for (const [id, facts] of products) {
        const own = factsOf(facts)
        // A product that nothing is agreed of is known by its visits alone.
        if (own) all.set(id, own)
      }
      for (const book of told.toReversed())
        for (const [id, facts] of book) all.set(id, { ...all.get(id), ...facts })
      return all
    },
  }
}

function factsOf(facts: ReadonlyMap<string, Fact>): Facts | undefined {
  const agreed = [...facts].flatMap(([name, fact]) =>
    fact.agreed === undefined ? [] : [[name, fact.agreed] as const],
  )
  const prices = agreed.flatMap(([name, value]) =>
    name.startsWith('price ') ? [[name.slice(6), value] as const] : [],
  )
  const rest = agreed.filter(([name]) => !name.startsWith('price '))
  if (agreed.length === 0) return undefined
  return {
    ...Object.fromEntries(rest),
    ...(prices.length > 0 && { prices: Object.fromEntries(prices) as Record<string, number> }),
  }
}
