// A visitor gets what is stored of them, has it erased, and nobody else does either.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConsentReceipt, PrivacyAsk, VisitorData } from '../../packages/wire/privacy.ts'
import type { SiteSettings } from '../../packages/wire/site.ts'
import { makeBatch } from '../../test/support/batches.ts'
import { startHere } from '../../test/support/collector-here.ts'
import type { CollectorHere } from '../../test/support/collector-here.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'
import type { Driver } from '../storage/driver.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import { createDuckdbDocuments } from '../storage/settings/duckdb.ts'

const ORIGIN = 'https://shop.example'
const CONTROLLER = { name: 'Shop', address: '1 Quay', contact: 'privacy@shop.example' }

let here: CollectorHere
let driver: Driver
beforeEach(async () => {
  const database = await openDatabase({ path: ':memory:' })
  driver = createDuckdbDriver(database)
  here = await startHere({ driver, documents: createDuckdbDocuments(database) })
  for (const site of ['demo', 'other'])
    await here.ask('PUT', `/api/v1/sites/${site}`, {
      name: site,
      currency: 'EUR',
      timeZone: 'UTC',
      origins: [ORIGIN],
      rates: {},
      consent: { controller: CONTROLLER, purposes: ['analytics', 'experiments'] },
    })
})
afterEach(() => here.stop())

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

const post = (path: string, body: unknown, origin = ORIGIN) =>
  here.ask('POST', path, body, { origin, 'user-agent': BROWSER })

const ask = (body: Partial<PrivacyAsk>, origin?: string) =>
  post('/privacy', { site: 'demo', ...body }, origin)

const send = async (stream: string, firstSeq = 1): Promise<unknown> =>
  (await post('/e', makeBatch(stream, firstSeq, 2))).json()

const dataOf = async (visitor: string, more: Partial<PrivacyAsk> = {}): Promise<VisitorData> => {
  const answer = await ask({ want: 'export', visitor, ...more })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  return (await answer.json()) as VisitorData
}

const give = (consent: string, choice: 'given' | 'withdrawn' = 'given', more: object = {}) =>
  post('/consent', {
    site: 'demo',
    choice,
    consent,
    grants: { analytics: 'full' },
    notice: 'n1',
    ...more,
  })

test('who shows the id of their browser gets all that is stored of it, also what came just now', async () => {
  await send('anna-0001', 6)
  await send('berta-001')
  await give('consent-0001')
  const data = await dataOf('visitor-anna-0001', { consent: 'consent-0001' })
  expect(data).toMatchObject({
    site: 'demo',
    visitor: pseudonymOf('demo', 'visitor-anna-0001'),
    controller: CONTROLLER,
    isWhole: true,
    experiments: {},
  })
  expect(data.events.map(({ stream, seq }) => `${stream} ${seq}`)).toEqual([
    'anna-0001 6',
    'anna-0001 7',
  ])
  expect(data.sessions).toEqual([
    {
      session: expect.any(String),
      fromMs: expect.any(Number),
      toMs: expect.any(Number),
      pages: 1,
      events: 2,
    },
  ])
  expect(data.consent.map(({ record }) => record?.event)).toEqual(['given'])
})

test('nobody gets anything by the name that is stored, or by another id', async () => {
  await send('anna-0001')
  const stored = pseudonymOf('demo', 'visitor-anna-0001')
  for (const visitor of [stored, 'visitor-berta-001'])
    expect((await dataOf(visitor)).events).toEqual([])
  await ask({ want: 'erase', visitor: stored })
  expect((await dataOf('visitor-anna-0001')).events).toHaveLength(2)
})

test('what is erased is gone, and what still comes of it is acknowledged and not kept', async () => {
  await send('anna-0001')
  await send('berta-001')
  expect((await ask({ want: 'erase', visitor: 'visitor-anna-0001' })).status).toBe(204)
  expect((await dataOf('visitor-anna-0001')).events).toEqual([])
  expect(await send('anna-0001', 3)).toEqual({ accepted: 0, erased: true })
  expect((await dataOf('visitor-anna-0001')).events).toEqual([])
  expect((await dataOf('visitor-berta-001')).events).toHaveLength(2)
})

