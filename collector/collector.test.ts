// The collector over a real socket: who gets in by which door, and what each address answers.
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSecret } from './accounts/secret.ts'
import { systemClock } from './clock.ts'
import { createCollector } from './collector.ts'
import type { Collector } from './collector.ts'
import { diskFiles } from './log/files.ts'
import { pseudonymOf } from './privacy/pseudonym.ts'
import { systemRandom } from './random.ts'
import { trainHere } from './recommend/training.ts'
import { startServer } from './server.ts'
import type { RunningServer } from './server.ts'
import { readSettings } from './settings.ts'
import { createDuckdbDriver } from './storage/drivers/duckdb.ts'
import { openDatabase } from './storage/duckdb-database.ts'
import { createDuckdbDocuments } from './storage/settings/duckdb.ts'

const ORIGIN = 'https://shop.example'
const PASSWORD = 'correct horse battery'
const SITE = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', origins: [ORIGIN], rates: {} }
const CLI = createSecret(systemRandom)
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36'

let folder: string
let collector: Collector
let server: RunningServer
let cookie: string

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** One request; by default from the console's own pages. */
function ask(
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const host = headers['host'] ?? `localhost:${server.port}`
  return new Promise((resolve, reject) => {
    const asked = request(
      { port: server.port, host: '127.0.0.1', method, path, headers: { ...headers, host } },
      (answer) => {
        text(answer)
          .then((read) =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
          )
          .catch(reject)
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

const fromConsole = (more: Record<string, string> = {}) => ({
  'content-type': 'application/json',
  origin: `http://localhost:${server.port}`,
  ...more,
})
const post = (path: string, value: object, headers = fromConsole()) =>
  ask('POST', path, { headers, body: JSON.stringify(value) })
const get = (path: string, headers: Record<string, string> = {}) => ask('GET', path, { headers })
const codeOf = ({ body }: Answer): unknown => (JSON.parse(body) as { code: unknown }).code

const batch = (stream: string) => ({
  site: 'shop',
  sdk: '0.1.0',
  stream,
  sentMs: Date.now(),
  emitted: 1,
  grant: { analytics: 'full' },
  events: [
    {
      seq: 1,
      type: 'page_view',
      timeMs: Date.now(),
      session: 'session-1',
      url: `${ORIGIN}/page`,
      body: {},
    },
  ],
})
const fromPage = { origin: ORIGIN, 'content-type': 'text/plain', 'user-agent': CHROME }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-collector-'))
  const database = await openDatabase({ path: ':memory:' })
  const script = { type: 'text/javascript; charset=utf-8', bytes: Buffer.from('export {}') }
  const page = { type: 'text/html; charset=utf-8', bytes: Buffer.from('<!doctype html>') }
  collector = await createCollector({
    settings: { ...readSettings({}), dataFolder: folder },
    version: 'test',
    consoleOrigin: () => `http://localhost:${server.port}`,
    clock: systemClock,
    random: systemRandom,
    files: diskFiles,
    driver: createDuckdbDriver(database),
    documents: createDuckdbDocuments(database),
    assets: {
      tags: new Map([['', 'run("__TIDEMARK_CONFIG__")']]),
      chunks: new Map([['replay-1.js', script]]),
      console: new Map([['index.html', page]]),
    },
    logger: { write: () => {} },
    wait: async () => {},
    startTraining: trainHere,
    cliSecret: CLI,
  })
  await collector.sites.put('shop', SITE)
  server = await startServer(collector.handle, { host: '127.0.0.1', port: 0 })
  const token = await collector.accounts.keys.issue('sign-in-link')
  const claimed = await post('/api/v1/claim', { token, password: PASSWORD })
  cookie = claimed.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
})

afterAll(async () => {
  await server.stop()
  await collector.stop()
  await rm(folder, { recursive: true })
})

describe('events', () => {
  test('are acknowledged to the page that sent them', async () => {
    const answer = await post('/e', batch('stream-http'), fromPage)
    expect(answer).toMatchObject({ status: 202, body: '{"accepted":1}' })
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN)
    expect(answer.headers.vary).toBe('origin')
  })

  test('a refusal can be read by the page too', async () => {
    const answer = await post('/e', { site: 'shop' }, fromPage)
    expect(answer).toMatchObject({ status: 400 })
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'batch_invalid', path: 'sdk' })
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.headers['access-control-allow-origin']).toBe(ORIGIN)
  })

  test('other origins get neither', async () => {
    const answer = await post('/e', batch('x'), { ...fromPage, origin: 'https://evil.example' })
    expect([answer.status, codeOf(answer)]).toEqual([403, 'origin_not_allowed'])
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('too long a body is refused before it is read', async () => {
    const headers = { ...fromPage, 'content-length': '70000' }
    const answer = await ask('POST', '/e', { headers, body: 'x'.repeat(70_000) })
    expect([answer.status, answer.headers.connection]).toEqual([413, 'close'])
  })

  test('and while it is read, where it does not say how long it is', async () => {
    const headers = { ...fromPage, 'transfer-encoding': 'chunked' }
    const answer = await ask('POST', '/e', { headers, body: 'x'.repeat(70_000) })
    expect([answer.status, codeOf(answer)]).toEqual([413, 'body_too_large'])
  })
})

describe('the tag', () => {
  test('carries its site’s settings, and is not sent twice', async () => {
    const first = await get('/t/shop.js', { host: 'shop.example' })
    expect(first.body).toBe('run({"site":"shop","currency":"EUR"})')
    expect(first.headers['cache-control']).toContain('max-age=300')
    const again = await get('/t/shop.js', { 'if-none-match': first.headers.etag ?? '' })
    expect([again.status, again.body]).toEqual([304, ''])
  })

  test('is answered to HEAD without a body', async () => {
    const answer = await ask('HEAD', '/t/shop.js')
    expect([answer.status, answer.body, answer.headers['content-length']]).toEqual([200, '', '37'])
  })

  test.each(['/t/nope.js', '/m/nope.js', '/m/../main.js', '/m/%2e%2e/main.js', '/m/'])(
    'nothing is at %s',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  test('chunks are for ever', async () => {
    const { headers } = await get('/m/replay-1.js')
    expect(headers['cache-control']).toContain('immutable')
  })
})

test('a method that an address does not take is answered with those it takes', async () => {
  const answer = await ask('POST', '/api/v1/sites/shop')
  expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, PUT, DELETE'])
})

describe('doors', () => {
  const owned = ['/api/v1/me', '/api/v1/sites/shop', '/api/v1/sites/shop/export', '/metrics']

  test.each(owned)('%s is closed to strangers', async (path) => {
    expect(codeOf(await get(path))).toBe('not_signed_in')
    expect(codeOf(await get(path, { cookie: `tidemark_session=${'a'.repeat(43)}` }))).toBe(
      'not_signed_in',
    )
  })

  test.each([...owned, '/console/'])('%s is not there on another host name', async (path) => {
    const answer = await get(path, { host: 'shop.example', cookie })
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found'])
  })

  test.each(owned)('%s opens for the session and for commands', async (path) => {
    expect((await get(path, { cookie })).status).toBe(200)
    expect((await get(path, { authorization: `Bearer ${CLI}` })).status).toBe(200)
  })

  test('a write needs the console’s own origin and JSON', async () => {
    const write = (headers: Record<string, string>) =>
      ask('PUT', '/api/v1/sites/shop', { headers, body: JSON.stringify(SITE) })
    const foreign = await write(fromConsole({ cookie, origin: 'https://shop.example' }))
    expect(codeOf(foreign)).toBe('origin_foreign')
    expect(codeOf(await write({ cookie, 'content-type': 'application/json' }))).toBe(
      'origin_foreign',
    )
    expect(codeOf(await write(fromConsole({ cookie, 'content-type': 'text/plain' })))).toBe(
      'media_type_wrong',
    )
    expect((await write(fromConsole({ cookie }))).status).toBe(200)
  })

  test('an import token opens imports of its site and nothing else', async () => {
    const made = await post(
      '/api/v1/sites/shop/tokens',
      { name: 'import', scope: 'events' },
      fromConsole({ cookie }),
    )
    const { secret } = JSON.parse(made.body) as { secret: string }
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
    const sent = await ask('POST', '/api/v1/events', {
      headers,
      body: JSON.stringify([batch('stream-import')]),
    })
    expect([sent.status, sent.body]).toEqual([202, '{"accepted":1}'])
    expect(codeOf(await get('/api/v1/me', headers))).toBe('token_wrong')
    const stranger = { authorization: `Bearer ${'a'.repeat(43)}` }
    expect(codeOf(await ask('POST', '/api/v1/events', { headers: stranger }))).toBe('token_wrong')
  })
})

describe('the owner', () => {
  test('the cookie is out of reach of scripts and other sites', async () => {
    const answer = await post('/api/v1/login', { password: PASSWORD })
    expect(answer.status).toBe(204)
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^tidemark_session=[\w-]{43}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Strict$/,
    )
  })

  test('signing out ends the session', async () => {
    const { headers } = await post('/api/v1/login', { password: PASSWORD })
    const mine = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    expect((await get('/api/v1/me', { cookie: mine })).status).toBe(200)
    expect((await post('/api/v1/logout', {}, fromConsole({ cookie: mine }))).status).toBe(204)
    expect((await get('/api/v1/me', { cookie: mine })).status).toBe(401)
  })

  test('a link is good once, and a short password does not use it up', async () => {
    const token = await collector.accounts.keys.issue('sign-in-link')
    const short = await post('/api/v1/claim', { token, password: 'too short' })
    expect(JSON.parse(short.body)).toMatchObject({ code: 'ask_invalid', path: 'password' })
    const claimed = await post('/api/v1/claim', { token, password: PASSWORD })
    expect(claimed.status).toBe(204)
    expect(codeOf(await post('/api/v1/claim', { token, password: PASSWORD }))).toBe('link_spent')
    expect((await get('/api/v1/me', { cookie })).status).toBe(401)
    cookie = claimed.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    expect((await get('/api/v1/me', { cookie })).status).toBe(200)
  })
})

describe('reading back', () => {
  test('what was acknowledged is reported and exported', async () => {
    await post('/e', batch('stream-back'), fromPage)
    await collector.pipeline.drain()
    const span = `fromMs=${Date.now() - 3_600_000}&toMs=${Date.now() + 3_600_000}`
    const report = await get(`/api/v1/sites/shop/reports/overview?${span}`, { cookie })
    expect(report.headers['cache-control']).toBe('private, no-cache')
    const { pageViews } = JSON.parse(report.body) as { pageViews: { value: number } }
    const exported = await get(`/api/v1/sites/shop/export?${span}`, { cookie })
    expect(pageViews.value).toBeGreaterThan(0)
    expect(exported.body.trim().split('\n')).toHaveLength(pageViews.value)
  })

  test.each([
    ['/api/v1/sites/shop/reports/overview?fromMs=5&toMs=5', 'ask_invalid'],
    ['/api/v1/sites/shop/reports/overview', 'ask_invalid'],
    ['/api/v1/sites/shop/reports/toString?fromMs=0&toMs=5', 'not_found'],
    ['/api/v1/sites/nope/reports/overview?fromMs=0&toMs=5', 'site_unknown'],
  ])('%s is %s', async (path, code) => {
    expect(codeOf(await get(path, { cookie }))).toBe(code)
  })

  test('health is told to anyone, without details', async () => {
    expect(await get('/healthz', { host: 'shop.example' })).toMatchObject({ status: 200 })
    expect(await get('/readyz')).toMatchObject({ status: 200, body: '{"log":true,"store":true}' })
  })

  test('the console is framed by nobody and runs only its own scripts', async () => {
    const { headers } = await get('/console/')
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  })
})

describe('an overlay', () => {
  const PATH = '/api/v1/sites/shop/overlay'
  const issue = (origin: string, page: string) =>
    post(PATH, { origin, page }, fromConsole({ cookie }))
  const tokenFor = async (page: string): Promise<string> =>
    (JSON.parse((await issue(ORIGIN, page)).body) as { token: string }).token
  const spend = (token: string, page: string, origin = ORIGIN) =>
    post(`${PATH}/spend`, { token, origin, page }, fromConsole({ cookie }))

  test('is spent once, by the console alone', async () => {
    const token = await tokenFor('/lamps')
    const stranger = await post(`${PATH}/spend`, { token, origin: ORIGIN, page: '/lamps' })
    expect(codeOf(stranger)).toBe('not_signed_in')
    const both = await Promise.all([spend(token, '/lamps'), spend(token, '/lamps')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 401])
    expect(codeOf(await spend(token, '/lamps'))).toBe('token_wrong')
  })

  test('is refused to another origin, another page and another site, and stays good', async () => {
    const token = await tokenFor('/lamps')
    expect(codeOf(await spend(token, '/lamps', 'https://evil.example'))).toBe('token_wrong')
    expect(codeOf(await spend(token, '/rugs'))).toBe('token_wrong')
    expect(codeOf(await spend('A'.repeat(43), '/lamps'))).toBe('token_wrong')
    await collector.sites.put('other', SITE)
    const elsewhere = await post(
      '/api/v1/sites/other/overlay/spend',
      { token, origin: ORIGIN, page: '/lamps' },
      fromConsole({ cookie }),
    )
    expect(codeOf(elsewhere)).toBe('token_wrong')
    expect((await spend(token, '/lamps')).status).toBe(204)
  })

  test('is made by the owner alone, for origins of the site, from the console that pages know', async () => {
    const stranger = await post(PATH, { origin: ORIGIN, page: '/' })
    expect(codeOf(stranger)).toBe('not_signed_in')
    expect(codeOf(await issue('https://evil.example', '/'))).toBe('origin_not_allowed')
    expect(codeOf(await issue('javascript:alert(1)', '/'))).toBe('ask_invalid')
    const byName = `127.0.0.1:${server.port}`
    const elsewhere = { ...fromConsole({ cookie }), host: byName, origin: `http://${byName}` }
    expect(codeOf(await post(PATH, { origin: ORIGIN, page: '/' }, elsewhere))).toBe(
      'console_elsewhere',
    )
  })
})

describe('heat', () => {
  const heat = {
    seq: 2,
    type: 'heat',
    timeMs: Date.now(),
    session: 'session-1',
    url: `${ORIGIN}/page`,
    body: { width: 390, sample: 100, fold: 20, reach: 50, anchors: [], points: [] },
  }

  test('names no visitor, though its batch does; what else is in the batch does', async () => {
    const [view] = batch('stream-heat').events
    const sent = {
      ...batch('stream-heat'),
      emitted: 2,
      visitor: 'visitor-of-heat',
      grant: { analytics: 'full', heatmaps: 'full' },
      events: [view, heat],
    }
    expect((await post('/e', sent, fromPage)).status).toBe(202)
    await collector.pipeline.drain()
    const exported = await get('/api/v1/sites/shop/export', { cookie })
    const rows = exported.body
      .split('\n')
      .filter((line) => line.includes('stream-heat'))
      .map((line) => JSON.parse(line) as { type: string; visitor: string; body: object })
    expect(rows.map(({ type, visitor }) => [type, visitor]).toSorted()).toEqual([
      ['heat', ''],
      ['page_view', pseudonymOf('shop', 'visitor-of-heat')],
    ])
    expect(rows.find(({ type }) => type === 'heat')?.body).toMatchObject({ band: 'phone' })
  })

  test('is refused without its grant', async () => {
    const sent = { ...batch('stream-cold'), emitted: 2, events: [heat] }
    expect(codeOf(await post('/e', sent, fromPage))).toBe('batch_refused')
  })
})
