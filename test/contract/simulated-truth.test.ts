// What goes together in the minds of simulated shoppers is what the recommendations learned from them say goes together.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '../../collector/clock.ts'
import { createCollector } from '../../collector/collector.ts'
import type { Collector } from '../../collector/collector.ts'
import { companionsOf } from '../../collector/import/companions.ts'
import { PRODUCTS } from '../../collector/import/sample-shop.ts'
import { simulate } from '../../collector/import/simulate.ts'
import { diskFiles } from '../../collector/log/files.ts'
import { systemRandom } from '../../collector/random.ts'
import { trainHere } from '../../collector/recommend/training.ts'
import { startServer } from '../../collector/server.ts'
import type { RunningServer } from '../../collector/server.ts'
import { readSettings } from '../../collector/settings.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import { createMemoryDocuments } from '../../collector/storage/settings/memory.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const ORIGIN = 'https://shop.example'
const CLI = 'a-secret-of-the-command-line'
const SHOPPERS = 1_200
const SHOWN = 4

let folder: string
let collector: Collector
let server: RunningServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-truth-'))
  const settings = readSettings({ TIDEMARK_RATE_ADDRESS: '100000' })
  collector = await createCollector({
    settings: { ...settings, dataFolder: folder },
    version: 'test',
    consoleOrigin: () => `http://localhost:${server.port}`,
    clock: systemClock,
    random: systemRandom,
    files: diskFiles,
    driver: createDuckdbDriver(await openDatabase({ path: ':memory:' })),
    documents: createMemoryDocuments(),
    assets: { tags: new Map(), chunks: new Map(), console: new Map() },
    logger: { write: () => {} },
    startTraining: trainHere,
    wait: async () => {},
    cliSecret: CLI,
  })
  server = await startServer(collector.handle, { host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  await server.stop()
  await collector.stop()
  await rm(folder, { recursive: true })
})

async function idsFor(site: string, slot: string, history: readonly string[]): Promise<string[]> {
  const answer = await fetch(`http://localhost:${server.port}/api/v1/sites/${site}/recommend/try`, {
    method: 'POST',
    headers: { authorization: `Bearer ${CLI}`, 'content-type': 'application/json' },
    body: JSON.stringify({ slot, history }),
  })
  const { rows } = (await answer.json()) as { rows: { id: string }[] }
  return rows.slice(0, SHOWN).map(({ id }) => id)
}

/** Shares of all true companions that stand in the first four, beside a product and in the list that is the same for all. */
async function found(
  site: string,
  together: number,
): Promise<{ related: number; popular: number }> {
  const recommend = { k: 5, learnsUnder: 'recommendations' } as const
  const plain = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', rates: {} }
  await collector.sites.put(site, { ...plain, origins: [ORIGIN], recommend })
  const truth = { seed: site, conversion: 0.1, lifts: {}, experiments: [], together }
  await simulate(truth, {
    url: `http://127.0.0.1:${server.port}`,
    site,
    origin: ORIGIN,
    shoppers: SHOPPERS,
    clock: systemClock,
    progress: { show() {}, end() {} },
    pause: async () => {},
    stopped: new AbortController().signal,
  })
  await collector.pipeline.drain()
  await collector.recommender.train(site)
  const popular = await idsFor(site, 'trending', [])
  const hits = { related: 0, popular: 0 }
  for (const { id } of PRODUCTS) {
    const related = await idsFor(site, 'related', [id])
    for (const companion of companionsOf(id)) {
      if (related.includes(companion.id)) hits.related++
      if (popular.includes(companion.id)) hits.popular++
    }
  }
  const all = PRODUCTS.length * companionsOf(PRODUCTS[0]!.id).length
  return { related: hits.related / all, popular: hits.popular / all }
}

test('of what truly goes together nearly all is recommended; of what does not, no more than by chance', async () => {
  const truth = await found('together', 0.6)
  console.log(`companions in the first ${SHOWN}: ${JSON.stringify(truth)}`)
  expect(truth.related).toBeGreaterThan(0.9)
  expect(truth.popular).toBeLessThan(0.35)
  // The control: shoppers in whose minds nothing goes together teach nothing of it.
  const control = await found('apart', 0)
  console.log(`where nothing goes together: ${JSON.stringify(control)}`)
  expect(control.related).toBeLessThan(0.35)
})