test('a withdrawal erases; a site may say that it does not', async () => {
  await send('anna-0001')
  await give('consent-0001', 'withdrawn', { erase: 'visitor-anna-0001' })
  expect((await dataOf('visitor-anna-0001')).events).toEqual([])

  await send('clara-001')
  // A yes to less, under which nothing names them any more.
  await give('consent-0003', 'given', { erase: 'visitor-clara-001' })
  expect((await dataOf('visitor-clara-001')).events).toEqual([])

  const settings = (await (await here.ask('GET', '/api/v1/sites/demo')).json()) as SiteSettings
  const consent = { ...settings.consent, keepsWithdrawn: true }
  await here.ask('PUT', '/api/v1/sites/demo', { ...settings, consent })
  await send('berta-001')
  await give('consent-0002', 'withdrawn', { erase: 'visitor-berta-001' })
  expect((await dataOf('visitor-berta-001')).events).toHaveLength(2)
})

test.each([false, true])(
  'who withdraws counts as having left what they saw, also where they stay: %s',
  async (keepsWithdrawn) => {
    const settings = (await (await here.ask('GET', '/api/v1/sites/demo')).json()) as SiteSettings
    const consent = { ...settings.consent, keepsWithdrawn }
    await here.ask('PUT', '/api/v1/sites/demo', { ...settings, consent })
    const batch = makeBatch('anna-0001', 1, 1)
    const body = { experiment: 'hero', variation: 'bold' }
    // Not loaded as they leave, and counted all the same.
    await post('/e', {
      ...batch,
      grant: { analytics: 'full', experiments: 'full' },
      events: batch.events.map((event) => ({ ...event, type: 'exposure', body })),
    })
    expect(await driver.leavings('demo')).toEqual([])
    await give('consent-0001', 'withdrawn', { erase: 'visitor-anna-0001' })
    expect(await driver.leavings('demo')).toMatchObject([
      { site: 'demo', experiment: 'hero', variation: 'bold', n: 1 },
    ])
  },
)

test('a receipt has the fields of ISO/IEC TS 27560, and the links that prove it', async () => {
  await give('consent-0001')
  await give('consent-0001', 'withdrawn')
  const answer = await ask({ want: 'receipt', consent: 'consent-0001' })
  const receipt = (await answer.json()) as ConsentReceipt
  expect(receipt).toMatchObject({
    schemaVersion: 'ISO/IEC TS 27560:2023',
    recordId: 'consent-0001',
    piiPrincipalId: 'consent-0001',
    parties: [{ role: 'controller', ...CONTROLLER }],
  })
  expect(receipt.processing.purposes).toEqual([
    expect.objectContaining({ purpose: 'analytics', lawfulBasis: 'consent', keptDays: 395 }),
  ])
  expect(receipt.events.map(({ state, link }) => [state, link.seq])).toEqual([
    ['given', 1],
    ['withdrawn', 2],
  ])
  expect((await ask({ want: 'receipt', consent: 'consent-0009' })).status).toBe(404)
})

test('refused: other origins, other sites, what is missing, and who asks too often', async () => {
  await send('anna-0001')
  expect(
    (await ask({ want: 'export', visitor: 'visitor-anna-0001' }, 'https://evil.example')).status,
  ).toBe(403)
  const elsewhere = await post('/privacy', {
    site: 'other',
    want: 'export',
    visitor: 'visitor-anna-0001',
  })
  expect(((await elsewhere.json()) as VisitorData).events).toEqual([])
  expect((await ask({ want: 'export' })).status).toBe(400)
  expect((await ask({ want: 'receipt' })).status).toBe(400)
  const statuses = new Set<number>()
  for (let at = 0; at < 250; at++)
    statuses.add((await ask({ want: 'receipt', consent: 'consent-0009' })).status)
  expect([...statuses]).toEqual([404, 429])
})
