// Every address shows one thing in both variants, and what is no address is missing.
import { expect, test } from 'vitest'
import { routeOf, splitPath, titleOf } from './routes.ts'

test.each([
  ['/', 'home'],
  ['/c/throws', 'category'],
  ['/p/skerry-mug', 'product'],
  ['/search', 'search'],
  ['/thank-you', 'confirmation'],
  ['/c/hats', 'missing'],
  ['/c/toString', 'missing'],
  ['/p/skerry-mug/more', 'missing'],
  ['/p/', 'missing'],
  ['/nowhere', 'missing'],
  ['', 'missing'],
])('%s shows %s', (path, page) => {
  expect(routeOf(path).page).toBe(page)
})

test('the single-page variant has the same paths under its base', () => {
  expect(splitPath('/app')).toEqual({ base: '/app', path: '/' })
  expect(splitPath('/app/')).toEqual({ base: '/app', path: '/' })
  expect(splitPath('/app/p/skerry-mug')).toEqual({ base: '/app', path: '/p/skerry-mug' })
  expect(splitPath('/apple')).toEqual({ base: '', path: '/apple' })
})

test('a title names what is shown', () => {
  expect(titleOf(routeOf('/p/skerry-mug'))).toBe('Skerry mug · Harbour & Loom')
  expect(titleOf(routeOf('/c/towels'))).toBe('Towels · Harbour & Loom')
})
