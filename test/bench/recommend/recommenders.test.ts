// The baselines against scores counted by hand, and the floors against results on either side of them.
import { expect, test } from 'vitest'
import { floorsOf } from './floors.ts'
import type { Result } from './floors.ts'
import { after, popular, together } from './pair-tables.ts'
import { vmis } from './vmis.ts'

const sessions = ['abca', 'ab', 'cb'].map((session) => [...session])
const scores = (list: readonly { id: string; score: number }[]) =>
  list.map(({ id, score }) => [id, Number(score.toFixed(6))])

test('POP counts clicks', () => {
  const { recommend } = popular.train(sessions, { k: 1 })
  expect(scores(recommend(['c'], 9))).toEqual([
    ['a', 3],
    ['b', 3],
    ['c', 2],
  ])
  expect(recommend([], 1)).toHaveLength(1)
})

test('AR counts the sessions that two items share', () => {
  const { recommend } = together.train(sessions, { k: 1 })
  expect(scores(recommend(['c', 'b'], 9))).toEqual([
    ['a', 2],
    ['c', 2],
  ])
  expect(recommend(['unknown'], 9)).toEqual([])
})

test('SR counts what follows, the nearer the more', () => {
  const { recommend } = after.train(sessions, { k: 1 })
  // b: c at one step, a at two. a: b at one step, twice, and c at two.
  expect(scores(recommend(['b'], 9))).toEqual([
    ['c', 1],
    ['a', 0.5],
  ])
  expect(scores(recommend(['a'], 9))).toEqual([
    ['b', 2],
    ['c', 0.5],
  ])
})

test('VMIS lets the sessions that are most alike vote', () => {
  const settings = { items: 2, sample: 3, neighbours: 2 }
  const { recommend } = vmis(settings).train([...sessions, ['d', 'a']], { k: 1 })
  // The newest three that hold a or b: {d a} 0.5 · {c b} 1 · {a b} 1.5; the last two vote, with b nearest: 0.9.
  const rarity = { a: Math.log(5 / 3), b: Math.log(5 / 3), c: Math.log(5 / 2) }
  expect(scores(recommend(['a', 'b'], 9))).toEqual(
    scores([
      { id: 'b', score: 0.9 * 2.5 * rarity.b },
      { id: 'c', score: 0.9 * 1 * rarity.c },
      { id: 'a', score: 0.9 * 1.5 * rarity.a },
    ]),
  )
  // Nothing is left over from one question to the next.
  expect(recommend(['a', 'b'], 9)).toEqual(recommend(['a', 'b'], 9))
  expect(recommend(['a', 'b'], 1)).toHaveLength(1)
})

const result = (more: Partial<Result>, hitRate: number, mrr: number): Result => ({
  dataset: 'eshop',
  name: 'x',
  role: 'baseline',
  k: 1,
  accuracy: { cases: 1, hitRate, mrr },
  bytes: 0,
  trainMs: 0,
  ...more,
})

test('floors hold the anchor from both sides and ours from below, where one session is enough', () => {
  const floors = floorsOf([
    result({ role: 'anchor', name: 'VMIS' }, 0.638, 0.2041),
    result({ role: 'anchor', name: 'VMIS', dataset: 'serenade' }, 0.5325, 0.2349),
    result({ role: 'ours', name: 'Tidemark' }, 0.7, 0.2699),
    result({ role: 'ours', name: 'Tidemark', k: 2 }, 0.1, 0.1),
    result({ role: 'anchor', dataset: 'own' }, 0.1, 0.1),
    result({}, 0.1, 0.1),
  ])
  expect(floors).toEqual({
    eshop_vmis_hr: { bar: 0.628, value: 0.638, ok: true },
    eshop_vmis_mrr: { bar: 0.214, value: 0.2041, ok: true },
    serenade_vmis_hr: { bar: 0.522, value: 0.5325, ok: false },
    serenade_vmis_mrr: { bar: 0.245, value: 0.2349, ok: false },
    eshop_tidemark_k1_hr: { bar: 0.7, value: 0.7, ok: true },
    eshop_tidemark_k1_mrr: { bar: 0.27, value: 0.2699, ok: false },
  })
})
