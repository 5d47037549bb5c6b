// `tidemark site` makes a site at a collector that runs, adds origins to one that is there, and deletes it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Invalid } from '../../packages/wire/schema.ts'
import { given, runVerb, serveOn } from '../../test/support/verbs.ts'
import type { Site } from '../sites/site.ts'
import { connect } from './client.ts'
import { site } from './site.ts'
import { UsageError } from './verb.ts'

const [ONE, OTHER] = ['https://shop.example', 'https://www.shop.example']

test('makes a site, then lets more origins in, and leaves the rest as it is', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'tidemark-site-')), 'data')
  const serving = await serveOn(folder)
  const run = (options: Record<string, string>) => runVerb(site, given(['shop'], options), folder)
  expect(await run({ origin: ONE, currency: 'SEK', 'time-zone': 'Europe/Stockholm' })).toBe(
    `shop: pages of ${ONE} may send\n`,
  )
  expect(await run({ origin: OTHER, currency: 'EUR' })).toBe(
    `shop: pages of ${ONE}, ${OTHER} may send\n`,
  )
  const client = await connect(folder)
  const { body } = await client.ask('GET', '/api/v1/sites/shop')
  client.close()
  expect(JSON.parse(body) as Site).toMatchObject({
    name: 'shop',
    currency: 'SEK',
    timeZone: 'Europe/Stockholm',
    origins: [ONE, OTHER],
  })
  await expect(run({ origin: 'shop.example' })).rejects.toThrow(Invalid)
  await serving.stop()
  await expect(run({ origin: ONE })).rejects.toThrow('no collector runs on')
  await rm(join(folder, '..'), { recursive: true })
})

test('deletes a site, where its name is said twice', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'tidemark-site-')), 'data')
  const serving = await serveOn(folder)
  const run = (options: Record<string, string | true>) =>
    runVerb(site, given(['shop'], options), folder)
  await run({ origin: ONE })
  await expect(run({ delete: true })).rejects.toThrow('--confirm shop')
  await expect(run({ delete: true, confirm: 'shop2' })).rejects.toThrow(UsageError)
  expect(await run({ delete: true, confirm: 'shop' })).toBe('shop: deleted, with 0 events\n')
  await expect(run({ delete: true, confirm: 'shop' })).rejects.toThrow('site_unknown')
  // The name is free again.
  expect(await run({ origin: OTHER })).toBe(`shop: pages of ${OTHER} may send\n`)
  await serving.stop()
  await rm(join(folder, '..'), { recursive: true })
})

test.each([
  ['no site', given([], { origin: ONE })],
  ['two sites', given(['a', 'b'], { origin: ONE })],
  ['no origin', given(['shop'])],
])('%s is a mistake of usage', async (_, what) => {
  await expect(runVerb(site, what, '/nowhere')).rejects.toThrow(UsageError)
})
