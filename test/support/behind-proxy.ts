// What must hold of a collector behind a proxy, whichever it is: asked through the shop's host name, and the console's.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { expect } from 'vitest'
import { makeBatch } from './batches.ts'
import { ORDINARY_AGENT } from './browser-chromium.ts'
import { CONSOLE_HOST, SHOP_HOST } from './proxies.ts'
import type { Answer, Asked } from './proxies.ts'
import type { RunningCollector } from './run-collector.ts'

export const SHOP_ORIGIN = `https://${SHOP_HOST}`
const PASSWORD = 'a few words in a row'

export interface Behind {
  readonly collector: RunningCollector
  readonly data: string
  readonly shop: (asked: Omit<Asked, 'port' | 'host'>) => Promise<Answer>
  readonly console: (asked: Omit<Asked, 'port' | 'host'>) => Promise<Answer>
  readonly consolePort: number
}

let streams = 0

/** A batch as a page of the shop sends it. */
export function batchOf(more: Partial<Asked> = {}): Omit<Asked, 'port' | 'host'> {
  return {
    method: 'POST',
    path: '/e',
    body: JSON.stringify(makeBatch(`proxied-${++streams}`, 1, 6)),
    ...more,
    headers: {
      origin: SHOP_ORIGIN,
      'content-type': 'text/plain',
      'user-agent': ORDINARY_AGENT,
      ...more.headers,
    },
  }
}

/** Batches and the tag go through, with what makes them cheap. */
export async function checkPublicPaths({ shop }: Behind, tag = '/t/demo.js'): Promise<void> {
  const sent = await shop(batchOf())
  expect([sent.status, JSON.parse(sent.body.toString())]).toEqual([202, { accepted: 6 }])
  expect(sent.headers['access-control-allow-origin']).toBe(SHOP_ORIGIN)

  const served = await shop({ path: tag, headers: { 'accept-encoding': 'br' } })
  expect(served.status).toBe(200)
  expect(served.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=300, stale-while-revalidate=60',
    'content-encoding': 'br',
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(brotliDecompressSync(served.body).toString()).toContain('"demo"')
  const again = await shop({
    path: tag,
    headers: { 'accept-encoding': 'br', 'if-none-match': String(served.headers.etag) },
  })
  expect(again.status).toBe(304)

  const heavy = await shop(batchOf({ body: 'x'.repeat(70_000) }))
  expect(heavy.status).toBe(413)
}

/** Console, API and numbers are nowhere on the shop's origin, and work on the console's. */
export async function checkHosts({ shop, console, consolePort, ...rest }: Behind): Promise<void> {
  const { secret } = JSON.parse(await readFile(join(rest.data, 'cli-token'), 'utf8')) as {
    secret: string
  }
  const headers = { authorization: `Bearer ${secret}` }
  const hidden = [
    '/api/v1/sites',
    '/api/openapi.json',
    '/console/',
    '/console/console.css',
    '/metrics',
  ]
  for (const path of hidden) {
    expect([path, (await shop({ path, headers })).status]).toEqual([path, 404])
    expect([path, (await console({ path, headers })).status]).toEqual([path, 200])
  }

  const [, token = ''] = /#sign-in=([^&]+)/.exec(rest.collector.signInLink) ?? []
  const claim = (origin: string): Promise<Answer> =>
    console({
      method: 'POST',
      path: '/api/v1/claim',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ token, password: PASSWORD }),
    })
  expect((await claim(SHOP_ORIGIN)).status).toBe(403)
  const claimed = await claim(`https://${CONSOLE_HOST}:${consolePort}`)
  expect(claimed.status).toBe(204)
  const [cookie = ''] = claimed.headers['set-cookie'] ?? []
  expect(cookie).toMatch(/; Secure/)
  const me = await console({ path: '/api/v1/me', headers: { cookie: cookie.split(';')[0] ?? '' } })
  expect(me.status).toBe(200)
}

/**
 * Sends from one address until the collector, which lets ten batches through at once, has had enough of it; each batch
 * names another visitor's address in a header of its own. Answers the statuses, each once.
 */
export async function flood(
  { shop }: Behind,
  more: Partial<Asked>,
  times = 30,
): Promise<readonly number[]> {
  const answers = Array.from({ length: times }, (_, at) =>
    shop(batchOf({ ...more, headers: { 'x-forwarded-for': `198.51.100.${at + 1}` } })),
  )
  return [...new Set((await Promise.all(answers)).map(({ status }) => status))].sort()
}
