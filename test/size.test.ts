// Every byte a visitor downloads is counted: no use is over its limit, and no limit is loose.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { brotliBytes, bundle, measure } from '../scripts/sizes.mjs'

const rows = await measure()

test.each(rows)('$name: within its limit, and the limit within 2 %', ({ bytes, limit }) => {
  expect(bytes).toBeLessThanOrEqual(limit)
  // Sizes only go down: a limit that is loose would let them creep up again.
  expect(limit).toBeLessThanOrEqual(Math.ceil(bytes * 1.02))
})

test('README quotes these sizes', () => {
  const readme = readFileSync('README.md', 'utf8')
  const quoted = [...readme.matchAll(/<!-- size: ([^>]+?) -->([\d.]+)/g)].map(([, name, kb]) => ({
    name,
    kb,
  }))
  expect(quoted.length).toBeGreaterThan(0)
  for (const { name, kb } of quoted) {
    const row = rows.find((each) => each.name === name)
    expect(`${name} ${kb}`).toBe(`${name} ${((row?.bytes ?? 0) / 1000).toFixed(1)}`)
  }
})

test('what reads batches stays with the collector: none of it is in the tag', async () => {
  const parser = 'a whole number from'
  const tag = rows.find(({ name }) => name.startsWith('tag'))
  expect(tag?.script).not.toContain(parser)
  // The control: a bundle that does parse holds the words that are looked for.
  const parsing = await bundle("import { parseBatch } from './wire/parse.ts'; parseBatch(window)")
  expect(parsing).toContain(parser)
  expect(brotliBytes(parsing)).toBeGreaterThan(1000)
})
