// A draft goes from form to collector and back without losing anything.
import { expect, test } from 'vitest'
import type { Change } from '../../packages/wire/experiment.ts'
import { NEW_DRAFT, draftOf, formOf, keyOf } from './experiment-draft.ts'

const CHANGES: readonly Change[] = [
  { kind: 'css', css: 'h1 { color: red }' },
  { kind: 'hide', selector: '.note' },
  { kind: 'text', selector: 'h1', text: '' },
  { kind: 'attribute', selector: 'a', name: 'title', value: 'More' },
  { kind: 'image', selector: 'img', src: '/new.png' },
  { kind: 'redirect', url: '/sale' },
]

test('every kind of change and every rule survives the form', () => {
  const experiment = {
    key: 'hero',
    name: 'Hero',
    hypothesis: 'More',
    coverage: 0.255,
    targeting: {
      paths: ['/', '/product/*'],
      devices: ['mobile'],
      markets: ['DE', 'AT'],
      visitors: 'new',
      attributes: { member: ['gold', 'silver'], basket: ['a=b'] },
    },
    group: { name: 'front', from: 0.5, to: 1 },
    variations: [
      { key: 'control', name: 'As it is', weight: 0.333, changes: [] },
      { key: 'b', name: 'New', weight: 0.667, changes: CHANGES },
    ],
    metrics: [{ kind: 'conversion' }, { kind: 'event', name: 'size_guide' }],
    status: 'draft',
    startedMs: 0,
    endedMs: 0,
  } as const
  const { key: _key, status: _status, startedMs: _started, endedMs: _ended, ...draft } = experiment
  expect(draftOf(formOf(experiment))).toEqual(draft)
})

test('a new draft has rules only where something was written', () => {
  const { targeting, group } = draftOf({ ...NEW_DRAFT, paths: ' \n', markets: ' ' })
  expect({ targeting, group }).toEqual({ targeting: {}, group: undefined })
  expect(draftOf({ ...NEW_DRAFT, markets: 'de, at' }).targeting.markets).toEqual(['DE', 'AT'])
})

test.each([
  ['Hero headline', 'hero-headline'],
  ['  Größe: 50 % mehr! ', 'gro-e-50-mehr'],
  ['日本', ''],
])('the key of “%s” is “%s”', (name, key) => {
  expect(keyOf(name)).toBe(key)
})
