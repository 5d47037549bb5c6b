// Who asks for what is stored of a visitor and is not that visitor learns nothing and removes nothing, whatever they send.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { PrivacyAsk, VisitorData } from '../../packages/wire/privacy.ts'
import { makeBatch } from '../support/batches.ts'
import type { Answer } from './send.ts'
import {
  claimOperator,
  makeSites,
  NO_SITE,
  ORIGIN,
  OTHER_SITE,
  SITE,
  startBare,
  type Stage,
} from './stage.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const OTHER_ORIGIN = 'https://beta.example'
const VICTIM = 'v1ct1m-5d2e6fa0b94c7731'
const STORED = createHash('sha256').update(`${SITE}\n${VICTIM}`).digest('hex').slice(0, 32)
const STREAM = 'stream-of-the-victim'
const SESSION = `session-${STREAM}`
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

let stage: Omit<Stage, 'callers'>

beforeAll(async () => {
  stage = await startBare()
  await makeSites(stage)
  await sendVictim(VICTIM, STREAM)
})
afterAll(async () => {
  await stage?.stop()
})

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  return stage.send({
    method: 'POST',
    path,
    headers: { origin: ORIGIN, 'user-agent': BROWSER, ...headers },
    body: isRaw ? body : JSON.stringify(body),
  })
}

const ask = (
  want: PrivacyAsk['want'],
  visitor: unknown,
  more: object = {},
  headers: Record<string, string> = {},
): Promise<Answer> => post('/privacy', { site: SITE, want, visitor, ...more }, headers)

async function sendVictim(visitor: string, stream: string): Promise<void> {
  const batch = makeBatch(stream, 1, 3)
  const heat = {
    seq: 4,
    type: 'heat',
    timeMs: Date.now(),
    session: `session-${stream}`,
    url: 'https://alpha.example/secret',
    body: {
      width: 390,
      sample: 100,
      fold: 18,
      reach: 62,
      anchors: ['main a'],
      points: [[0, 0, 1, 2, 8, 64]],
    },
  }
  const grant = { analytics: 'full', heatmaps: 'full' }
  const events = [...batch.events, heat]
  const told = { ...batch, site: SITE, visitor, grant, emitted: 4, events }
  expect((await post('/e', told)).text).toBe('{"accepted":4}')
}

async function sendAs(visitor: string, stream: string, more: object): Promise<void> {
  const batch = makeBatch(stream, 11, 2)
  const events = batch.events.map((event) => ({ ...event, ...more }))
  expect((await post('/e', { ...batch, site: SITE, visitor, events })).text).toBe('{"accepted":2}')
}

/** What a visitor is told, as `stream seq session`. */
async function told(visitor: string): Promise<string[]> {
  const answer = await ask('export', visitor)
  expect(answer.status).toBe(200)
  const { events } = JSON.parse(answer.text) as VisitorData
  return events.map(({ stream, seq, session }) => `${stream} ${seq} ${session}`).sort()
}

const WHOLE = [1, 2, 3, 4].map((seq) => `${STREAM} ${seq} ${SESSION}`)

/** Once the victim's events are stored they are told all four: nothing was removed. */
const expectWhole = () => vi.waitFor(async () => expect(await told(VICTIM)).toEqual(WHOLE), 10_000)

function expectSilent({ text, headers }: Answer): void {
  for (const name of [VICTIM, STORED, STREAM, SESSION])
    expect(`${text} ${JSON.stringify(headers)}`).not.toContain(name)
}

test('the visitor themself is told all of it, for no cache and for pages of the site alone', async () => {
  await expectWhole()
  const answer = await ask('export', VICTIM)
  expect(answer.text).toContain(STORED)
  expect(answer.text).not.toContain(VICTIM)
  expect(answer.headers).toMatchObject({
    'cache-control': 'private, no-store',
    'access-control-allow-origin': ORIGIN,
    vary: 'origin',
    'x-content-type-options': 'nosniff',
  })
  expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
})

const ALMOST: readonly (readonly [string, string])[] = [
  ['the name under which they are stored', STORED],
  ['the name of their session', SESSION],
  ['the name of their page load', STREAM],
  ['the id in capitals', VICTIM.toUpperCase()],
  ['the id without its last letter', VICTIM.slice(0, -1)],
  ['the id and one more letter', `${VICTIM}0`],
  ['the id with a pattern in it', `${VICTIM.slice(0, -1)}_`],
  ['an id of underscores', '_'.repeat(VICTIM.length)],
]

test.each(ALMOST)('%s is not theirs: it shows nothing and erases nothing', async (_, name) => {
  expect(await told(name)).toEqual([])
  expectSilent(await ask('erase', name))
  await expectWhole()
})

