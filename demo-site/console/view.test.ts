// The address is the state: what is written is read back, and rubbish is a view like any other.
import { expect, test } from 'vitest'
import { ALL_FLAGS, NEW, SCREEN_NAMES, formatView, parseSignIn, parseView } from './view.ts'
import type { View } from './view.ts'

test('a view survives the way through the address', () => {
  for (const screen of SCREEN_NAMES) {
    const view: View = {
      screen,
      site: 'a-shop',
      period: { first: '2026-01-01', last: '2026-01-31' },
      metric: 'revenue',
      experiment: null,
      flag: null,
      page: null,
      band: null,
      part: null,
    }
    expect(parseView(formatView(view))).toEqual(view)
  }
})

test('an empty address is the overview of the last 28 days', () => {
  expect(parseView('')).toEqual({
    screen: 'overview',
    site: null,
    period: '28d',
    metric: 'visitors',
    experiment: null,
    flag: null,
    page: null,
    band: null,
    part: null,
  })
})

test('what cannot be understood falls back', () => {
  expect(parseView('#toString?period=9d&metric=__proto__&site=')).toEqual(parseView(''))
})

test('defaults are not spelled out', () => {
  expect(formatView(parseView('#live?site=demo'))).toBe('#live?site=demo&period=28d')
})

test('a sign-in link carries its token, no other fragment does', () => {
  expect(parseSignIn('#sign-in=abc-DEF_123')).toBe('abc-DEF_123')
  expect(parseSignIn('#sign-in=')).toBeNull()
  expect(parseSignIn('#sign-in=a b')).toBeNull()
  expect(parseSignIn('#overview?site=demo')).toBeNull()
})

test('an experiment is part of the address of its own screen alone', () => {
  const view = parseView('#experiments?site=demo&experiment=hero')
  expect(view.experiment).toBe('hero')
  expect(parseView(formatView(view))).toEqual(view)
  expect(formatView({ ...view, screen: 'overview' })).not.toContain('hero')
  expect(parseView('#experiments?experiment=<script>').experiment).toBeNull()
  for (const flag of [NEW, ALL_FLAGS, 'express-checkout']) {
    const flags = { ...view, experiment: null, flag }
    expect(parseView(formatView(flags))).toEqual(flags)
  }
})

test('a page and a kind of device are part of the address of heatmaps alone', () => {
  const view = parseView('#heatmap?site=demo&page=%2Flamps&band=phone')
  expect([view.page, view.band]).toEqual(['/lamps', 'phone'])
  expect(parseView(formatView(view))).toEqual(view)
  expect(formatView({ ...view, screen: 'overview' })).not.toContain('lamps')
  expect(parseView('#heatmap?band=watch').band).toBeNull()
})
