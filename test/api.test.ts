// The public surface, so that a change of it is seen in the diff of this file.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as sdk from '../packages/sdk/index.ts'

test('names that npm users import', () => {
  expect(Object.keys(sdk).sort()).toMatchInlineSnapshot(`
    [
      "asking",
      "consent",
      "consentMode",
      "experiments",
      "heatmap",
      "law",
      "recommend",
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
      "again",
      "choose",
      "grants",
      "name",
      "on",
      "purpose",
      "start",
      "state",
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

test('README shows the stub as it is built, and its hash', () => {
  const stub = readFileSync('dist/assets/stub.js', 'utf8').trim()
  const hash = createHash('sha256').update(stub).digest('base64')
  const readme = readFileSync('README.md', 'utf8')
  expect(readme).toContain(`>${stub}</script>`)
  expect(readme).toContain(`'sha256-${hash}'`)
  expect(readme).toContain(`This stub, ${Buffer.byteLength(stub)} bytes`)
})