const BAD: readonly (readonly [string, object | string, string])[] = [
  ['no site', { site: undefined }, 'batch_invalid'],
  ['a site that is not there', { site: NO_SITE }, 'site_unknown'],
  ['__proto__ for a site', { site: '__proto__' }, 'batch_invalid'],
  ['a list for a site', { site: [SITE] }, 'batch_invalid'],
  ['no wish', { want: undefined }, 'batch_invalid'],
  ['__proto__ for a wish', { want: '__proto__' }, 'batch_invalid'],
  ['constructor for a wish', { want: 'constructor' }, 'batch_invalid'],
  ['a list of wishes', { want: ['export'] }, 'batch_invalid'],
  ['no visitor', { visitor: undefined }, 'batch_invalid'],
  ['an empty visitor', { visitor: '' }, 'batch_invalid'],
  ['null for a visitor', { visitor: null }, 'batch_invalid'],
  ['a list of visitors', { visitor: [VICTIM] }, 'batch_invalid'],
  ['an object for a visitor', { visitor: { $ne: '' } }, 'batch_invalid'],
  ['a number for a visitor', { visitor: 12_345_678 }, 'batch_invalid'],
  ['any visitor', { visitor: true }, 'batch_invalid'],
  ['a pattern for a visitor', { visitor: '%%%%%%%%%%' }, 'batch_invalid'],
  ['a quote after the visitor', { visitor: `${VICTIM}' or '1'='1` }, 'batch_invalid'],
  ['a line end after the visitor', { visitor: `${VICTIM}\n` }, 'batch_invalid'],
  ['a space before the visitor', { visitor: ` ${VICTIM}` }, 'batch_invalid'],
  ['a zero after the visitor', { visitor: `${VICTIM}\0` }, 'batch_invalid'],
  ['letters of another script', { visitor: VICTIM.replace('c', 'с') }, 'batch_invalid'],
  ['a visitor of 65 letters', { visitor: 'v'.repeat(65) }, 'batch_invalid'],
  ['a list of consents', { consent: ['consent-0001'] }, 'batch_invalid'],
  ['nothing', '', 'body_not_json'],
  ['null', 'null', 'batch_invalid'],
  ['a list', JSON.stringify([{ site: SITE, want: 'export', visitor: VICTIM }]), 'batch_invalid'],
  ['a form', `site=${SITE}&want=erase&visitor=${VICTIM}`, 'body_not_json'],
  ['two values', '{}{}', 'body_not_json'],
]

test.each(BAD)('%s is refused, and erases nothing', async (_, change, code) => {
  for (const want of ['export', 'erase'] as const) {
    const body =
      typeof change === 'string' ? change : { site: SITE, want, visitor: VICTIM, ...change }
    const answer = await post('/privacy', body)
    expect(answer.code).toBe(code)
    expect(answer.headers['cache-control']).toContain('no-store')
    expectSilent(answer)
  }
})

test('what was refused has erased nothing', expectWhole)

test('a key that is there twice asks for one visitor alone, the last', async () => {
  const twice = (first: string, last: string): string =>
    `{"site":"${SITE}","want":"export","visitor":"${first}","visitor":"${last}"}`
  expectSilent(await post('/privacy', twice(VICTIM, 'nobody-00000000')))
  expect((await post('/privacy', twice('nobody-00000000', VICTIM))).text).toContain(STORED)
})

test('a prototype in the body is no field of it', async () => {
  const body = `{"__proto__":{"visitor":"${VICTIM}"},"site":"${SITE}","want":"export"}`
  const answer = await post('/privacy', body)
  expect([answer.status, answer.code]).toEqual([400, 'batch_invalid'])
})

test.each([
  ['long', 'x'.repeat(70_000)],
  ['packed', gzipSync(Buffer.alloc(20_000_000, ' '))],
  ['long in its visitor', { site: SITE, want: 'export', visitor: 'v'.repeat(70_000) }],
])('a body that is too %s is refused', async (_, body) => {
  expect(await post('/privacy', body)).toMatchObject({ status: 413, code: 'body_too_large' })
})

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s is not taken',
  async (method) => {
    const query = `site=${SITE}&want=export&visitor=${VICTIM}`
    const answer = await stage.send({
      method,
      path: `/privacy?${query}`,
      headers: { origin: ORIGIN },
    })
    expect(answer.status).toBe(405)
    expectSilent(answer)
  },
)

test.each([
  ['https://evil.example'],
  ['null'],
  [`${ORIGIN}.evil.example`],
  ['http://alpha.example'],
])('a page of %s may neither ask nor read the answer', async (origin) => {
  for (const want of ['export', 'erase', 'receipt'] as const) {
    const answer = await ask(want, VICTIM, { consent: 'consent-0001' }, { origin })
    expect([answer.status, answer.code]).toEqual([403, 'origin_not_allowed'])
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    expectSilent(answer)
  }
})

