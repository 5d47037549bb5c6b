// Console and API answer on the console's host name alone, and take no write that a page of another site could have sent.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DRAFT } from './access-asks.ts'
import { changes, readOperations } from './openapi.ts'
import type { ListedOperation } from './openapi.ts'
import { cookieOf } from './send.ts'
import type { Answer } from './send.ts'
import { PASSWORD, SITE, claimOperator, makeSites, makeToken, startBare } from './stage.ts'
import type { Stage } from './stage.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const FOREIGN_HOSTS = [
  'shop.example',
  'localhost.shop.example',
  'shop.example#localhost',
  'localhost@shop.example',
  'localhost.',
  '127.0.0.1.nip.example',
  '127.1',
  '0.0.0.0',
  '[::]',
]
const PLACES = [
  '/',
  '/console',
  '/console/',
  '/console/index.html',
  '/console/console.js',
  '/metrics',
  '/api/openapi.json',
]

let stage: Omit<Stage, 'callers'>
let operations: ListedOperation[]
let cookie = ''
let token = ''

beforeAll(async () => {
  stage = await startBare()
  await makeSites(stage)
  cookie = await claimOperator(stage)
  token = await makeToken(stage, SITE, 'write')
  operations = await readOperations(stage)
})

afterAll(async () => {
  await stage?.stop()
})

const pathOf = ({ path }: ListedOperation): string =>
  path
    .replace('{site}', SITE)
    .replace('{key}', 'hero')
    .replace('{id}', 'nobody')
    .replace('{visitor}', 'visitor-of-nobody')

/** What a foreign host name is answered at every place, but for those that say nothing is there. */
async function answersOn(host: string, headers: Record<string, string>): Promise<string[]> {
  const asked = [
    ...PLACES.map((path) => ({ method: 'GET', path })),
    ...operations.map((operation) => ({ method: operation.method, path: pathOf(operation) })),
  ]
  const found: string[] = []
  for (const { method, path } of asked) {
    const origin = `http://${host}`
    const all = { 'content-type': 'application/json', origin, ...headers, host }
    const isWrite = method !== 'GET'
    const answer = await stage.send({ method, path, headers: all, ...(isWrite && { body: '{}' }) })
    if (answer.status !== 404 || answer.code !== 'not_found')
      found.push(`${method} ${path}: ${answer.status} ${answer.code}`)
  }
  return found
}

describe('a foreign host name', () => {
  test.each(FOREIGN_HOSTS)('%s: nothing is there, with keys or without', async (host) => {
    expect(await answersOn(host, {})).toEqual([])
    expect(await answersOn(host, { cookie })).toEqual([])
    expect(await answersOn(host, { authorization: `Bearer ${token}` })).toEqual([])
  })

  test('the control: on its own host name all of it is there', async () => {
    const body = { login: 'owner', password: PASSWORD }
    const other = cookieOf(await stage.ask('POST', '/api/v1/login', body))
    const found = await answersOn(stage.host, { cookie: other })
    expect(found).toHaveLength(PLACES.length + operations.length)
  })

  test('a whole address in the request line opens nothing', async () => {
    const path = `${stage.origin}/api/v1/me`
    const answer = await stage.send({ path, headers: { host: 'shop.example', cookie } })
    expect(answer.status).toBe(404)
  })

  test('what a proxy says of the host is not taken', async () => {
    const headers = {
      host: 'shop.example',
      cookie,
      'x-forwarded-host': stage.host,
      forwarded: `host=${stage.host}`,
    }
    expect((await stage.send({ path: '/api/v1/me', headers })).status).toBe(404)
  })
})

/** As a form, a picture or a script of another page can send it; the last is a browser that tells no origin. */
const FORGED: readonly (readonly [string, () => Record<string, string>])[] = [
  [
    'another origin',
    () => ({ 'content-type': 'application/json', origin: 'https://thief.example' }),
  ],
  [
    'an origin that begins like ours',
    () => ({ 'content-type': 'application/json', origin: `${stage.origin}.thief.example` }),
  ],
  ['another port', () => ({ 'content-type': 'application/json', origin: 'http://localhost:1' })],
  [
    'the origin of a frame without one',
    () => ({ 'content-type': 'application/json', origin: 'null' }),
  ],
  [
    'two origins',
    () => ({ 'content-type': 'application/json', origin: `${stage.origin} https://thief.example` }),
  ],
  ['no origin', () => ({ 'content-type': 'application/json' })],
  [
    'no origin, but a page of ours',
    () => ({ 'content-type': 'application/json', referer: `${stage.origin}/console/` }),
  ],
  ['plain text', () => ({ 'content-type': 'text/plain', origin: stage.origin })],
  [
    'plain text that looks like JSON',
    () => ({ 'content-type': 'text/plain; application/json', origin: stage.origin }),
  ],
  ['a form', () => ({ 'content-type': 'application/x-www-form-urlencoded', origin: stage.origin })],
  [
    'a form of parts',
    () => ({ 'content-type': 'multipart/form-data; boundary=x', origin: stage.origin }),
  ],
  ['no media type', () => ({ origin: stage.origin })],
  [
    'a media type that begins like ours',
    () => ({ 'content-type': 'application/json-seq', origin: stage.origin }),
  ],
]

const write = (
  headers: Record<string, string>,
  path = `/api/v1/sites/${SITE}/experiments/hero`,
): Promise<Answer> =>
  stage.send({ method: 'PUT', path, headers: { ...headers, cookie }, body: JSON.stringify(DRAFT) })

describe('a write with somebody’s session', () => {
  test.each(FORGED)('%s: refused, at every address', async (_, make) => {
    for (const operation of operations.filter(changes)) {
      const headers = { ...make(), cookie }
      const asked = { method: operation.method, path: pathOf(operation), headers, body: '{}' }
      const { status, code } = await stage.send(asked)
      expect(`${operation.name} ${status} ${code}`).toMatch(
        / (403 origin_foreign|415 media_type_wrong)$/,
      )
    }
    expect(['origin_foreign', 'media_type_wrong']).toContain((await write(make())).code)
    const kept = await stage.ask('GET', `/api/v1/sites/${SITE}/experiments/hero`, undefined, {
      cookie,
    })
    expect(kept.status).toBe(404)
  })

  test('the control: the console’s own write is done', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8', origin: stage.origin }
    expect((await write(headers)).status).toBe(200)
    const kept = await stage.ask('GET', `/api/v1/sites/${SITE}/experiments/hero`, undefined, {
      cookie,
    })
    expect(kept.status).toBe(200)
  })

  test('no page of another origin may read what is answered', async () => {
    const origin = 'https://thief.example'
    for (const path of ['/api/v1/me', '/api/openapi.json', '/metrics']) {
      const { headers } = await stage.send({ path, headers: { cookie, origin } })
      expect(headers['access-control-allow-origin']).toBeUndefined()
      expect(headers['access-control-allow-credentials']).toBeUndefined()
    }
  })

  test('no page of a shop may read what the console is answered', async () => {
    const origin = 'https://alpha.example'
    for (const path of ['/api/v1/me', `/api/v1/sites/${SITE}/export`]) {
      const { headers } = await stage.send({ path, headers: { cookie, origin } })
      expect(headers['access-control-allow-credentials']).toBeUndefined()
    }
  })
})
