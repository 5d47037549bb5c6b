// What the image promises, held to without an engine for images: what its files say, and a collector that may write nothing but its volume.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeBatch } from '../support/batches.ts'
import { DEPLOY } from '../support/proxies.ts'
import { makeDataFolder, runCollector } from '../support/run-collector.ts'

vi.setConfig({ testTimeout: 20_000 })

const USER = 10_001
const ORIGIN = 'https://shop.example'

/** Each instruction with what follows it; lines that go on are one. */
function instructions(file: string): (readonly [name: string, rest: string])[] {
  return readFileSync(file, 'utf8')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, name, rest] = /^([A-Z]+) (.*)$/.exec(line.trim()) ?? []
      return name && rest ? [[name, rest] as const] : []
    })
}

const dockerfile = instructions(`${DEPLOY}/Dockerfile`)
const valuesOf = (name: string): string[] =>
  dockerfile.flatMap(([each, rest]) => (each === name ? [rest] : []))

test('the image: pinned bases, two stages, a user without rights, and a look at its health', () => {
  const bases = valuesOf('FROM')
  expect(bases).toHaveLength(2)
  for (const base of bases) expect(base).toMatch(/^[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+( AS build)?$/)
  const lastStage = dockerfile.slice(dockerfile.findLastIndex(([name]) => name === 'FROM'))
  const user = lastStage.findIndex(([name]) => name === 'USER')
  expect(lastStage[user]?.[1]).toBe(`${USER}:${USER}`)
  // What the entry runs comes after: nothing of it is root's.
  expect(lastStage.slice(user).map(([name]) => name)).toEqual(
    expect.arrayContaining(['HEALTHCHECK', 'ENTRYPOINT', 'CMD']),
  )
  expect(lastStage.filter(([name]) => name === 'ADD')).toEqual([])
  expect(valuesOf('VOLUME')).toEqual(['/data'])
  expect(valuesOf('HEALTHCHECK').join()).toContain('/readyz')
})

test('the container: nothing may be written but the volume, no rights, no way to more', () => {
  const text = readFileSync(`${DEPLOY}/compose.yaml`, 'utf8')
  for (const line of [
    'read_only: true',
    'cap_drop: [ALL]',
    "security_opt: ['no-new-privileges:true']",
    "volumes: ['tidemark:/data']",
    "ports: ['127.0.0.1:4600:4600']",
  ])
    expect(text).toContain(`    ${line}\n`)
  expect(text).not.toMatch(/privileged|cap_add|docker\.sock/)
})

test('the look at its health says 0 where the collector is ready, 1 where it is not or is gone', async () => {
  let status = 200
  const server = createServer((_, response) => response.writeHead(status).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const [, script = ''] = /CMD \["node", "-e", "(.*)"\]/.exec(valuesOf('HEALTHCHECK').join()) ?? []
  expect(script).toContain('http://127.0.0.1:4600/readyz')
  const look = (): Promise<number | null> =>
    new Promise((resolve) => {
      const words = ['-e', script.replace('http://127.0.0.1:4600', url)]
      spawn(process.execPath, words).once('exit', resolve)
    })
  expect(await look()).toBe(0)
  status = 503
  expect(await look()).toBe(1)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect(await look()).toBe(1)
})

/** Makes all but the named folder unwritable, and goes on as a user who has no rights: what the container does. */
const JAIL = `set -e
mount --bind "$PWD" /mnt
mount --bind "$VOLUME" "$VOLUME"
mount -o remount,bind,ro /mnt
mount -o remount,bind,ro /
if touch /usr/written "$PWD/written" /mnt/written 2>/dev/null; then echo still writable >&2; exit 1; fi
touch "$VOLUME/written"; rm "$VOLUME/written"
cd /mnt
exec setpriv --reuid ${USER} --regid ${USER} --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all -- "$@"`

function mayMount(): boolean {
  return (
    existsSync('/usr/bin/setpriv') &&
    spawnSync('unshare', ['--mount', 'mount', '-o', 'remount,bind,ro', '/']).status === 0
  )
}

test.skipIf(!mayMount())(
  mayMount()
    ? 'a root that cannot be written'
    : 'a root that cannot be written (skipped: no mounts)',
  async () => {
    const { data: volume, remove } = await makeDataFolder()
    chownSync(volume, USER, USER)
    const data = join(volume, 'tidemark')
    const collector = await runCollector({
      data,
      args: ['--site', 'demo', '--origin', ORIGIN],
      env: { VOLUME: volume },
      through: ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', JAIL, 'sh'],
    })
    const status = readFileSync(`/proc/${collector.pid}/status`, 'utf8')
    expect(status).toMatch(new RegExp(`^Uid:\\s+${USER}\\s`, 'm'))
    expect(status).toMatch(/^CapEff:\s+0+$/m)
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m)

    const sent = await fetch(`${collector.url}/e`, {
      method: 'POST',
      headers: { origin: ORIGIN },
      body: JSON.stringify(makeBatch('jailed-1', 1, 6)),
    })
    expect(sent.status).toBe(202)
    const tidemark = (...words: string[]): string =>
      execFileSync(process.execPath, ['collector/dist/main.js', ...words], {
        env: { ...process.env, TIDEMARK_DATA: data },
        encoding: 'utf8',
      })
    tidemark('erase', '--site', 'demo', '--visitor', 'visitor-jailed-1')
    tidemark('backup', join(volume, 'backups'))
    expect(readdirSync(volume).sort()).toEqual(['backups', 'tidemark', 'tidemark.key'])
    expect(statSync(data).mode & 0o777).toBe(0o700)
    expect(statSync(join(volume, 'tidemark.key')).uid).toBe(USER)
    await collector.stop()
    expect(collector.output()).toContain('tidemark stopped')
    await remove()
  },
)
