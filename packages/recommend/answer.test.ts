// Slots answered from a small model: pins, what was seen, what stands elsewhere, and how much is fetched for it.
import { describe, expect, test } from 'vitest'
import type { ModelHead } from '../wire/model.ts'
import { answer } from './answer.ts'
import type { Question } from './answer.ts'

const IDS = [...'abcdefgh']
const HEAD: ModelHead = {
  format: 1,
  version: '',
  trainedMs: 0,
  k: 1,
  items: IDS.length,
  coverage: 1,
  decay: 2,
  rows: { folder: '', shards: 1 },
  cards: { folder: '', shards: 1 },
  trending: [7, 6],
  categories: {},
  pins: {},
  excluded: [],
}
/** a and b speak for those after them in the alphabet, the nearer the louder. */
const ROWS = new Map(
  ['a', 'b', 'z'].map((id) => [
    id,
    { place: IDS.indexOf(id), to: [2, 3, 4, 5], weights: [8, 4, 2, 1] },
  ]),
)

async function ask(question: Partial<Question>, head: Partial<ModelHead> = {}) {
  const asked = { rows: [] as string[], cards: [] as number[] }
  const list = await answer(
    {
      head: { ...HEAD, ...head },
      row: async (id) => {
        asked.rows.push(id)
        return ROWS.get(id)
      },
      card: async (place) => {
        asked.cards.push(place)
        return IDS[place] ? { id: IDS[place] } : undefined
      },
    },
    { slot: 'for-you', seen: [], count: 3, ...question },
  )
  return { ids: list.map(({ id }) => id).join(''), list, asked }
}

const seen = (ids: string) => Array.from(ids, (id) => ({ id }))

test('the best stand first, with their reasons', async () => {
  const { ids, list } = await ask({ seen: seen('a') })
  expect(ids).toBe('cde')
  expect(list[0]).toEqual({ id: 'c', score: 8, from: 'history', because: 'a' })
})

test('what was seen is left out, be it too old to speak', async () => {
  const older = seen(`a${'0123456789'}cd`)
  expect((await ask({ seen: older })).ids).toBe('efh')
})

describe('a slot', () => {
  test('`related` is about the page’s product alone, else about the last one seen', async () => {
    const { ids, asked } = await ask({ slot: 'related', current: { id: 'b' }, seen: seen('a') })
    expect([ids, asked.rows]).toEqual(['cde', ['b']])
    expect((await ask({ slot: 'related', seen: seen('ba') })).asked.rows).toEqual(['b'])
    expect((await ask({ slot: 'related' })).ids).toBe('hg')
  })

  test('`trending` asks for nothing that depends on the history', async () => {
    const { ids, asked } = await ask({ slot: 'trending', seen: seen('ab') })
    expect([ids, asked.rows]).toEqual(['hg', []])
  })

  test('leaves out what stands elsewhere on the page, and the page’s own product', async () => {
    expect((await ask({ seen: seen('a'), taken: new Set(['c', 'e']) })).ids).toBe('dfh')
    expect((await ask({ slot: 'trending', current: { id: 'h' } })).ids).toBe('g')
  })
})

describe('the owner’s rules', () => {
  test('a pin stands first, though it was seen; not where it stands already, nor on its own page', async () => {
    const pins = { 'for-you': [7, 0] }
    expect((await ask({ seen: seen('a') }, { pins })).ids).toBe('hac')
    expect((await ask({ seen: seen('a'), taken: new Set(['h']) }, { pins })).ids).toBe('acd')
    expect((await ask({ seen: seen('a'), current: { id: 'a' } }, { pins })).ids).toBe('hcd')
    expect((await ask({ slot: 'related', seen: seen('a') }, { pins })).ids).toBe('cde')
  })

  test('what is excluded is nowhere', async () => {
    expect((await ask({ seen: seen('a') }, { excluded: [2, 7] })).ids).toBe('def')
  })
})

test('a card that cannot be had is passed over, and no more are fetched than are needed', async () => {
  const pins = { 'for-you': [99] }
  const { ids, asked } = await ask({ seen: seen('a'), count: 2 }, { pins })
  expect(ids).toBe('cd')
  expect(new Set(asked.cards)).toEqual(new Set([99, 2, 3]))
  expect((await ask({ seen: seen('a'), count: 0 })).ids).toBe('')
})
