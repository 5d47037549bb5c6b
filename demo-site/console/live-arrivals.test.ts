// New events of a feed are told apart, even from events that look just like them.
import { expect, test } from 'vitest'
import type { LiveEvent } from '../../packages/wire/report.ts'
import { arrivals } from './live-arrivals.ts'

function event(timeMs: number): LiveEvent {
  return {
    timeMs,
    name: 'page_view',
    path: '/',
    country: 'DE',
    device: 'mobile',
    browser: 'Firefox',
    value: null,
    currency: '',
  }
}

const fresh = (rows: readonly { fresh: boolean }[]) => rows.map((each) => each.fresh)

test('nothing is new at first', () => {
  expect(fresh(arrivals([event(2), event(1)], null))).toEqual([false, false])
})

test('what was not there before is new, what was keeps its key', () => {
  const before = arrivals([event(2), event(1)], null)
  const after = arrivals([event(3), event(2), event(1)], before)
  expect(fresh(after)).toEqual([true, false, false])
  expect(after.slice(1).map((each) => each.key)).toEqual(before.map((each) => each.key))
})

test('a twin of a known event is new once', () => {
  const before = arrivals([event(1)], null)
  const after = arrivals([event(1), event(1)], before)
  expect(fresh(after).filter(Boolean)).toHaveLength(1)
  expect(new Set(after.map((each) => each.key)).size).toBe(2)
  expect(fresh(arrivals([event(1), event(1)], after))).toEqual([false, false])
})

test('an empty feed that fills has news', () => {
  expect(fresh(arrivals([event(1)], arrivals([], null)))).toEqual([true])
})
