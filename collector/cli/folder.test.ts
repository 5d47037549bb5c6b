// The verbs that keep a data folder: what was acknowledged comes back from a backup once, and who was erased does not.
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeBatch } from '../../test/support/batches.ts'
import { given, runVerb, serveOn } from '../../test/support/verbs.ts'
import type { Serving } from '../../test/support/verbs.ts'
import { backup } from './backup.ts'
import { compact } from './compact.ts'
import { connect } from './client.ts'
import { erase } from './erase.ts'
import { exportRows } from './export.ts'
import { restore } from './restore.ts'
import { site } from './site.ts'
import { UsageError } from './verb.ts'
import { verify } from './verify.ts'
import type { Row } from '../storage/columns.ts'

const ORIGIN = 'https://shop.example'
const SERVED = { site: 'demo', origin: ORIGIN }

let folder: string
let data: string
let serving: Serving | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-keep-'))
  data = join(folder, 'data')
})
afterEach(async () => {
  await serving?.stop()
  serving = undefined
  await rm(folder, { recursive: true })
})

async function start(place = data): Promise<void> {
  serving = await serveOn(place, SERVED)
}

async function stop(): Promise<void> {
  await serving?.stop()
  serving = undefined
}

/** Sends two events of a visitor; answers whether they were acknowledged. */
async function send(stream: string, firstSeq = 1): Promise<boolean> {
  const { status } = await fetch(`${serving?.url}/e`, {
    method: 'POST',
    headers: { origin: ORIGIN },
    body: JSON.stringify(makeBatch(stream, firstSeq, 2)),
  })
  return status === 202
}

/** What is stored, as `stream seq`, and of whom. */
async function stored(place = data): Promise<{ identities: string[]; visitors: Set<string> }> {
  const text = await runVerb(exportRows, given([], { site: 'demo' }), place)
  const rows = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
  return {
    identities: rows.map(({ stream, seq }) => `${stream} ${seq}`).sort(),
    visitors: new Set(rows.map(({ visitor }) => visitor)),
  }
}

const withoutErasures = (place: string) => given([place], { 'without-erasures': true })

test('a backup made under load holds all that was acknowledged before, once', async () => {
  await start()
  const before: string[] = []
  for (let at = 0; at < 20; at++) {
    const stream = `before-${at}`
    expect(await send(stream)).toBe(true)
    before.push(`${stream} 1`, `${stream} 2`)
  }
  let isDone = false
  let meanwhile = 0
  const load = (async () => {
    while (!isDone) if (await send(`meanwhile-${meanwhile}`)) meanwhile++
  })()
  const place = join(folder, 'backup')
  expect(await runVerb(backup, given([place]), data)).toMatch(/^\S+backup: \d+ events, 1 files/)
  isDone = true
  await load
  expect(meanwhile).toBeGreaterThan(0)
  // Sent again by pages that had no answer: known, now and after the restore.
  expect(await send('before-0')).toBe(true)
  await stop()

  expect((await stat(place)).mode & 0o777).toBe(0o700)
  expect(await readdir(place)).toEqual(['manifest.json', 'tidemark.duckdb'])
  expect(await runVerb(verify, given([place]), data)).toContain('whole')
  const other = join(folder, 'other')
  await runVerb(restore, withoutErasures(place), other)
  await start(other)
  expect(await send('before-1')).toBe(true)
  // Whatever was under way is in it or not, but nothing twice.
  const { identities } = await stored(other)
  await stop()
  expect(new Set(identities).size).toBe(identities.length)
  expect(identities).toEqual(expect.arrayContaining(before))
})

