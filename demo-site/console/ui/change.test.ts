// A change is told with its sign, and good news is not the same as more.
import { expect, test } from 'vitest'
import { changeOf, meets } from './change.ts'

test('more is good, unless less is', () => {
  expect(changeOf({ value: 112.4, previous: 100 }, 'count', false)).toEqual({
    arrow: '▲',
    text: '+12.4%',
    good: true,
  })
  expect(changeOf({ value: 0.4, previous: 0.412 }, 'share', true)).toEqual({
    arrow: '▼',
    text: '−1.2 points',
    good: true,
  })
  expect(changeOf({ value: 5, previous: 10 }, 'money', false)).toMatchObject({ good: false })
})

test('what rounds to nothing is no change', () => {
  expect(changeOf({ value: 100_001, previous: 100_000 }, 'count', false)).toEqual({
    arrow: '=',
    text: 'no change',
    good: null,
  })
  expect(changeOf({ value: 0.41, previous: 0.41 }, 'share', false)?.good).toBeNull()
})

test('without a figure before there is no comparison', () => {
  expect(changeOf({ value: 3, previous: 0 }, 'count', false)).toBeNull()
  expect(changeOf({ value: 3, previous: null }, 'count', false)).toBeNull()
  expect(changeOf({ value: null, previous: 3 }, 'count', false)).toBeNull()
  expect(changeOf({ value: 0.1, previous: 0 }, 'share', false)?.text).toBe('+10 points')
})

test('a target is met on its side of the bound, not on it', () => {
  expect(meets(0.449, { below: 0.45 })).toBe(true)
  expect(meets(0.45, { below: 0.45 })).toBe(false)
  expect(meets(90_001, { above: 90_000 })).toBe(true)
  expect(meets(90_000, { above: 90_000 })).toBe(false)
  expect(meets(null, { above: 0 })).toBeNull()
})
