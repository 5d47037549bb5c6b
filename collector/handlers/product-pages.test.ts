// Facts of products that no list covers are read on the shop's own pages, where the owner says so: slowly, and where it is allowed.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startHere } from '../../test/support/collector-here.ts'
import type { CollectorHere } from '../../test/support/collector-here.ts'
import type { ModelHead } from '../../packages/wire/model.ts'
import type { Product, RecommendStatus } from '../../packages/wire/recommend.ts'
import { createFetchPage } from '../recommend/fetch-page.ts'

const API = '/api/v1/sites/shop'
const DAY_MS = 86_400_000

let shop: Server
let shopUrl: string
let here: CollectorHere
let asked: string[]
let waited: number[]
let nowMs: number
let isHeld: boolean

const page = (sku: string, more: object = {}): string =>
  `<!doctype html><script type="application/ld+json">${JSON.stringify({
    '@type': 'Product',
    sku,
    name: `The ${sku}`,
    image: '/art.svg',
    offers: { price: '49.90', priceCurrency: 'EUR', ...more },
  })}</script>`

const PAGES: Readonly<Record<string, string>> = {
  '/p/lamp': page('lamp', { availability: 'https://schema.org/OutOfStock' }),
  '/p/bowl': page('bowl'),
  '/p/rug': page('rug'),
  '/p/vase': page('vase'),
  '/private/desk': page('desk'),
}

beforeEach(async () => {
  ;[asked, waited, nowMs, isHeld] = [[], [], Date.now(), false]
  shop = createServer(({ url = '' }, response) => {
    asked.push(url)
    const [type, text] =
      url === '/robots.txt'
        ? ['text/plain', 'User-agent: *\nDisallow: /private\nCrawl-delay: 2']
        : ['text/html', PAGES[url]]
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text)
  })
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
  here = await startHere({
    clock: { now: () => nowMs },
    fetchPage: createFetchPage({ userAgent: 'tidemark/test', isLoopback: true }),
    wait: async (ms, signal) => {
      waited.push(ms)
      if (isHeld && ms === 2_000) await once(signal, 'abort')
    },
  })
  await setUp({ fetch: true })
  await ask('PUT', `${API}/products`, { products: [{ id: 'rug', name: 'As listed' }] })
  for (const visitor of ['visitor-anna', 'visitor-bert']) {
    for (const [id, path] of [
      ['lamp', '/p/lamp'],
      ['bowl', '/p/bowl'],
      ['rug', '/p/rug'],
      ['desk', '/private/desk'],
      ['gone', '/p/gone'],
      // Somebody says of another product's page that it is this one's.
      ['fake', '/p/lamp'],
    ] as const)
      await view(visitor, id, path)
  }
  await view('visitor-anna', 'vase', '/p/vase')
  await ask('GET', `${API}/imported`)
})
afterEach(async () => {
  await here.stop()
  shop.close()
})

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await here.ask(method, path, body)
  const text = await answer.text()
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return (text && JSON.parse(text)) as T
}

const setUp = (more: object): Promise<unknown> =>
  ask('PUT', API, {
    name: 'Shop',
    currency: 'EUR',
    timeZone: 'UTC',
    origins: [shopUrl, '*'],
    rates: {},
    recommend: { k: 2, learnsUnder: 'analytics', ...more },
  })

let sent = 0

async function view(visitor: string, id: string, path: string): Promise<void> {
  const stream = `stream-${(sent += 1)}-of-pages`
  await ask('POST', '/api/v1/events', {
    site: 'shop',
    sdk: 'test',
    stream,
    sentMs: nowMs,
    emitted: 1,
    grant: { analytics: 'full' },
    visitor,
    events: [
      {
        seq: 1,
        type: 'view_item',
        timeMs: nowMs - 1_000,
        session: `session-${visitor}`,
        url: shopUrl + path,
        body: { items: [{ item_id: id }] },
      },
    ],
  })
}

const status = () => ask<RecommendStatus>('GET', `${API}/recommend`)
const run = () => here.collector.harvest.run('shop')

