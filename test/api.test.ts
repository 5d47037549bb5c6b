// The public surface, so that a change of it is seen in the diff of this file.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as sdk from '../packages/sdk/index.ts'

test('names that npm users import', () => {
  expect(Object.keys(sdk).sort()).toMatchInlineSnapshot(`
    [
      "consent",
      "start",
      "track",
    ]
  `)
})

test('importing touches nothing: it is inert where there is no window', () => {
  expect('window' in globalThis).toBe(false)
  expect(typeof sdk.start).toBe('function')
})

test('methods of the features', () => {
  expect(Object.keys(sdk.consent()).sort()).toMatchInlineSnapshot(`
    [
      "choose",
      "grants",
      "name",
      "on",
      "purpose",
      "start",
      "withdraw",
    ]
  `)
  expect(Object.keys(sdk.track()).sort()).toMatchInlineSnapshot(`
    [
      "aggregate",
      "commerce",
      "door",
      "event",
      "name",
      "purpose",
      "start",
    ]
  `)
})

test('every entry of the package is built, with its types', () => {
  const { exports } = JSON.parse(readFileSync('packages/package.json', 'utf8')) as {
    exports: Record<string, Record<string, string>>
  }
  const files = Object.values(exports).flatMap((entry) => Object.values(entry))
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter((file) => !existsSync(`packages/${file}`))).toEqual([])
})
