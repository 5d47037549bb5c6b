// `tidemark doctor` before a whole deployment: a good one passes, and what is broken in it is named with the way out.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { batchOf } from '../support/behind-proxy.ts'
import { ask, freePort, NGINX, SHOP_HOST, startNginx } from '../support/proxies.ts'
import type { Proxy } from '../support/proxies.ts'
import { makeDataFolder, runCollector } from '../support/run-collector.ts'
import type { RunningCollector } from '../support/run-collector.ts'

vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 })

const isHere = existsSync(NGINX)

interface Deployment {
  readonly folder: string
  readonly data: string
  readonly collector: RunningCollector
  readonly nginx: Proxy
  readonly shopPort: number
  readonly url: string
  readonly env: Readonly<Record<string, string>>
  readonly stop: () => Promise<void>
}

async function deploy(
  more: Readonly<Record<string, string>> = {},
  edit?: (name: string, text: string) => string,
): Promise<Deployment> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-doctor-'))
  const { data, remove } = await makeDataFolder()
  const [shopPort, shopTlsPort, consolePort] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ]
  const url = `https://127.0.0.1:${shopTlsPort}`
  const env = {
    TIDEMARK_CONSOLE_URL: `https://localhost:${consolePort}`,
    TIDEMARK_TRUSTED_PROXIES: '127.0.0.1',
    ...more,
  }
  const collector = await runCollector({
    data,
    args: ['--site', 'shop', '--origin', url],
    env,
  })
  const nginx = await startNginx({
    folder,
    collectorUrl: collector.url,
    shopPort,
    consolePort,
    shopTlsPort,
    edit: (name, written) => {
      const named = written.replace('console.example;', 'localhost;')
      return edit ? edit(name, named) : named
    },
  })
  return {
    folder,
    data,
    collector,
    nginx,
    shopPort,
    url,
    env,
    stop: async () => {
      await nginx.stop()
      await collector.stop()
      await remove()
      await rm(folder, { recursive: true })
    },
  }
}

/** What it prints, and the code it ends with. */
async function doctor(
  { data, env, folder, url }: Deployment,
  words: readonly string[] = ['--url', url, '--log', join(folder, 'access.log')],
): Promise<{ readonly code: number | null; readonly out: string }> {
  const child = spawn(process.execPath, ['collector/dist/main.js', 'doctor', ...words], {
    env: {
      ...process.env,
      ...env,
      TIDEMARK_DATA: data,
      NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, out: out + err }
}

const wrongIn = (out: string): string[] =>
  out.split('\n').filter((line) => line.startsWith('wrong'))

describe.skipIf(!isHere)(isHere ? 'doctor' : 'doctor (skipped: no such server)', () => {
  let good: Deployment
  beforeAll(async () => {
    good = await deploy()
  })
  afterAll(() => good?.stop())

  test('a good deployment: nothing wrong, code 0, and no address in what is printed', async () => {
    const sent = await ask({
      ...batchOf({ headers: { origin: good.url } }),
      port: good.shopPort,
      host: SHOP_HOST,
      from: '203.0.113.7',
      body: batchOf().body!.replaceAll('"demo"', '"shop"'),
    })
    expect(sent.status).toBe(202)
    const { code, out } = await doctor(good)
    expect(out).toContain('ok     tag: /t/shop.js is served, compressed, with its cache headers')
    expect(out).toContain('ok     TLS: the certificate is good')
    expect(out).toContain('ok     shop’s host: console and API are not there')
    expect(out).toMatch(/ok {5}console: answers at https:\/\/localhost:\d+/)
    expect(out).toMatch(/ok {5}proxies: \d+ requests, all from trusted ones/)
    expect(out).toMatch(/ok {5}proxy’s log: no address in .*access\.log/)
    expect([code, wrongIn(out)]).toEqual([0, []])
    expect(out).not.toContain('203.0.113')
  })

  test('no collector on a folder that others may look into, nor a backup', async () => {
    await chmod(good.folder, 0o755)
    const { code, out } = await doctor({ ...good, data: good.folder }, ['--backups', good.folder])
    expect(code).toBe(1)
    expect(out).toContain(`       → chmod 700 ${good.folder}`)
    expect(wrongIn(out).map((line) => line.split(':')[0])).toEqual([
      'wrong  data folder',
      'wrong  backup',
      'wrong  collector',
    ])
  })

  test('settings that cannot be read', async () => {
    const { code, out } = await doctor({ ...good, env: { TIDEMARK_PORT: 'http' } }, [])
    expect(code).toBe(1)
    expect(wrongIn(out)).toEqual([expect.stringContaining('TIDEMARK_PORT')])
  })

  test('a proxy that nobody declared and whose log was left on; a proxy that is away', async () => {
    const bad = await deploy({ TIDEMARK_TRUSTED_PROXIES: '192.0.2.1' }, (_, written) =>
      written.replaceAll(/^ *access_log .*$/gm, ''),
    )
    const { code, out } = await doctor(bad)
    expect(code).toBe(1)
    expect(wrongIn(out)).toEqual([
      expect.stringMatching(
        /^wrong {2}proxy’s log: the addresses of visitors are written to .*access\.log/,
      ),
      expect.stringContaining(
        'a private address (loopback) that is not in TIDEMARK_TRUSTED_PROXIES',
      ),
    ])
    await bad.nginx.stop()
    const away = await doctor(bad)
    expect(wrongIn(away.out)).toEqual([
      expect.stringMatching(/console: https:\S+ does not answer: ECONNREFUSED/),
      expect.stringMatching(/from outside: https:\S+ does not answer: ECONNREFUSED/),
      expect.stringContaining('TIDEMARK_TRUSTED_PROXIES'),
    ])
    await bad.stop()
  })
})
