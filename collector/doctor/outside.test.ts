// What a browser would see is judged: each fault of proxy, certificate, clock, tag and hosts is found by itself.
import { Readable } from 'node:stream'
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import type { Client } from '../cli/client.ts'
import { DEFAULT_PATHS } from '../decide/paths.ts'
import { checkConsole, checkOutside } from './outside.ts'
import type { OutsideParts, Seen } from './outside.ts'

const NOW_MS = Date.parse('2026-01-31T12:00:00Z')
const CACHE = 'public, max-age=300'
const CONSOLE = '<!doctype html><title>Console</title>'
const HEADERS = {
  etag: '"abc-br"',
  'cache-control': CACHE,
  'content-encoding': 'br',
  date: new Date(NOW_MS).toUTCString(),
}

const client: Client = {
  ask: async (_, path) => ({
    status: 200,
    body: path === '/console/' ? CONSOLE : `answer to ${path}`,
  }),
  open: async () =>
    Object.assign(Readable.from([]), {
      headers: { etag: '"abc"', 'cache-control': CACHE },
    }) as unknown as IncomingMessage,
  close: () => {},
}

const seen = (status: number, body = '', headers: Record<string, string> = {}): Seen => ({
  status,
  headers: new Headers(headers),
  body,
})

interface World {
  readonly url?: string
  readonly tag?: Seen | Error
  readonly rest?: (path: string) => Seen
  readonly nowMs?: number
}

async function bad(world: World): Promise<string[]> {
  const url = new URL(world.url ?? 'https://shop.example')
  const asked: string[] = []
  const parts: OutsideParts = {
    url,
    client,
    site: 'shop',
    paths: DEFAULT_PATHS,
    nowMs: () => world.nowMs ?? NOW_MS,
    look: async (address) => {
      asked.push(address)
      const { pathname } = new URL(address)
      if (pathname !== '/t/shop.js') return world.rest?.(pathname) ?? seen(404)
      if (world.tag instanceof Error) throw world.tag
      return world.tag ?? seen(200, 'tag', HEADERS)
    },
  }
  const findings = await checkOutside(parts, 'mark')
  expect(asked[0]).toBe(`${url.origin}/t/shop.js?doctor=mark`)
  return findings.flatMap(({ level, about, what }) =>
    level === 'ok' ? [] : [`${level} ${about}: ${what}`],
  )
}

const without = (name: keyof typeof HEADERS): Seen => {
  const { [name]: _, ...rest } = HEADERS
  return seen(200, 'tag', rest)
}
const refused = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })

test('a good deployment is left in peace, also with pages of the shop’s own at our names', async () => {
  expect(await bad({})).toEqual([])
  expect(
    await bad({ rest: () => seen(200, '<html>the shop, with its tidemark-slot</html>') }),
  ).toEqual([])
  expect(await bad({ tag: seen(200, 'tag', { ...HEADERS, etag: 'W/"abc-gzip"' }) })).toEqual([])
})

test.each<[string, World, RegExp]>([
  [
    'nobody answers',
    { tag: refused },
    /^wrong from outside: https:\/\/shop\.example does not answer: ECONNREFUSED/,
  ],
  ['no TLS', { url: 'http://shop.example' }, /^wrong TLS: shop\.example was asked without/],
  ['no TLS, on this machine', { url: 'http://127.0.0.1:8080' }, /^warn TLS: none, on this machine/],
  [
    'no tag',
    { tag: seen(404, '', HEADERS) },
    /^wrong tag: \/t\/shop\.js answers 404 through the proxy/,
  ],
  [
    'another’s tag',
    { tag: seen(200, '', { ...HEADERS, etag: '"other"' }) },
    /^wrong tag: .* not what this collector serves/,
  ],
  [
    'other cache headers',
    { tag: seen(200, '', { ...HEADERS, 'cache-control': 'max-age=9' }) },
    /^wrong tag: .* max-age=9 is said/,
  ],
  ['no cache headers', { tag: without('cache-control') }, /^wrong tag: .* nothing is said/],
  ['no compression', { tag: without('content-encoding') }, /^warn tag: it comes uncompressed/],
  ['no date', { tag: without('date') }, /^warn clock: the proxy says no Date/],
  ['a clock ahead', { nowMs: NOW_MS + 60_000 }, /^warn clock: this machine is 1 minute ahead of/],
  ['a clock behind', { nowMs: NOW_MS - 7_200_000 }, /^wrong clock: this machine is 2 hours behind/],
  [
    'an API on the shop’s host',
    {
      rest: (path) =>
        path.startsWith('/api/v1') ? seen(401, '{"code":"not_signed_in"}') : seen(404),
    },
    /^wrong shop’s host: \/api\/v1\/sites can be reached at shop\.example/,
  ],
  [
    'a console on the shop’s host',
    { rest: (path) => (path === '/console/' ? seen(200, CONSOLE) : seen(404)) },
    /^wrong shop’s host: \/console\/ can be reached/,
  ],
])('%s', async (_, world, line) => {
  expect(await bad(world)).toEqual([expect.stringMatching(line)])
})

test.each<[string, string | undefined, Seen | Error, string]>([
  ['as it should', 'https://console.example', seen(200, CONSOLE), 'ok'],
  ['not at all', 'https://console.example', refused, 'wrong'],
  ['as another', 'https://console.example', seen(200, 'welcome to nginx'), 'wrong'],
  ['with 404', 'https://console.example', seen(404), 'wrong'],
  ['on this machine alone', undefined, refused, 'warn'],
])('the console answers %s', async (_, consoleUrl, answer, level) => {
  const look = async (): Promise<Seen> => {
    if (answer instanceof Error) throw answer
    return answer
  }
  expect((await checkConsole({ look, client }, consoleUrl)).level).toBe(level)
})