test('pages that enough visitors have seen are read, at the pace and by the rules of the shop', async () => {
  await run()
  expect(asked.toSorted()).toEqual(['/p/bowl', '/p/gone', '/p/lamp', '/p/lamp', '/robots.txt'])
  expect(waited.filter((ms) => ms === 2_000)).toHaveLength(4)
  expect((await status()).facts).toEqual({
    listed: 1,
    fetched: 2,
    faults: { no_product: 1, robots: 1, status_404: 1 },
    fetchedMs: nowMs,
    isFetching: false,
  })
})

test('what they say goes into the model: under the list, over what visitors said', async () => {
  await run()
  await here.collector.recommender.train('shop')
  const { rows } = await ask<{ rows: Product[] }>('GET', `${API}/products?q=`)
  const byId = Object.fromEntries(rows.map((row) => [row.id, row]))
  expect(byId['bowl']).toEqual({ id: 'bowl', name: 'The bowl', prices: { EUR: 4_990 } })
  expect(byId['rug']).toEqual({ id: 'rug', name: 'As listed' })
  expect(byId['fake']).toEqual({ id: 'fake' })
  const head = (await (await fetch(`${here.url}/r/shop/head.json`)).json()) as ModelHead
  const cards = (await (
    await fetch(`${here.url}/r/shop/${head.cards.folder}/0`)
  ).json()) as object[]
  expect(head.excluded.map((place) => cards[place])).toMatchObject([
    { id: 'lamp', url: `${shopUrl}/p/lamp`, image: `${shopUrl}/art.svg` },
  ])
  // Once it is in the list, the list says whether any is left.
  await ask('PUT', `${API}/products`, { products: [{ id: 'lamp' }] })
  expect(await (await fetch(`${here.url}/r/shop/head.json`)).json()).toMatchObject({ excluded: [] })
})

test('what was read is read again after a week, and what gave nothing after a day', async () => {
  await run()
  const again = async (): Promise<string[]> => {
    asked = []
    await run()
    return asked.filter((path) => path !== '/robots.txt').toSorted()
  }
  expect(await again()).toEqual([])
  nowMs += DAY_MS
  expect(await again()).toEqual(['/p/gone', '/p/lamp'])
  nowMs += 7 * DAY_MS
  expect(await again()).toEqual(['/p/bowl', '/p/gone', '/p/lamp', '/p/lamp'])
})

test('it is off until the owner says so, and what was read counts no more once it is off again', async () => {
  await setUp({})
  here.collector.harvest.tick()
  await run()
  expect(asked).toEqual([])
  await setUp({ fetch: true })
  await run()
  expect(asked).not.toEqual([])
  await setUp({})
  await here.collector.recommender.train('shop')
  const { rows } = await ask<{ rows: Product[] }>('GET', `${API}/products?q=bowl`)
  expect(rows).toEqual([{ id: 'bowl' }])
})

test('a page that leads to one which is forbidden is not read', async () => {
  shop.removeAllListeners('request')
  shop.on('request', ({ url = '' }, response) => {
    if (url === '/robots.txt') {
      response.writeHead(200, { 'content-type': 'text/plain' })
      response.end('User-agent: *\nDisallow: /private')
    } else if (url === '/private/x')
      response.writeHead(200, { 'content-type': 'text/html' }).end(page('bowl'))
    else response.writeHead(301, { location: '/private/x' }).end()
  })
  await run()
  expect((await status()).facts).toMatchObject({ fetched: 0, faults: { robots: 5 } })
})

test('while robots.txt cannot be had, nothing is asked for', async () => {
  shop.removeAllListeners('request')
  shop.on('request', ({ url = '' }, response) => {
    asked.push(url)
    response.writeHead(503).end()
  })
  await run()
  expect(asked).toEqual(['/robots.txt'])
  expect((await status()).facts.faults).toEqual({ robots: 5 })
})

test('a site that is deleted is read no further', async () => {
  isHeld = true
  const running = run()
  await expect.poll(() => waited).toContain(2_000)
  expect((await here.ask('DELETE', `${API}?confirm=shop`)).status).toBe(200)
  await running
  expect(asked).toHaveLength(2)
  expect(here.collector.harvest.isRunning('shop')).toBe(false)
})