test('who was erased after the backup is not in what is restored; without the list they would be', async () => {
  await start()
  for (const stream of ['anna-0001', 'berta-001', 'clara-001']) await send(stream)
  const place = join(folder, 'backup')
  await runVerb(erase, given([], { site: 'demo', visitor: 'visitor-clara-001' }), data)
  // Seen again after she was erased, before the backup: new.
  await send('clara-001', 3)
  await runVerb(backup, given([place]), data)
  // Not loaded yet: it is found all the same.
  await send('anna-0001', 3)
  const told = await runVerb(erase, given([], { site: 'demo', visitor: 'visitor-anna-0001' }), data)
  expect(told).toBe(
    'events: 4 removed, 0 of heatmaps removed, 0 orders kept without their visitor\n',
  )
  expect([...(await stored()).visitors].sort()).toEqual(['visitor-berta-001', 'visitor-clara-001'])
  const tombstones = await readFile(join(data, 'erasures.ndjson'), 'utf8')
  expect(tombstones).not.toContain('anna')
  expect((await stat(`${data}.key`)).mode & 0o777).toBe(0o600)
  await stop()

  const control = join(folder, 'control')
  await runVerb(restore, withoutErasures(place), control)
  await start(control)
  expect((await stored(control)).visitors).toContain('visitor-anna-0001')
  await stop()

  const old = join(folder, 'old')
  await rename(data, old)
  expect(await runVerb(restore, given([place], { from: old }), data)).toContain(
    'erased anew, 1 visitors: events: 2 removed',
  )
  expect(await runVerb(verify, given([]), data)).toContain('whole')
  await start()
  const { visitors } = await stored()
  expect([...visitors].sort()).toEqual(['visitor-berta-001', 'visitor-clara-001'])
  await stop()
  // The new folder knows of her too, so a second restore from it does as well.
  const again = join(folder, 'again')
  await rename(data, again)
  await runVerb(restore, given([place], { erasures: join(again, 'erasures.ndjson') }), data)
  await start()
  expect((await stored()).visitors).not.toContain('visitor-anna-0001')
})

test('a site that was deleted after the backup is not in what is restored; one made anew is', async () => {
  await start()
  await send('anna-0001')
  const before = join(folder, 'before')
  await runVerb(backup, given([before]), data)
  const deletion = given(['demo'], { delete: true, confirm: 'demo' })
  expect(await runVerb(site, deletion, data)).toBe('demo: deleted, with 2 events\n')
  expect(await send('anna-0001')).toBe(false)
  await runVerb(site, given(['demo'], { origin: ORIGIN }), data)
  await send('berta-001')
  const after = join(folder, 'after')
  await runVerb(backup, given([after]), data)
  await stop()
  const old = join(folder, 'old')
  await rename(data, old)

  const control = join(folder, 'control')
  await runVerb(restore, withoutErasures(before), control)
  await start(control)
  expect((await stored(control)).visitors).toContain('visitor-anna-0001')
  await stop()

  const told = await runVerb(restore, given([before], { from: old }), data)
  expect(told).toContain('deleted anew, 1 sites')
  expect(told).not.toContain('erased anew')
  const bytes = await readFile(join(data, 'tidemark.duckdb'))
  expect(bytes.includes('visitor-anna-0001')).toBe(false)
  serving = await serveOn(data)
  const client = await connect(data)
  expect((await client.ask('GET', '/api/v1/sites/demo')).status).toBe(404)
  client.close()
  await stop()

  await rm(data, { recursive: true })
  expect(await runVerb(restore, given([after], { from: old }), data)).not.toContain('anew')
  serving = await serveOn(data)
  expect([...(await stored()).visitors]).toEqual(['visitor-berta-001'])
})

test('without the key nobody is restored who may have been erased', async () => {
  await start()
  await send('anna-0001')
  const place = join(folder, 'backup')
  await runVerb(backup, given([place]), data)
  await runVerb(erase, given([], { site: 'demo', visitor: 'visitor-anna-0001' }), data)
  await stop()
  const old = join(folder, 'old')
  await rename(data, old)
  const key = await readFile(`${data}.key`, 'utf8')
  await rm(`${data}.key`)
  const restored = () => runVerb(restore, given([place], { from: old }), data)
  await expect(restored()).rejects.toThrow('TIDEMARK_KEY_FILE')
  await writeFile(`${data}.key`, `${'0'.repeat(64)}\n`)
  await expect(restored()).rejects.toThrow('TIDEMARK_KEY_FILE')
  await writeFile(`${old}.key`, key)
  await expect(restored()).resolves.toContain('erased anew, 1 visitors')
})