test('pages of another site ask for that site alone', async () => {
  const headers = { origin: OTHER_ORIGIN }
  expect((await ask('erase', VICTIM, {}, headers)).code).toBe('origin_not_allowed')
  const elsewhere = await ask('export', VICTIM, { site: OTHER_SITE }, headers)
  expect(elsewhere.status).toBe(200)
  expectSilent(elsewhere)
  expect((await ask('erase', VICTIM, { site: OTHER_SITE }, headers)).status).toBe(204)
  await expectWhole()
})

test('a receipt takes the id of a consent that is there', async () => {
  const consent = 'consent-of-the-victim'
  const note = { site: SITE, choice: 'given', consent, grants: { analytics: 'full' } }
  expect((await post('/consent', note)).status).toBe(204)
  const receipt = (id: unknown) => post('/privacy', { site: SITE, want: 'receipt', consent: id })
  expect((await receipt(consent)).text).toContain(consent)
  for (const id of [`${consent}0`, consent.slice(0, -1), VICTIM, STORED, [consent], undefined]) {
    const answer = await receipt(id)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).not.toContain(consent)
  }
})

describe.each([
  ['session', 'stream-of-attacker-1', 'session-stream-of-two-1'],
  ['page load', 'stream-of-two-2', 'session-of-attacker-2'],
])('who sends under the same %s', (what, ownStream, ownSession) => {
  const stream = what === 'session' ? 'stream-of-two-1' : 'stream-of-two-2'
  const [victim, attacker] = [`victim-${stream}`, `attacker-${stream}`]
  const own = [11, 12].map((seq) => `${ownStream} ${seq} ${ownSession}`)
  const ofVictim = [1, 2, 3, 4].map((seq) => `${stream} ${seq} session-${stream}`)
  const named = ofVictim.slice(0, 3)
  let seen: string[]
  let left: string[]

  beforeAll(async () => {
    await sendVictim(victim, stream)
    await sendAs(attacker, ownStream, { session: ownSession })
    await vi.waitFor(async () => {
      seen = await told(attacker)
      expect(seen).toEqual(expect.arrayContaining(own))
      expect(await told(victim)).toEqual(ofVictim)
    }, 10_000)
    expect((await ask('erase', attacker)).status).toBe(204)
    expect(await told(attacker)).toEqual([])
    left = await told(victim)
  })

  test('is told of none of the events that name another, and erases none', () => {
    expect(seen.filter((each) => named.includes(each))).toEqual([])
    expect(left).toEqual(expect.arrayContaining(named))
  })

  test('is told nothing of the heatmap of another', () => expect(seen).toEqual(own))
  test('erases nothing of the heatmap of another', () => expect(left).toEqual(ofVictim))
})

test('many at once are told to wait, while events are taken; another site is answered', async () => {
  const flood = Array.from({ length: 300 }, (_, at) =>
    fetch(`${stage.collector.url}/privacy`, {
      method: 'POST',
      headers: { origin: OTHER_ORIGIN },
      body: JSON.stringify({
        site: OTHER_SITE,
        want: at % 2 ? 'erase' : 'export',
        visitor: `nobody-${at}-000000`,
      }),
    }),
  )
  const sent = await post('/e', { ...makeBatch('stream-3', 1, 1), site: SITE })
  expect(sent.status).toBe(202)
  const answers = await Promise.all(flood)
  const turnedAway = answers.filter(({ status }) => status === 429 || status === 503)
  expect(turnedAway.length).toBeGreaterThan(50)
  for (const { headers } of turnedAway)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  const others = new Set(
    answers.filter((each) => !turnedAway.includes(each)).map(({ status }) => status),
  )
  expect([...others].sort()).toEqual([200, 204])
  expect((await ask('export', VICTIM)).status).toBe(200)
})

test('neither the log of the collector nor that of what people do names who was erased', async () => {
  const [byPage, byOperator] = ['erased-by-their-page-01', 'erased-by-an-operator-1']
  expect((await ask('erase', byPage)).status).toBe(204)
  const who = { cookie: await claimOperator(stage) }
  const path = `/api/v1/sites/${SITE}`
  const name = createHash('sha256').update(`${SITE}\n${byOperator}`).digest('hex').slice(0, 32)
  expect((await stage.ask('DELETE', `${path}/visitors/${byOperator}`, undefined, who)).status).toBe(
    200,
  )
  expect((await stage.ask('DELETE', `${path}/visitors/${name}`, undefined, who)).status).toBe(200)
  const audit = await stage.command<object>('GET', `${path}/audit`)
  const logs = JSON.stringify(audit) + stage.collector.output()
  // The control: it is in there that somebody was erased.
  expect(logs).toContain('eraseVisitor')
  for (const id of [VICTIM, STORED, byPage, byOperator, name]) expect(logs).not.toContain(id)
})
