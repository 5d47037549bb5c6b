// The collector behind a real nginx, with the files that operators copy: what goes through, whose address counts, what is logged.
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  batchOf,
  checkHosts,
  checkPublicPaths,
  flood,
  SHOP_ORIGIN,
} from '../support/behind-proxy.ts'
import type { Behind } from '../support/behind-proxy.ts'
import {
  ask,
  CONSOLE_HOST,
  DEPLOY,
  freePort,
  NGINX,
  SHOP_HOST,
  startNginx,
} from '../support/proxies.ts'
import type { Proxy } from '../support/proxies.ts'
import { makeDataFolder, runCollector } from '../support/run-collector.ts'

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 })

const isHere = existsSync(NGINX)
/** Of the net that is kept for documents: where visitors of these tests come from. */
const VISITOR = '203.0.113.7'
const OTHER = '203.0.113.8'
const NETWORK = '203.0.113.'
const OUR_PATHS = /\/(e|consent|t\/\w+\.js)\b/

interface Rig extends Behind {
  readonly careless: Behind['shop']
  readonly nginx: Proxy
  readonly log: (name: 'access' | 'error') => string
  readonly stop: () => Promise<void>
}

async function startRig(
  env: Readonly<Record<string, string>> = {},
  edit?: (name: string, text: string) => string,
): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-nginx-'))
  const { data, remove } = await makeDataFolder()
  const [shopPort, consolePort] = [await freePort(), await freePort()]
  const collector = await runCollector({
    data,
    args: ['--site', 'demo', '--origin', SHOP_ORIGIN, '--sign-in-link'],
    env: {
      TIDEMARK_CONFIG: `${DEPLOY}/tidemark.conf.example`,
      TIDEMARK_CONSOLE_URL: `https://${CONSOLE_HOST}:${consolePort}`,
      TIDEMARK_RATE_ADDRESS: '1',
      ...env,
    },
  })
  const nginx = await startNginx({
    folder,
    collectorUrl: collector.url,
    shopPort,
    consolePort,
    ...(edit && { edit }),
  })
  const through =
    (host: string): Behind['shop'] =>
    (asked) =>
      ask({ from: VISITOR, ...asked, host, port: shopPort })
  return {
    collector,
    data,
    consolePort,
    shop: through(SHOP_HOST),
    careless: through('careless.example'),
    console: (asked) =>
      ask({ ...asked, host: `${CONSOLE_HOST}:${consolePort}`, port: consolePort, tls: true }),
    nginx,
    log: (name) => readFileSync(join(folder, `${name}.log`), 'utf8'),
    stop: async () => {
      await nginx.stop()
      await collector.stop()
      await remove()
      await rm(folder, { recursive: true })
    },
  }
}

describe.skipIf(!isHere)(isHere ? 'nginx' : 'nginx (skipped: no such server)', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig()
  })
  afterAll(() => rig?.stop())

  test('batches and the tag go through, before the shop’s own rule for scripts; large bodies do not', async () => {
    await checkPublicPaths(rig)
    expect((await rig.shop({ path: '/own.js' })).body.toString()).toBe('a script of the shop')
    expect((await rig.shop({ path: '/' })).body.toString()).toBe('the shop')
  })

  test('console, API and metrics are 404 on the shop’s host and work on the console’s', async () => {
    await checkHosts(rig)
  })

  test('not even a shop that passes everything on becomes a way in', async () => {
    for (const path of ['/api/v1/sites', '/console/', '/metrics', '/'])
      expect([path, (await rig.careless({ path })).status]).toEqual([path, 404])
    expect((await rig.careless({ path: '/healthz' })).status).toBe(200)
  })

  test('the address that counts is the visitor’s: not the proxy’s, not what the visitor has written', async () => {
    expect(await flood(rig, { from: VISITOR })).toEqual([202, 429])
    const others = await Promise.all([1, 2, 3].map(() => rig.shop(batchOf({ from: OTHER }))))
    expect(others.map(({ status }) => status)).toEqual([202, 202, 202])
    expect(await flood(rig, { from: '2001:db8::7' })).toEqual([202, 429])
  })

  test('no line of nginx’s logs holds a visitor’s address for our paths, faults included', async () => {
    await rig.shop({ path: '/wares' })
    await rig.collector.stop()
    expect((await rig.shop(batchOf())).status).toBe(502)
    expect((await rig.shop({ path: '/t/demo.js' })).status).toBe(502)
    await rig.nginx.stop()
    const lines = `${rig.log('access')}${rig.log('error')}`.split('\n')
    const withAddress = lines.filter((line) => line.includes(NETWORK))
    expect(withAddress.some((line) => line.includes('"GET /wares '))).toBe(true)
    expect(withAddress.filter((line) => OUR_PATHS.test(line))).toEqual([])
  })
})

