// Whatever text a page sends, its line loads: one bad line would hold up the whole log.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Row } from '../storage/columns.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import type { Driver } from '../storage/driver.ts'
import { eventLines } from './lines.ts'

let folder: string
let driver: Driver
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-lines-'))
  driver = createDuckdbDriver(await openDatabase({ path: ':memory:' }))
  await driver.migrate()
})
afterAll(async () => {
  await driver.close()
  await rm(folder, { recursive: true })
})

async function load(name: string, lines: string): Promise<Row[]> {
  const path = join(folder, `${name}.ndjson`)
  await writeFile(path, lines)
  await driver.insert({ name, path })
  const rows: Row[] = []
  for await (const row of driver.rows(name, 0, 10)) rows.push(row)
  return rows.sort((a, b) => a.seq - b.seq)
}

/** Any UTF-16 at all, lone surrogates and backslashes among it. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom('\\', '"', '\ud800', '\udc00', 'ud800', '\n', '\u2028'),
  ),
  maxLength: 30,
})
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-0, 5e-324, 1e308, Number.MAX_SAFE_INTEGER),
)

/** UTF-8 has no half characters. */
const wellFormed = (text: string): string => Buffer.from(text).toString()

let run = 0
test('as it was, but for half characters', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyText, anyText, anyNumber)), async (sent) => {
      const site = `site-${++run}`
      const shared = { site, stream: 'stream-1', received_ms: 1, language: 'de' }
      const events = sent.map(([path, text, number], index) => ({
        seq: index + 1,
        type: 'custom',
        time_ms: 1,
        path,
        body: { text, number },
      }))
      const rows = await load(site, eventLines(shared, events))
      expect(rows.map(({ path, body }) => [path, body['text'], body['number']])).toEqual(
        sent.map(([path, text, number]) => [
          wellFormed(path),
          wellFormed(text),
          number === 0 ? 0 : number,
        ]),
      )
    }),
    { numRuns: 40 },
  )
})

test('the largest amounts', async () => {
  const shared = { site: 'large', stream: 'stream-1', received_ms: 1 }
  const value = Number.MAX_SAFE_INTEGER
  const event = { seq: 1, type: 'purchase', time_ms: 1, value, revenue: value }
  expect(await load('large', eventLines(shared, [event]))).toMatchObject([
    { value, revenue: value },
  ])
})
