// The register of privacy requests over the API: in order, bounded, nothing in it of whom; and a visitor's copy and erasure by an owner.
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { VisitorData } from '../../packages/wire/privacy.ts'
import type { PrivacyRequest, RequestQueue } from '../../packages/wire/request.ts'
import { makeBatch } from '../../test/support/batches.ts'
import { startHere } from '../../test/support/collector-here.ts'
import type { CollectorHere } from '../../test/support/collector-here.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'

const ORIGIN = 'https://shop.example'
const API = '/api/v1/sites/demo'
const DAY_MS = 86_400_000

let here: CollectorHere
let clock: { nowMs: number }
let told: string[]

beforeEach(async () => {
  clock = { nowMs: Date.parse('2026-11-28T12:00Z') }
  told = []
  here = await startHere({
    clock: { now: () => clock.nowMs },
    logger: { write: (what, fields) => void told.push(`${what} ${JSON.stringify(fields)}`) },
  })
  for (const site of ['demo', 'other'])
    await here.ask('PUT', `/api/v1/sites/${site}`, {
      name: site,
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      origins: [ORIGIN],
      rates: {},
    })
})
afterEach(() => here.stop())

const DRAFT = {
  kind: 'erasure',
  place: 'DE',
  manner: 'letter',
  receivedDay: '2026-11-28',
  reference: 'T-1001',
}

const post = (more: object = {}, site = 'demo') =>
  here.ask('POST', `/api/v1/sites/${site}/requests`, { ...DRAFT, ...more })
const add = async (more: object = {}): Promise<PrivacyRequest> => {
  const answer = await post(more)
  expect(answer.status).toBe(201)
  return (await answer.json()) as PrivacyRequest
}
const queue = async (query = ''): Promise<RequestQueue> =>
  (await (await here.ask('GET', `${API}/requests${query}`)).json()) as RequestQueue
const turn = (id: string, body: object) => here.ask('PUT', `${API}/requests/${id}`, body)
const codeOf = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { code?: string }).code

test('the most urgent first, then what was closed last, a part at a time', async () => {
  await add({ reference: 'today' })
  await add({ reference: 'late', receivedDay: '2026-10-19' })
  await add({ reference: 'soon', receivedDay: '2026-11-02' })
  const first = await add({ reference: 'closed first' })
  const last = await add({ reference: 'closed last' })
  await turn(first.id, { to: 'done' })
  clock.nowMs += 1_000
  await turn(last.id, { to: 'refused', reason: 'not ours' })
  const order = ['late', 'soon', 'today', 'closed last', 'closed first']
  const { requests, ...counted } = await queue()
  expect(requests.map(({ reference }) => reference)).toEqual(order)
  expect(counted).toMatchObject({ today: '2026-11-28', overdue: 1, soon: 1, next: null })
  expect(requests[0]).toMatchObject({ dueDay: '2026-11-19', due: { law: 'GDPR' } })
  const seen: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const part: RequestQueue = await queue(
      `?limit=2${after && `&after=${encodeURIComponent(after)}`}`,
    )
    seen.push(...part.requests.map(({ reference }) => reference))
    after = part.next
  }
  expect(seen).toEqual(order)
})

test('due in five days is soon, in six it is not; the day itself is not late', async () => {
  await add({ receivedDay: '2026-11-04' })
  expect(await queue()).toMatchObject({ overdue: 0, soon: 0 })
  await add({ receivedDay: '2026-11-03' })
  await add({ receivedDay: '2026-10-28' })
  expect(await queue()).toMatchObject({ overdue: 0, soon: 2 })
  clock.nowMs += DAY_MS
  expect(await queue()).toMatchObject({ overdue: 1, soon: 2 })
})

test('each change is there with who and when; an extension moves the day', async () => {
  const { id, changes } = await add()
  expect(changes).toEqual([{ to: 'open', atMs: clock.nowMs, by: 'command' }])
  clock.nowMs += 1_000
  const extended = await turn(id, { to: 'extended', reason: 'many at once' })
  expect(await extended.json()).toMatchObject({
    state: 'extended',
    dueDay: '2027-02-28',
    changes: [
      { to: 'open', by: 'command' },
      { to: 'extended', by: 'command', atMs: clock.nowMs, reason: 'many at once' },
    ],
  })
  expect(await codeOf(await turn(id, { to: 'extended', reason: 'again' }))).toBe('request_not_so')
  expect((await turn(id, { to: 'done' })).status).toBe(200)
  expect(await (await turn(id, { to: 'open' })).json()).toMatchObject({ state: 'extended' })
})

test('who has not seen what is there now does not write over it', async () => {
  const { id } = await add()
  const etag = (await here.ask('GET', `${API}/requests/${id}`)).headers.get('etag') ?? ''
  expect((await turn(id, { to: 'done' })).status).toBe(200)
  const headers = { authorization: `Bearer ${here.secret}`, 'if-match': etag }
  const refusal = { to: 'refused', reason: 'not ours' }
  const late = await here.ask('PUT', `${API}/requests/${id}`, refusal, headers)
  expect([late.status, await codeOf(late)]).toEqual([412, 'changed_meanwhile'])
})

