// The route table is matched exactly.
import { describe, expect, test } from 'vitest'
import { Fault } from '../errors.ts'
import type { Route } from './call.ts'
import { createRouter } from './router.ts'

const to = (method: Route['method'], path: string): Route => ({
  method,
  path,
  door: 'public',
  handle: () => ({ status: 200 }),
})
const route = createRouter([
  to('POST', '/e'),
  to('GET', '/t/:site.js'),
  to('GET', '/m/*'),
  to('GET', '/api/v1/sites/:site'),
  to('PUT', '/api/v1/sites/:site'),
])

const code = (method: string, path: string): unknown => {
  try {
    return route(method, path).route.path
  } catch (error) {
    return error instanceof Fault ? error.code : error
  }
}

describe('finds', () => {
  test.each([
    ['POST', '/e', '/e', {}],
    ['GET', '/t/my-shop.js', '/t/:site.js', { site: 'my-shop' }],
    ['HEAD', '/t/my-shop.js', '/t/:site.js', { site: 'my-shop' }],
    ['GET', '/m/a/b.js', '/m/*', { rest: 'a/b.js' }],
    ['PUT', '/api/v1/sites/a', '/api/v1/sites/:site', { site: 'a' }],
  ])('%s %s', (method, path, form, params) => {
    const match = route(method, path)
    expect(match.route.path).toBe(form)
    expect({ ...match.params }).toEqual(params)
  })
})

describe('refuses', () => {
  test.each([
    ['GET', '/e', 'method_not_allowed'],
    ['DELETE', '/api/v1/sites/a', 'method_not_allowed'],
    ['POST', '/e/', 'not_found'],
    ['GET', '/t/a/b.js', 'not_found'],
    ['GET', '/t/../x.js', 'not_found'],
    ['GET', '/t/axjs', 'not_found'],
    ['GET', '/', 'not_found'],
  ])('%s %s', (method, path, expected) => {
    expect(code(method, path)).toBe(expected)
  })
})
