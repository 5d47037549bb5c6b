// Who gets what: the shares that were asked for, the same for the same visitor, and groups that share nobody.
import { expect, test } from 'vitest'
import type { PageExperiment } from '../wire/experiment.ts'
import { assign } from './assign.ts'

const VISITORS = Array.from({ length: 20_000 }, (_, number) => `visitor-${number}`)

const experiment = (key: string, more: Partial<PageExperiment> = {}): PageExperiment => ({
  key,
  coverage: 1,
  targeting: {},
  variations: [0.5, 0.3, 0.2].map((weight, at) => ({
    key: `v${at}`,
    name: '',
    weight,
    changes: [],
  })),
  ...more,
})

const share = (of: PageExperiment, key: string | undefined) =>
  VISITORS.filter((visitor) => assign(of, visitor)?.key === key).length / VISITORS.length

test('shares are the weights, and the rest of the coverage takes no part', () => {
  const half = experiment('hero', { coverage: 0.5 })
  expect(share(half, undefined)).toBeCloseTo(0.5, 1)
  expect(share(half, 'v0')).toBeCloseTo(0.25, 1)
  expect(share(half, 'v2')).toBeCloseTo(0.1, 1)
})

test('a visitor gets the same again, and with more coverage too', () => {
  for (const visitor of VISITORS.slice(0, 2_000)) {
    const few = assign(experiment('hero', { coverage: 0.3 }), visitor)
    if (few) expect(assign(experiment('hero', { coverage: 0.9 }), visitor)?.key).toBe(few.key)
  }
})

test('experiments of one group share nobody, and each splits its visitors as it should', () => {
  const one = experiment('one', { group: { name: 'front', from: 0, to: 0.5 } })
  const other = experiment('other', { group: { name: 'front', from: 0.5, to: 1 } })
  const both = VISITORS.filter((visitor) => assign(one, visitor) && assign(other, visitor))
  expect(both).toEqual([])
  const ofOne = VISITORS.flatMap((visitor) => assign(one, visitor) ?? [])
  expect(ofOne.length / VISITORS.length).toBeCloseTo(0.5, 1)
  expect(ofOne.filter(({ key }) => key === 'v0').length / ofOne.length).toBeCloseTo(0.5, 1)
  // The control: without a group they do meet.
  const free = VISITORS.filter(
    (visitor) => assign(experiment('one'), visitor) && assign(experiment('other'), visitor),
  )
  expect(free.length).toBe(VISITORS.length)
})
