// The verbs that keep a data folder: what was acknowledged comes back from a backup once.
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeKeptFolder, withoutErasures } from '../../test/support/kept-folder.ts'
import type { KeptFolder } from '../../test/support/kept-folder.ts'
import { given, runVerb, serveOn } from '../../test/support/verbs.ts'
import { backup } from './backup.ts'
import { compact } from './compact.ts'
import { connect } from './client.ts'
import { erase } from './erase.ts'
import { restore } from './restore.ts'
import { UsageError } from './verb.ts'
import { verify } from './verify.ts'

let rig: KeptFolder
let folder: string
let data: string
beforeEach(async () => {
  rig = await makeKeptFolder()
  ;({ folder, data } = rig)
})
afterEach(() => rig.dispose())

test('a backup made under load holds all that was acknowledged before, once', async () => {
  await rig.start()
  const before: string[] = []
  for (let at = 0; at < 20; at++) {
    const stream = `before-${at}`
    expect(await rig.send(stream)).toBe(true)
    before.push(`${stream} 1`, `${stream} 2`)
  }
  let isDone = false
  let meanwhile = 0
  const load = (async () => {
    while (!isDone) if (await rig.send(`meanwhile-${meanwhile}`)) meanwhile++
  })()
  const place = join(folder, 'backup')
  expect(await runVerb(backup, given([place]), data)).toMatch(/^\S+backup: \d+ events, 1 files/)
  isDone = true
  await load
  expect(meanwhile).toBeGreaterThan(0)
  // Sent again by pages that had no answer: known, now and after the restore.
  expect(await rig.send('before-0')).toBe(true)
  await rig.stop()

  expect((await stat(place)).mode & 0o777).toBe(0o700)
  expect(await readdir(place)).toEqual(['manifest.json', 'tidemark.duckdb'])
  expect(await runVerb(verify, given([place]), data)).toContain('whole')
  const other = join(folder, 'other')
  await runVerb(restore, withoutErasures(place), other)
  await rig.start(other)
  expect(await rig.send('before-1')).toBe(true)
  // Whatever was under way is in it or not, but nothing twice.
  const { identities } = await rig.stored(other)
  await rig.stop()
  expect(new Set(identities).size).toBe(identities.length)
  expect(identities).toEqual(expect.arrayContaining(before))
})

test('a restore refuses what it would harm, and says the way out', async () => {
  await rig.start()
  const place = join(folder, 'backup')
  await runVerb(backup, given([place]), data)
  const from = given([place], { from: data })
  await expect(runVerb(restore, from, data)).rejects.toThrow('a collector runs on')
  await rig.stop()
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
  await rig.start()
  await rig.send('anna-0001')
  await rig.stop()
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
  await rig.start(other)
  expect((await rig.stored(other)).identities).toHaveLength(3)
})

test('places that no backup may be written to', async () => {
  await rig.start()
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
  await rig.start()
  const client = await connect(data)
  const host = new URL(rig.serving().url).host.replace('127.0.0.1', 'localhost')
  const { sign } = /#sign-in=(?<sign>\S+)/.exec(rig.serving().out())!.groups!
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
  await rig.start()
  await rig.send('anna-0001')
  await runVerb(backup, given([join(folder, 'backup')]), data)
  expect(await runVerb(verify, given([]), data)).toContain('in use')
  await writeFile(join(data, 'log/0000000001-aa.v3.ndjson.damaged'), 'x')
  await expect(runVerb(verify, given([]), data)).rejects.toThrow('is not whole: 1 found')
  await rig.stop()
  await expect(runVerb(verify, given([]), data)).rejects.toThrow('is not whole: 1 found')
  await rm(join(data, 'log/0000000001-aa.v3.ndjson.damaged'))
  expect(await runVerb(verify, given([data]), join(folder, 'none'))).toContain('whole')

  await writeFile(join(folder, 'backup/stray'), '')
  await rm(join(folder, 'backup/tidemark.duckdb'))
  await expect(runVerb(verify, given([join(folder, 'backup')]), data)).rejects.toThrow('2 found')
  await expect(runVerb(verify, given([folder]), data)).rejects.toThrow('neither a data folder')
})

test('an erasure says where it could not look, and where its key cannot lie', async () => {
  await rig.start()
  await rig.stop()
  await writeFile(join(data, 'log/0000000001-aa.v3.ndjson.damaged'), 'x')
  await rig.start()
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
  await rig.start()
  await rig.send('anna-0001')
  const said = /^[\d.]+ MB before, [\d.]+ MB now\n$/
  expect(await runVerb(compact, given([]), data)).toMatch(said)
  await rig.stop()
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
