// `tidemark requests` lists what must be answered, the most urgent first, and ends with an error where something is late.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { given, runVerb, serveOn } from '../../test/support/verbs.ts'
import type { Serving } from '../../test/support/verbs.ts'
import { connect } from './client.ts'
import { requests } from './requests.ts'

let folder: string
let data: string
let serving: Serving

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-requests-'))
  data = join(folder, 'data')
  serving = await serveOn(data, { site: 'shop', origin: 'https://shop.example' })
})
afterAll(async () => {
  await serving.stop()
  await rm(folder, { recursive: true })
})

const list = (options: Readonly<Record<string, string | true>> = {}): Promise<string> =>
  runVerb(requests, given([], { site: 'shop', ...options }), data)

async function add(reference: string, daysAgo: number): Promise<string> {
  const client = await connect(data)
  const draft = {
    kind: 'erasure',
    place: 'CH',
    manner: 'letter',
    receivedDay: new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10),
    reference,
  }
  const path = '/api/v1/sites/shop/requests'
  const { body } = await client.ask('POST', path, JSON.stringify(draft))
  client.close()
  return (JSON.parse(body) as { id: string }).id
}

test('nothing, then what is due by its day; what is late is an error after the list', async () => {
  expect(await list()).toBe('')
  await add('T-2', 3)
  await add('T-1', 10)
  const lines = (await list()).trim().split('\n')
  expect(lines.map((line) => line.split(/ +/).at(-1))).toEqual(['T-1', 'T-2'])
  expect(lines[0]).toMatch(/^\d{4}-\d{2}-\d{2} +(19|20|21) +open +erasure +CH +T-1$/)
  await add('T-3', 60)
  await expect(list()).rejects.toThrow('shop: overdue: 1')
})

test.each([
  ['no site', {}],
  ['no name of a site', { site: 'Not a site' }],
])('%s is a mistake', async (_, options) => {
  await expect(runVerb(requests, given([], options), data)).rejects.toThrow(/--site/)
})

test('a site that is not there is told', async () => {
  await expect(list({ site: 'nowhere' })).rejects.toThrow('site_unknown')
})
