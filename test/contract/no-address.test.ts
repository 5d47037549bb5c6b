// The invariant no-address: an IP address serves a request and is then nowhere, in no file and no output.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBatch } from '../support/batches.ts'
import { exportRows } from '../support/export-rows.ts'
import { makeDataFolder, runCollector } from '../support/run-collector.ts'
import type { RunningCollector } from '../support/run-collector.ts'

const ADDRESS = '198.51.100.77'
const NETWORK = '198.51.100'
const ORIGIN = 'https://shop.example'

let folder: Awaited<ReturnType<typeof makeDataFolder>>
let collector: RunningCollector

beforeAll(async () => {
  folder = await makeDataFolder()
  collector = await runCollector({
    data: folder.data,
    args: ['--site', 'demo', '--origin', ORIGIN],
    env: { TIDEMARK_TRUSTED_PROXIES: '127.0.0.0/8' },
  })
})
afterAll(async () => {
  await collector.stop()
  await folder.remove()
})

function send(body: string): Promise<Response> {
  return fetch(`${collector.url}/e`, {
    method: 'POST',
    body,
    headers: {
      origin: ORIGIN,
      'x-forwarded-for': ADDRESS,
      'user-agent':
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    },
  })
}

function filesOf(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)],
  )
}

/** Everything at rest and everything said: files as they are, rows as they come out, output. */
async function traces(needle: string): Promise<string[]> {
  const rows = await exportRows(folder.data)
  const places: [string, string][] = [
    ...filesOf(folder.data).map((path): [string, string] => [path, readFileSync(path, 'latin1')]),
    ['the rows', rows],
    ['the output', collector.output()],
  ]
  return places.flatMap(([name, text]) => (text.includes(needle) ? [name] : []))
}

test('no-address: after batches, notes, refusals and faults the address is nowhere', async () => {
  expect((await send(JSON.stringify(makeBatch('no-address-1', 1, 6)))).status).toBe(202)
  expect((await send('{')).status).toBe(400)
  expect(
    (await send(JSON.stringify({ ...makeBatch('no-address-2', 1, 1), site: 'nobody' }))).status,
  ).toBe(404)
  await fetch(`${collector.url}/no/such/place?from=${ADDRESS}`, {
    headers: { 'x-forwarded-for': ADDRESS },
  })
  expect(await traces('no-address-1')).not.toEqual([])
  expect(await traces(NETWORK)).toEqual([])
})

test('the look-out works: an address that a page writes into an event is found', async () => {
  const batch = makeBatch('no-address-3', 1, 5)
  const [event] = batch.events.filter(({ type }) => type === 'custom')
  Object.assign(event!.body, { params: { note: ADDRESS } })
  expect((await send(JSON.stringify(batch))).status).toBe(202)
  expect(await traces(NETWORK)).not.toEqual([])
})
