// Recommendations over a real socket: from imported visits to the files that pages fetch, and what the owner may say.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnyEvent, ImportedBatch } from '../../packages/wire/event.ts'
import type { ModelHead } from '../../packages/wire/model.ts'
import type { RecommendStatus } from '../../packages/wire/recommend.ts'
import { readRows } from '../../packages/recommend/rows.ts'
import { createCollector } from '../collector.ts'
import type { Collector } from '../collector.ts'
import { diskFiles } from '../log/files.ts'
import { systemRandom } from '../random.ts'
import { trainHere } from '../recommend/training.ts'
import type { StartTraining } from '../recommend/training.ts'
import { startServer } from '../server.ts'
import type { RunningServer } from '../server.ts'
import { readSettings } from '../settings.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import { createMemoryDocuments } from '../storage/settings/memory.ts'

const DAY_MS = 86_400_000
const ORIGIN = 'https://shop.example'
const CLI = 'a-secret-of-the-command-line'
const SITE = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', origins: [ORIGIN], rates: {} }

let folder: string
let collector: Collector
let server: RunningServer
let nowMs = Date.parse('2026-05-10T12:00Z')
let startTraining: StartTraining = trainHere

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-recommend-'))
  collector = await createCollector({
    settings: { ...readSettings({}), dataFolder: folder },
    version: 'test',
    consoleOrigin: () => `http://localhost:${server.port}`,
    clock: { now: () => nowMs },
    random: systemRandom,
    files: diskFiles,
    driver: createDuckdbDriver(await openDatabase({ path: ':memory:' })),
    documents: createMemoryDocuments(),
    assets: {
      tags: new Map([
        ['', 'plain'],
        ['recommend', 'more'],
      ]),
      chunks: new Map(),
      console: new Map(),
    },
    logger: { write: () => {} },
    startTraining: (origins) => startTraining(origins),
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

async function ask(method: string, path: string, body?: object, headers = {}): Promise<Response> {
  return fetch(`http://localhost:${server.port}${path}`, {
    method,
    headers: {
      ...(path.startsWith('/api') && { authorization: `Bearer ${CLI}` }),
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
}

const read = async <T>(path: string): Promise<T> => (await (await ask('GET', path)).json()) as T
const status = () => read<RecommendStatus>('/api/v1/sites/shop/recommend')
const head = () => read<ModelHead>('/r/shop/head.json')
const tryIds = async (slot: string, ...history: string[]) => {
  const answer = await ask('POST', '/api/v1/sites/shop/recommend/try', { slot, history })
  return ((await answer.json()) as { rows: { id: string; because?: string; from: string }[] }).rows
}

let streams = 0

/** A visit to some products, one letter each. */
async function visit(visitor: string, items: string, grant: ImportedBatch['grant'] = FULL) {
  const stream = `stream-${(streams += 1)}-of-visits`
  const events = [...items].map((id, at) => ({
    seq: at + 1,
    type: 'view_item',
    timeMs: nowMs - 60_000 + at,
    session: stream,
    url: `${ORIGIN}/p/${id}`,
    body: { items: [{ item_id: id, item_name: `Name of ${id}`, item_category: 'all' }] },
  })) as unknown as AnyEvent[]
  const head = { site: 'shop', sdk: 'test', stream, sentMs: nowMs, emitted: events.length }
  const batch = { ...head, grant, visitor, events }
  await collector.pipeline.acceptImport(Buffer.from(JSON.stringify(batch)), { receivedMs: nowMs })
}

const FULL = { analytics: 'full', recommendations: 'full' } as const
const PLAIN = { analytics: 'full' } as const

async function train(): Promise<void> {
  await collector.pipeline.drain()
  await collector.recommender.train('shop')
}

describe('without settings', () => {
  test('a site has no model, learns nothing, and its tag carries nothing of it', async () => {
    await collector.sites.put('shop', SITE)
    expect((await ask('GET', '/r/shop/head.json')).status).toBe(404)
    expect((await ask('POST', '/api/v1/sites/shop/recommend/train', {})).status).toBe(409)
    expect(await status()).toMatchObject({ settings: null, model: null, training: null })
    expect(await (await ask('GET', '/t/shop.js')).text()).toBe('plain')
    collector.recommender.tick()
    expect(await readdir(folder)).not.toContain('recommend')
  })
})

describe('with settings', () => {
  beforeAll(async () => {
    await collector.sites.put('shop', {
      ...SITE,
      recommend: { k: 2, learnsUnder: 'recommendations' },
    })
    for (const visitor of ['anna-0001', 'ben-00001', 'cleo-0001']) await visit(visitor, 'abc')
    await visit('dana-0001', 'xyz', PLAIN)
    await visit('emil-0001', 'xyz', PLAIN)
    await train()
  })

  test('the status says what the model is', async () => {
    expect(await status()).toMatchObject({
      settings: { k: 2 },
      model: { k: 2, items: 3, pairs: 6, visits: 3, coverage: 1, trainedMs: nowMs },
      training: null,
      fault: '',
    })
    expect(await (await ask('GET', '/t/shop.js')).text()).toBe('more')
  })

  test('only visits under the grant are learned from, unless the site says otherwise', async () => {
    const found = async () =>
      (await read<{ rows: { id: string }[] }>('/api/v1/sites/shop/products')).rows.map(
        ({ id }) => id,
      )
    expect((await found()).toSorted()).toEqual(['a', 'b', 'c'])
    await collector.sites.put('shop', { ...SITE, recommend: { k: 2, learnsUnder: 'analytics' } })
    await train()
    expect((await found()).toSorted()).toEqual(['a', 'b', 'c', 'x', 'y', 'z'])
    await collector.sites.put('shop', {
      ...SITE,
      recommend: { k: 2, learnsUnder: 'recommendations' },
    })
    await train()
    expect((await found()).toSorted()).toEqual(['a', 'b', 'c'])
  })

  test('pages of the site may read its files, without cookies, and keep the shards', async () => {
    const answer = await ask('GET', '/r/shop/head.json', undefined, { origin: ORIGIN })
    expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect(answer.headers.get('vary')).toBe('origin, accept-encoding')
    const foreign = await ask('GET', '/r/shop/head.json', undefined, {
      origin: 'https://evil.example',
    })
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    const { rows } = await head()
    const shard = await ask('GET', `/r/shop/${rows.folder}/0`)
    expect(shard.headers.get('cache-control')).toBe('public, max-age=604800, immutable')
    expect([...readRows(new Uint8Array(await shard.arrayBuffer())).keys()].toSorted()).toEqual([
      'a',
      'b',
      'c',
    ])
    const etag = answer.headers.get('etag') ?? ''
    const again = await ask('GET', '/r/shop/head.json', undefined, { 'if-none-match': etag })
    expect(again.status).toBe(304)
  })

  test.each([
    'model.json',
    'feed.json',
    'rows-AAAAAAAAAAAAAAAA/0',
    'rows-AAAAAAAAAAAAAAAA/../model.json',
    '../tidemark.duckdb',
    '%2e%2e/model.json',
    '',
  ])('nothing else of the folder is served: %s', async (name) => {
    expect((await ask('GET', `/r/shop/${name}`)).status).toBe(404)
  })

  test('a try answers with reasons, and leaves out what was seen', async () => {
    expect(await tryIds('for-you', 'a')).toMatchObject([
      { id: 'b', from: 'history', because: 'a' },
      { id: 'c', from: 'history', because: 'a' },
    ])
    expect(await tryIds('for-you', 'a', 'b', 'c')).toEqual([])
    expect((await tryIds('trending')).map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c'])
    expect((await tryIds('for-you', 'unknown')).map(({ from }) => from)).toEqual([
      'trending',
      'trending',
      'trending',
    ])
    const bad = await ask('POST', '/api/v1/sites/shop/recommend/try', { slot: 'x', history: [] })
    expect(bad.status).toBe(400)
  })

  test('rules pin and exclude, at once and without a training', async () => {
    const rules = { pins: [{ slot: 'for-you', item: 'c' }], excluded: ['b', 'not-known'] }
    expect((await ask('PUT', '/api/v1/sites/shop/recommend/rules', rules)).status).toBe(200)
    expect(await tryIds('for-you', 'a')).toMatchObject([{ id: 'c', from: 'pin' }])
    expect((await head()).excluded).toHaveLength(1)
    expect((await status()).rules).toEqual(rules)
    const bad = { pins: [{ slot: 'nowhere', item: 'c' }], excluded: [] }
    expect((await ask('PUT', '/api/v1/sites/shop/recommend/rules', bad)).status).toBe(400)
    await ask('PUT', '/api/v1/sites/shop/recommend/rules', { pins: [], excluded: [] })
  })

  test('a feed brings products, pictures on the site’s origins, and what is sold out', async () => {
    const put = (products: object[]) => ask('PUT', '/api/v1/sites/shop/products', { products })
    const image = `${ORIGIN}/d.jpg`
    expect(
      (
        await put([
          { id: 'd', name: 'New', image },
          { id: 'b', out: true },
        ])
      ).status,
    ).toBe(200)
    expect((await tryIds('for-you', 'a')).map(({ id }) => id)).toEqual(['c'])
    await train()
    const { cards } = await head()
    const [, , , added] = (await read<{ id: string }[]>(`/r/shop/${cards.folder}/0`)) ?? []
    expect(added).toEqual({ id: 'd', name: 'New', image })
    for (const bad of [
      { id: 'd', image: 'https://evil.example/d.jpg' },
      { id: 'd', url: 'javascript:alert(1)' },
      { name: 'without id' },
    ])
      expect((await put([bad])).status).toBe(400)
    await put([])
    await train()
  })

  test('the API is the owner’s alone', async () => {
    for (const path of ['recommend', 'products'])
      expect(
        (await fetch(`http://localhost:${server.port}/api/v1/sites/shop/${path}`)).status,
      ).toBe(401)
  })
})

describe('models come and go', () => {
  test('an earlier model’s shards are served for seven days more, and then no longer', async () => {
    const before = (await head()).rows.folder
    await visit('finn-0001', 'ac')
    await train()
    const after = (await head()).rows.folder
    expect(after).not.toBe(before)
    expect((await ask('GET', `/r/shop/${before}/0`)).status).toBe(200)
    nowMs += 7 * DAY_MS + 1
    await visit('gwen-0001', 'ab')
    await train()
    expect((await ask('GET', `/r/shop/${before}/0`)).status).toBe(404)
    expect((await ask('GET', `/r/shop/${after}/0`)).status).toBe(200)
  })

  test('once a day each site that recommends is trained, and no sooner', async () => {
    let trainings = 0
    startTraining = (origins) => {
      trainings++
      return trainHere(origins)
    }
    const tick = async () => {
      collector.recommender.tick()
      // What a tick has begun is what another caller is given.
      await new Promise((resolve) => setImmediate(resolve))
      const { training } = collector.recommender.state('shop')
      if (training) await collector.recommender.train('shop')
    }
    await tick()
    expect(trainings).toBe(0)
    nowMs += DAY_MS
    await tick()
    await tick()
    expect(trainings).toBe(1)
    expect((await status()).model?.trainedMs).toBe(nowMs)
    startTraining = trainHere
  })

  test('a training that fails leaves the model, says why, and is tried again on demand', async () => {
    const before = await head()
    startTraining = (origins) => ({
      ...trainHere(origins),
      finish: () => Promise.reject(new Error('out of memory')),
    })
    await train()
    expect(await status()).toMatchObject({ fault: 'Error: out of memory', training: null })
    expect(await head()).toEqual(before)
    startTraining = trainHere
    await train()
    expect(await status()).toMatchObject({ fault: '', training: null })
  })

  test('two who ask for a training at once get the same one', async () => {
    await Promise.all([collector.recommender.train('shop'), collector.recommender.train('shop')])
    expect(collector.recommender.train('shop')).toBe(collector.recommender.train('shop'))
    await collector.recommender.train('shop')
  })
})