const REFUSED: readonly (readonly [what: string, more: object, path: string])[] = [
  ['an e-mail address', { reference: 'ann@shop.example' }, 'reference'],
  ['one in wide letters', { reference: 'ann＠shop.example' }, 'reference'],
  ['nothing to find it by', { reference: '' }, 'reference'],
  ['what is longer than a number of a ticket', { reference: 'x'.repeat(61) }, 'reference'],
  ['a day that is none', { receivedDay: '2026-02-30' }, 'receivedDay'],
  ['a day to come', { receivedDay: '2026-11-29' }, 'receivedDay'],
  ['a day of another year', { receivedDay: '2016-11-28' }, 'receivedDay'],
  ['a place that is none', { place: 'Germany' }, 'place'],
  ['a right that is none', { kind: 'everything' }, 'kind'],
]

test('what says who asks is refused, and what cannot be', async () => {
  for (const [what, more, path] of REFUSED) {
    const answer = await post(more)
    expect([what, answer.status, await answer.json()]).toMatchObject([what, 400, { path }])
  }
  expect((await queue()).requests).toEqual([])
})

test('one that came late in the evening is of the shop’s own day', async () => {
  clock.nowMs = Date.parse('2026-11-28T23:30Z')
  expect(await queue()).toMatchObject({ today: '2026-11-29' })
  await add({ receivedDay: '2026-11-29' })
})

test('those of one site are not another’s', async () => {
  const { id } = await add()
  expect((await here.ask('GET', `/api/v1/sites/other/requests/${id}`)).status).toBe(404)
  const elsewhere = await here.ask('GET', '/api/v1/sites/other/requests')
  expect(await elsewhere.json()).toMatchObject({ requests: [], overdue: 0 })
})

test('the log of changes tells that there was one, and nothing of it', async () => {
  const { id } = await add({ reference: 'Q-77' })
  await turn(id, { to: 'refused', reason: 'no such customer' })
  const audit = await (await here.ask('GET', `${API}/audit`)).text()
  expect(audit).toContain('"addRequest"')
  expect(audit).toContain(id)
  expect(audit).not.toContain('Q-77')
  expect(audit).not.toContain('no such customer')
})

test('24 months after they were closed they are not there', async () => {
  const open = await add({ reference: 'open' })
  const done = await add({ reference: 'done' })
  await turn(done.id, { to: 'done' })
  clock.nowMs = Date.parse('2028-11-28T12:00Z')
  await here.collector.expire()
  expect((await queue()).requests).toHaveLength(2)
  clock.nowMs = Date.parse('2028-11-29T12:00Z')
  await here.collector.expire()
  expect((await queue()).requests.map(({ id }) => id)).toEqual([open.id])
  expect(told.filter((line) => line.includes('"requests"'))).toEqual([
    'expired {"what":"requests","site":"demo","count":1}',
  ])
})

test('a visitor is found by what their browser keeps and by what an export calls them', async () => {
  await here.ask('POST', '/e', makeBatch('anna-0001', 1, 2), { origin: ORIGIN })
  for (const visitor of ['visitor-anna-0001', pseudonymOf('demo', 'visitor-anna-0001')]) {
    const answer = await here.ask('POST', `${API}/visitors/copy`, { visitor })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const data = (await answer.json()) as VisitorData
    expect(data).toMatchObject({ visitor: pseudonymOf('demo', 'visitor-anna-0001'), isWhole: true })
    expect(data.events).toHaveLength(2)
    expect(data.sessions).toHaveLength(1)
  }
  const nobody = await here.ask('POST', `${API}/visitors/copy`, { visitor: 'visitor-of-nobody' })
  expect(await nobody.json()).toMatchObject({ events: [], sessions: [] })
})

test.each([['visitor-anna-0001'], [pseudonymOf('demo', 'visitor-anna-0001')]])(
  'erased by %s, nothing of them is left, and neither log nor audit knows who',
  async (visitor) => {
    await here.ask('POST', '/e', makeBatch('anna-0001', 1, 2), { origin: ORIGIN })
    await here.ask('POST', '/e', makeBatch('berta-001', 1, 2), { origin: ORIGIN })
    await here.ask('POST', `${API}/visitors/copy`, { visitor })
    const erased = await here.ask('POST', `${API}/visitors/forget`, { visitor })
    expect([erased.status, await erased.json()]).toMatchObject([200, { events: 2 }])
    const left = await (await here.ask('GET', `${API}/export`)).text()
    expect(left.split('\n').filter(Boolean)).toHaveLength(2)
    const audit = await (await here.ask('GET', `${API}/audit`)).text()
    expect(audit).toContain('"forgetVisitor"')
    expect(audit).toContain('"copyVisitor"')
    expect(audit + told.join('\n')).not.toContain(visitor)
  },
)

test('a copy is not kept for whoever asks again under the same key', async () => {
  await here.ask('POST', '/e', makeBatch('anna-0001', 1, 2), { origin: ORIGIN })
  const ask = async (): Promise<number> => {
    const answer = await here.ask(
      'POST',
      `${API}/visitors/copy`,
      { visitor: 'visitor-anna-0001' },
      { authorization: `Bearer ${here.secret}`, 'idempotency-key': 'the-same' },
    )
    return ((await answer.json()) as VisitorData).events.length
  }
  expect(await ask()).toBe(2)
  await here.ask('POST', `${API}/visitors/forget`, { visitor: 'visitor-anna-0001' })
  expect(await ask()).toBe(0)
})