describe.skipIf(!isHere)(
  isHere ? 'nginx, changed' : 'nginx, changed (skipped: no such server)',
  () => {
    test('cookies and passwords of the shop stay with the shop; hops are told in their order', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tidemark-nginx-'))
      const echo = createServer((request, response) => {
        response.end(JSON.stringify({ ...request.headers, url: request.url }))
      })
      await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
      const [shopPort, consolePort] = [await freePort(), await freePort()]
      const collectorUrl = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`
      const nginx = await startNginx({ folder, collectorUrl, shopPort, consolePort })
      const headers = {
        cookie: 'cart=1',
        authorization: 'Basic c2hvcDpzaG9w',
        'x-forwarded-for': '198.51.100.1',
      }
      const asked = { from: VISITOR, host: SHOP_HOST, port: shopPort, headers }
      for (const path of [
        '/e',
        '/consent',
        '/consent/demo',
        '/consent/demo/0123456789abcdef/en',
        '/privacy',
        '/.well-known/gpc.json',
        '/t/demo.js',
        '/m/a-1.js',
        '/r/demo/model',
      ])
        expect(JSON.parse((await ask({ ...asked, path })).body.toString())).toEqual({
          url: path,
          host: SHOP_HOST,
          'x-forwarded-for': `198.51.100.1, ${VISITOR}`,
        })
      await nginx.stop()
      echo.closeAllConnections()
      await new Promise((resolve) => echo.close(resolve))
      await rm(folder, { recursive: true })
    })

    test('with the logs left on, addresses are found in both', async () => {
      const rig = await startRig({}, (_, text) =>
        text.replaceAll(/^ *(access|error)_log .*$/gm, ''),
      )
      expect((await rig.shop(batchOf())).status).toBe(202)
      await rig.collector.stop()
      expect((await rig.shop(batchOf())).status).toBe(502)
      await rig.nginx.stop()
      expect(rig.log('access')).toMatch(/^203\.0\.113\.7 .*"POST \/e /m)
      expect(rig.log('error')).toContain(`client: ${VISITOR}`)
      await rig.stop()
    })

    test('a collector that trusts no proxy takes all visitors for one, and counts what it sees', async () => {
      // Loopback is nobody's address, and has no limit: the flood goes through.
      const rig = await startRig({ TIDEMARK_TRUSTED_PROXIES: '192.0.2.1' })
      expect(await flood(rig, { from: VISITOR })).toEqual([202])
      await rig.stop()
    })

    test('paths with other names work end to end, and the usual ones are the shop’s again', async () => {
      const names = {
        tag: 'wares',
        events: 'basket',
        consent: 'choice',
        privacy: 'rights',
        chunks: 'parts',
        models: 'like',
      }
      const usual = {
        tag: '/t/',
        events: '= /e',
        consent: '= /consent',
        privacy: '= /privacy',
        chunks: '/m/',
        models: '/r/',
      }
      const env = Object.fromEntries(
        Object.entries(names).map(([name, to]) => [
          `TIDEMARK_PATH_${name.toUpperCase()}`,
          `/${to}`,
        ]),
      )
      const rig = await startRig(env, (file, text) =>
        file !== 'shop.conf'
          ? text
          : Object.entries(usual).reduce(
              (changed, [name, from]) => {
                const to = names[name as keyof typeof names]
                return changed.replace(
                  `${from} {`,
                  from.startsWith('=') ? `= /${to} {` : `/${to}/ {`,
                )
              },
              text.replace('^~ /consent/ {', '^~ /choice/ {'),
            ),
      )
      const tag = await rig.shop({ path: '/wares/demo.js' })
      expect(tag.status).toBe(200)
      for (const path of ['"/basket"', '"/choice"']) expect(tag.body.toString()).toContain(path)
      expect((await rig.shop(batchOf({ path: '/basket' }))).status).toBe(202)
      for (const path of ['/t/demo.js', '/e', '/consent', '/consent/demo', '/privacy'])
        expect([path, (await rig.shop({ path })).status]).toEqual([
          path,
          path.endsWith('.js') ? 200 : 404,
        ])
      expect((await rig.shop({ path: '/t/demo.js' })).body.toString()).toBe('a script of the shop')
      await rig.stop()
    })
  },
)
