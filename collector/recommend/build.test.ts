// What a model tells of visits: nothing that fewer than k visitors agree on, in shards of at least 64 products.
import { describe, expect, test } from 'vitest'
import { readRows } from '../../packages/recommend/rows.ts'
import { bucketOf, SHARD_ITEMS_MIN, shardOfCard } from '../../packages/wire/model.ts'
import type { Card } from '../../packages/wire/model.ts'
import { createPrng } from '../../test/support/prng.ts'
import { buildModel } from './build.ts'
import type { BuiltModel, Facts } from './build.ts'
import { gatherVisits } from './visits.ts'
import type { Visit } from './visits.ts'
import { shardsFor } from './write-rows.ts'

const DAY_MS = 86_400_000

const build = (visits: readonly Visit[], k: number, facts: Record<string, Facts> = {}, told = '') =>
  buildModel(gatherVisits(visits), {
    k,
    nowMs: 100 * DAY_MS,
    facts: new Map(Object.entries(facts)),
    told: [...told],
  })

/** `anna:abc@5`: on the fifth day Anna looked at a, b and c. */
const visit = (text: string): Visit => {
  const [, visitor = '', items = '', day = '0'] = /^(\w+):(\w+)(?:@(\d+))?$/.exec(text) ?? []
  return { visitor, items: [...items], timeMs: Number(day) * DAY_MS }
}

const rowsOf = ({ head, files }: BuiltModel) =>
  new Map(
    Array.from({ length: head.rows.shards }, (_, at) => [
      ...readRows(files.get(`${head.rows.folder}/${at}`)!),
    ]).flat(),
  )

const cardsOf = ({ head, files }: BuiltModel) =>
  Array.from(
    { length: head.cards.shards },
    (_, at) =>
      JSON.parse(Buffer.from(files.get(`${head.cards.folder}/${at}`)!).toString()) as Card[],
  )

/** Pairs by id. */
const pairsOf = (model: BuiltModel) =>
  [...rowsOf(model)].flatMap(([id, { to }]) => to.map((place) => id + model.ids[place]!)).toSorted()

describe('with k = 2', () => {
  const visits = ['anna:abx@1', 'ben:abc@2', 'cleo:ca@3', 'anna:abxy@3'].map(visit)
  const model = build(visits, 2, { x: { name: 'Secret' }, a: { category: 'one' } })

  test('only products and pairs of two visitors are in it', () => {
    expect([...model.ids].toSorted()).toEqual(['a', 'b', 'c'])
    expect(pairsOf(model)).toEqual(['ab', 'ac', 'ba', 'ca'])
    const text = [...model.files.values()].map((bytes) => Buffer.from(bytes).toString()).join()
    expect(text).not.toContain('Secret')
    expect(text).not.toContain('"x"')
  })

  test('trending and categories count visitors, and need two of them', () => {
    const idsOf = (places: readonly number[] = []) => places.map((place) => model.ids[place])
    expect(idsOf(model.head.trending)).toEqual(['a', 'b', 'c'])
    expect(idsOf(model.head.categories['one'])).toEqual(['a'])
    expect(Object.keys(model.head.categories)).toEqual(['one'])
  })

  test('coverage is the share of views whose product has neighbours', () => {
    // Of 3 + 3 + 2 + 4 views all but two of x and one of y.
    expect(model.head.coverage).toBeCloseTo(9 / 12)
  })

  test('what the shop has told of needs no visitor, but has none to speak for it either', () => {
    const more = build(visits, 2, { new: { name: 'New' }, n: { name: 'Novelty' } }, 'n')
    expect(more.ids).toEqual([...model.ids, 'n'])
    expect(cardsOf(more).flat().at(-1)).toEqual({ id: 'n', name: 'Novelty' })
    expect(rowsOf(more).has('n')).toBe(false)
  })

  test('the same visits give the same names, others give others', () => {
    const again = build(visits, 2, { x: { name: 'Secret' }, a: { category: 'one' } })
    expect(again.head).toEqual(model.head)
    const [rows, cards] = [model.head.rows.folder, model.head.cards.folder]
    const renamed = build(visits, 2, { a: { category: 'two' } })
    expect([renamed.head.rows.folder, renamed.head.cards.folder !== cards]).toEqual([rows, true])
  })
})

test('lately is the shortest time in which enough happened', () => {
  const many = [...'abcdefghijklmnopqrst']
  const old = { visitor: 'anna', items: ['z', ...many], timeMs: 0 }
  const lately = { visitor: 'ben', items: many.toReversed(), timeMs: 50 * DAY_MS }
  const again = { visitor: 'cleo', items: many.toReversed(), timeMs: 50 * DAY_MS }
  const trending = (visits: Visit[]) => {
    const { head, ids } = build(visits, 1)
    return head.trending.map((place) => ids[place])
  }
  expect(trending([old, old, lately, again])).not.toContain('z')
  expect(trending([old, { ...lately, items: ['a'] }])).toContain('z')
})

test('no visits make an empty model, which can be read', () => {
  const model = build([], 1)
  expect(rowsOf(model).size).toBe(0)
  expect(cardsOf(model)).toEqual([[]])
  expect(model.head).toMatchObject({ items: 0, coverage: 0, trending: [] })
})

test('each shard holds at least 64 products, and each product lies where it is looked for', () => {
  const prng = createPrng(4)
  const visits = Array.from({ length: 4_000 }, (_, at) => ({
    visitor: `visitor-${at}`,
    timeMs: at,
    items: Array.from({ length: 4 }, () => `sku-${prng.whole(0, 999)}`),
  }))
  const model = build(visits, 1)
  const { head, files, ids } = model
  expect(head.rows.shards).toBeGreaterThan(5)
  for (let shard = 0; shard < head.rows.shards; shard++) {
    const rows = readRows(files.get(`${head.rows.folder}/${shard}`)!)
    expect(rows.size).toBeGreaterThanOrEqual(SHARD_ITEMS_MIN)
    for (const id of rows.keys()) expect(bucketOf(id, head.rows.shards)).toBe(shard)
  }
  const cards = cardsOf(model)
  ids.forEach((id, place) => {
    const shard = shardOfCard(place, cards.length)
    expect(cards[shard]![place - shard * SHARD_ITEMS_MIN]!.id).toBe(id)
  })
  expect(cards.every(({ length }) => length >= SHARD_ITEMS_MIN)).toBe(true)
  expect(shardsFor(['a', 'b'])).toBe(1)
})

test('a long visit history chooses its own settings', () => {
  // Whoever sees a goes on to b, and never back: what came before b says little of what comes after.
  const visits = Array.from({ length: 3_000 }, (_, at) => ({
    visitor: `visitor-${at}`,
    timeMs: at,
    items: Array.from({ length: 6 }, (_step, step) => `p${(at * 7 + step) % 60}`),
  }))
  expect(build(visits, 1).settings.backward).toBeLessThan(1)
  expect(build(visits.slice(0, 100), 1).settings.backward).toBe(1)
})
