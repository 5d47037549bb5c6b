// The collector behind a real Caddy, with the file that operators copy: what goes through, whose address counts, what is logged.
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
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
  CADDY,
  CONSOLE_HOST,
  DEPLOY,
  freePort,
  makeCertificate,
  SHOP_HOST,
  startCaddy,
} from '../support/proxies.ts'
import type { Proxy } from '../support/proxies.ts'
import { makeDataFolder, runCollector } from '../support/run-collector.ts'

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 })

const isHere = existsSync(CADDY)
/** This machine's own address, from which a connection is no proxy's: loopback is told apart from visitors. */
const OWN = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address

interface Rig extends Behind {
  readonly caddy: Proxy
  readonly log: (name: 'access' | 'caddy') => string
  readonly stop: () => Promise<void>
}

/** As an operator changes it: the names are those of the test, the shop has an access log. */
function caddyfile(rig: {
  readonly folder: string
  readonly upstream: string
  readonly shopPort: number
  readonly consolePort: number
}): string {
  const { cert, key } = makeCertificate(rig.folder)
  const shop = [
    `http://${SHOP_HOST}:${rig.shopPort} {`,
    `\tlog {\n\t\toutput file ${rig.folder}/access.log\n\t}`,
  ]
  return readFileSync(`${DEPLOY}/Caddyfile`, 'utf8')
    .replace(/^\{\n/m, `{\n\tadmin off\n\tauto_https off\n`)
    .replaceAll('127.0.0.1:4600', rig.upstream)
    .replace(
      'console.example {',
      `https://${CONSOLE_HOST}:${rig.consolePort} {\n\ttls ${cert} ${key}`,
    )
    .replace('shop.example {', shop.join('\n'))
    .replace('/var/www/shop', rig.folder)
}

async function startRig(
  env: Readonly<Record<string, string>> = {},
  edit: (text: string) => string = (text) => text,
): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-caddy-'))
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
  const upstream = new URL(collector.url).host
  const text = edit(caddyfile({ folder, upstream, shopPort, consolePort }))
  const caddy = await startCaddy({ folder, text, port: shopPort })
  return {
    collector,
    data,
    consolePort,
    shop: (asked) => ask({ ...asked, host: `${SHOP_HOST}:${shopPort}`, port: shopPort }),
    console: (asked) =>
      ask({ ...asked, host: `${CONSOLE_HOST}:${consolePort}`, port: consolePort, tls: true }),
    caddy,
    log: (name) => {
      const path = join(folder, `${name}.log`)
      return existsSync(path) ? readFileSync(path, 'utf8') : ''
    },
    stop: async () => {
      await caddy.stop()
      await collector.stop()
      await remove()
      await rm(folder, { recursive: true })
    },
  }
}

describe.skipIf(!isHere)(isHere ? 'Caddy' : 'Caddy (skipped: no such server)', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig()
  })
  afterAll(() => rig?.stop())

  test('batches and the tag go through; large bodies do not', async () => {
    await checkPublicPaths(rig)
  })

  test('console, API and metrics are 404 on the shop’s host and work on the console’s', async () => {
    await checkHosts(rig)
  })

  test.skipIf(OWN === undefined)(
    OWN ? 'the address that counts is the visitor’s' : 'an own address (skipped: no such server)',
    async () => {
      expect(await flood(rig, { localAddress: OWN! })).toEqual([202, 429])
      // The proxy's own would be loopback's, which has no limit.
      expect(await flood(rig, {})).toEqual([202])
    },
  )

  test('no line of Caddy’s logs holds a visitor’s address for our paths, faults included', async () => {
    await rig.shop({ path: '/wares' })
    await rig.collector.stop()
    expect((await rig.shop(batchOf())).status).toBe(502)
    await rig.caddy.stop()
    expect(rig.log('access')).toMatch(/"remote_ip":"127\.0\.0\.1".*"uri":"\/wares"/)
    expect(rig.log('access')).not.toMatch(/"uri":"\/(e|consent|t\/)/)
    expect(rig.log('caddy')).toMatch(/"uri": ?"\/e"/)
    expect(rig.log('caddy')).not.toContain('remote_ip')
    expect(rig.log('caddy')).not.toMatch(/x-forwarded-for/i)
  })
})

describe.skipIf(!isHere)(
  isHere ? 'Caddy, changed' : 'Caddy, changed (skipped: no such server)',
  () => {
    test('with the logs as they are without our lines, addresses are found in both', async () => {
      const rig = await startRig({}, (text) =>
        text.replace('skip_log @tidemark', '').replaceAll(/^\t*(request>.* delete)\n/gm, ''),
      )
      expect((await rig.shop(batchOf())).status).toBe(202)
      await rig.collector.stop()
      expect((await rig.shop(batchOf())).status).toBe(502)
      await rig.caddy.stop()
      expect(rig.log('access')).toMatch(/"remote_ip":"127\.0\.0\.1".*"uri":"\/e"/)
      expect(rig.log('caddy')).toMatch(/"remote_ip": ?"127\.0\.0\.1"/)
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
      const env = Object.fromEntries(
        Object.entries(names).map(([name, to]) => [
          `TIDEMARK_PATH_${name.toUpperCase()}`,
          `/${to}`,
        ]),
      )
      const rig = await startRig(env, (text) =>
        text.replace(
          'path /t/* /e /consent /consent/* /privacy /.well-known/gpc.json /m/* /r/*',
          'path /wares/* /basket /choice /choice/* /rights /parts/* /like/*',
        ),
      )
      const tag = await rig.shop({ path: '/wares/demo.js' })
      for (const path of ['"/basket"', '"/choice"']) expect(tag.body.toString()).toContain(path)
      expect((await rig.shop(batchOf({ path: '/basket' }))).status).toBe(202)
      for (const path of ['/t/demo.js', '/e', '/consent', '/consent/demo', '/privacy'])
        expect([path, (await rig.shop({ path })).status]).toEqual([path, 404])
      await rig.stop()
    })
  },
)