test('a restore refuses what it would harm, and says the way out', async () => {
  await start()
  const place = join(folder, 'backup')
  await runVerb(backup, given([place]), data)
  const from = given([place], { from: data })
  await expect(runVerb(restore, from, data)).rejects.toThrow('a collector runs on')
  await stop()
  await expect(runVerb(restore, from, data)).rejects.toThrow('is not empty: move it aside')
  await expect(runVerb(restore, given([place]), data)).rejects.toThrow(UsageError)
  await expect(runVerb(restore, withoutErasures(folder), data)).rejects.toThrow('no whole backup')
  const bytes = await readFile(join(place, 'tidemark.duckdb'))
  bytes[5_000]! ^= 1
  await writeFile(join(place, 'tidemark.duckdb'), bytes)
  const other = join(folder, 'other')
  await expect(runVerb(restore, withoutErasures(place), other)).rejects.toThrow('is damaged')
  await expect(stat(other)).rejects.toThrow('ENOENT')

  await cp(data, join(other, '.restoring'), { recursive: true })
  await expect(runVerb(restore, withoutErasures(place), other)).rejects.toThrow('was cut short')
  await expect(serveOn(other)).rejects.toThrow('was cut short')
  await expect(runVerb(backup, given([place]), other)).rejects.toThrow('was cut short')
})

test('a stopped folder is backed up with what its log still holds', async () => {
  await start()
  await send('anna-0001')
  await stop()
  const [line] = (await readFile('test/contract/folders/v1/log/0000000002-00000002.ndjson', 'utf8'))
    .split('\n')
    .map((text) => text.replace('"site":"shop"', '"site":"demo"'))
  await writeFile(join(data, 'log/0000000009-00000009.ndjson'), `${line}\n`)
  // A collector that has died leaves its secret: nobody answers to it.
  await writeFile(
    join(data, 'cli-token'),
    JSON.stringify({ url: 'http://127.0.0.1:9', host: 'localhost', secret: 'x' }),
  )
  await writeFile(join(data, 'notes.txt'), 'mine')
  const place = join(folder, 'backup')
  await runVerb(backup, given([place]), data)
  expect((await readdir(place)).sort()).toEqual(['log', 'manifest.json', 'tidemark.duckdb'])
  const other = join(folder, 'other')
  await runVerb(restore, withoutErasures(place), other)
  expect(await readdir(join(other, 'log'))).toEqual([])
  await start(other)
  expect((await stored(other)).identities).toHaveLength(3)
})

test('places that no backup may be written to', async () => {
  await start()
  const place = join(folder, 'backup')
  await runVerb(backup, given([place]), data)
  const to = (where: string) => runVerb(backup, given([where]), data)
  await expect(to(place)).rejects.toThrow('is a backup already')
  await expect(to(join(place, 'manifest.json'))).rejects.toThrow('is a file')
  await expect(to(join(data, 'within'))).rejects.toThrow('is within the data folder')
  await expect(to(data)).rejects.toThrow('is within the data folder')
  await expect(runVerb(backup, given([]), data)).rejects.toThrow(UsageError)
  expect(await to(folder)).toMatch(/\/tidemark-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ: /)
  expect((await readdir(folder)).filter((name) => name.endsWith('.unfinished'))).toEqual([])
})

