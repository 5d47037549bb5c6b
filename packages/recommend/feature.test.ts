// The part in the tag: what waits for the choice, what is answered then, and what is forgotten.
import { expect, test } from 'vitest'
import type { Context } from '../core/index.ts'
import { createRecommend } from './feature.ts'
import type { Heard, Running } from './feature.ts'

/** The feature with a chunk that answers with the slot's name, and a context that tells it events. */
function setUp() {
  const hearers = new Map<string, (body: never) => void>()
  const context = {
    on: (type: string, hear: (body: never) => void) => hearers.set(type, hear),
    guard: (run: unknown) => run,
  } as unknown as Context
  const heard: Heard[] = []
  const running: Running = {
    hear: (each) => heard.push(each),
    get: async (slot) => [{ id: slot, from: 'trending' }],
    stop: () => undefined,
  }
  let loads = 0
  const feature = createRecommend({
    load: async () => {
      loads++
      return { begin: () => running }
    },
    loadSlot: () => Promise.reject(new Error('no slot here')),
  })
  feature.prepare?.(context)
  return {
    feature,
    context,
    heard,
    loads: () => loads,
    tell: (id: string) => hearers.get('view_item')?.({ items: [{ item_id: id }] } as never),
    ids: async (asked: ReturnType<typeof feature.get>) => (await asked).map(({ id }) => id),
  }
}

test('questions and views wait for the chunk, in their order', async () => {
  const { feature, context, heard, loads, tell, ids } = setUp()
  const early = feature.get('for-you')
  tell('a')
  expect(loads()).toBe(0)
  feature.door?.open(context)
  feature.start(context)
  tell('b')
  expect(await ids(early)).toEqual(['for-you'])
  expect(heard.map(([, { items }]) => items[0]?.item_id)).toEqual(['a', 'b'])
  expect(await ids(feature.get('trending'))).toEqual(['trending'])
})

test('a refusal answers what waited and what comes with nothing, and forgets what was heard', async () => {
  const { feature, context, heard, loads, tell, ids } = setUp()
  const early = feature.get('for-you')
  tell('a')
  feature.door?.refuse()
  expect([await ids(early), await ids(feature.get('for-you'))]).toEqual([[], []])
  tell('b')
  expect(loads()).toBe(0)
  // Granted after all: what was done under no grant stays forgotten.
  feature.door?.open(context)
  feature.start(context)
  expect(await ids(feature.get('for-you'))).toEqual(['for-you'])
  expect(heard).toEqual([])
})

test('after a stop questions wait again', async () => {
  const { feature, context, ids } = setUp()
  feature.door?.open(context)
  const stop = feature.start(context)
  expect(await ids(feature.get('for-you'))).toEqual(['for-you'])
  stop?.()
  const later = feature.get('trending')
  feature.door?.refuse()
  expect(await ids(later)).toEqual([])
})

test('no more than fifty wait: the next is answered at once, with nothing', async () => {
  const { feature, context, ids } = setUp()
  const asked = Array.from({ length: 60 }, () => feature.get('for-you'))
  expect(await Promise.all(asked.slice(50).map(ids))).toEqual(Array.from({ length: 10 }, () => []))
  feature.door?.open(context)
  feature.start(context)
  expect(await ids(asked[0]!)).toEqual(['for-you'])
})

test('a page without IndexedDB is unharmed by a refusal', () => {
  expect('indexedDB' in globalThis).toBe(false)
  expect(() => setUp().feature.door?.refuse()).not.toThrow()
})