test('only a command may have files written, not who is signed in', async () => {
  await start()
  const client = await connect(data)
  const host = new URL(serving!.url).host.replace('127.0.0.1', 'localhost')
  const { sign } = /#sign-in=(?<sign>\S+)/.exec(serving!.out())!.groups!
  const headers = { 'content-type': 'application/json', origin: `http://${host}` }
  const claimed = await fetch(`http://${host}/api/v1/claim`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token: sign, password: 'correct horse battery' }),
  })
  const cookie = claimed.headers.get('set-cookie')!.split(';')[0]!
  for (const task of ['backup', 'verify', 'compact']) {
    const asked = (more: Record<string, string>) =>
      fetch(`http://${host}/api/v1/folder/${task}`, {
        method: 'POST',
        headers: { ...headers, ...more },
        ...(task === 'backup' && { body: JSON.stringify({ target: join(folder, 'stolen') }) }),
      })
    expect((await asked({})).status).toBe(401)
    const refused = await asked({ cookie })
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'command_only' }])
  }
  await expect(stat(join(folder, 'stolen'))).rejects.toThrow('ENOENT')
  const body = JSON.stringify({ target: join(folder, 'mine') })
  expect((await client.ask('POST', '/api/v1/folder/backup', body)).body).toContain('"done"')
  const relative = JSON.stringify({ target: 'mine' })
  expect(await client.ask('POST', '/api/v1/folder/backup', relative)).toMatchObject({ status: 400 })
  client.close()
})

test('verify names what is wrong, of a backup, a stopped folder and one in use', async () => {
  await start()
  await send('anna-0001')
  await runVerb(backup, given([join(folder, 'backup')]), data)
  expect(await runVerb(verify, given([]), data)).toContain('in use')
  await writeFile(join(data, 'log/0000000001-aa.v2.ndjson.damaged'), 'x')
  await expect(runVerb(verify, given([]), data)).rejects.toThrow('is not whole: 1 found')
  await stop()
  await expect(runVerb(verify, given([]), data)).rejects.toThrow('is not whole: 1 found')
  await rm(join(data, 'log/0000000001-aa.v2.ndjson.damaged'))
  expect(await runVerb(verify, given([data]), join(folder, 'none'))).toContain('whole')

  await writeFile(join(folder, 'backup/stray'), '')
  await rm(join(folder, 'backup/tidemark.duckdb'))
  await expect(runVerb(verify, given([join(folder, 'backup')]), data)).rejects.toThrow('2 found')
  await expect(runVerb(verify, given([folder]), data)).rejects.toThrow('neither a data folder')
})

test('an erasure says where it could not look, and where its key cannot lie', async () => {
  await start()
  await stop()
  await writeFile(join(data, 'log/0000000001-aa.v2.ndjson.damaged'), 'x')
  await start()
  const client = await connect(data)
  const path = '/api/v1/sites/demo/visitors/visitor-1'
  await mkdir(`${data}.key`)
  expect((await client.ask('DELETE', path)).body).toContain('TIDEMARK_KEY_FILE')
  await rm(`${data}.key`, { recursive: true })
  const { body } = await client.ask('DELETE', path)
  expect(JSON.parse(body)).toEqual({ events: 0, heat: 0, orders: 0, damagedSegments: 1 })
  expect((await client.ask('DELETE', path.replace('demo', 'none'))).status).toBe(404)
  client.close()
})

test('compact says how large the file was and is, with a collector and without', async () => {
  await start()
  await send('anna-0001')
  const said = /^[\d.]+ MB before, [\d.]+ MB now\n$/
  expect(await runVerb(compact, given([]), data)).toMatch(said)
  await stop()
  expect(await runVerb(compact, given([]), data)).toMatch(said)
  expect(await runVerb(verify, given([]), data)).toContain('events 2')
})

test.each([
  ['no site', { visitor: 'visitor-1' }],
  ['no visitor', { site: 'demo' }],
  ['no such visitor', { site: 'demo', visitor: 'a/b' }],
])('erase with %s is a mistake of usage', async (_, options) => {
  await expect(runVerb(erase, given([], options), data)).rejects.toThrow(UsageError)
})
