// What a collector does with input from hostile, broken or merely confused senders: a clear answer, and no harm.
import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Batch, Refusal } from '../../packages/wire/event.ts'
import { brokenUtf8, gzipOfZeros, nested, truncatedGzip } from '../support/bad-bodies.ts'
import { startCollector } from '../support/collector-process.ts'
import type { CollectorProcess } from '../support/collector-process.ts'

const ORIGIN = 'https://shop.example'
const HOUR_MS = 3_600_000
const FLOOD = 100
const ABREAST = 10
const POLL = { timeout: 8_000, interval: 200 }

interface Answer {
  status: number
  code?: string
  path?: string
  accepted?: number
  refused?: Refusal[]
}

interface Sent {
  body: string | Buffer
  headers?: Record<string, string>
}

type Event = Record<string, unknown> & { body: Record<string, unknown> }
type Loose = Omit<Batch, 'events'> & { events: Event[] } & Record<string, unknown>

let collector: CollectorProcess
let streams = 0
/** What was said to requests that were begun first of all and never finished. */
let stalled: Promise<string[]>

beforeAll(async () => {
  collector = await startCollector({
    TIDEMARK_RATE_ADDRESS: '100000',
    TIDEMARK_RATE_SITE: '100000',
  })
  const site = { currency: 'EUR', timeZone: 'UTC', origins: [ORIGIN], rates: {} }
  await collector.ask('/api/v1/sites/shop', { name: 'shop', ...site })
  stalled = Promise.all(Array.from({ length: 20 }, () => stall('{"site":"shop",', 1_000)))
})

afterAll(async () => {
  await collector?.stop()
})

function batch(change: (batch: Loose) => void = () => {}): Loose {
  const sentMs = Date.now()
  const made: Loose = {
    site: 'shop',
    sdk: '0.1.0',
    stream: `bad-input-${(streams += 1)}`,
    sentMs,
    emitted: 1,
    grant: { analytics: 'full' },
    visitor: 'visitor-of-bad-input',
    events: [
      {
        seq: 1,
        type: 'page_view',
        timeMs: sentMs - 500,
        session: 'session-of-bad-input',
        url: `${ORIGIN}/start`,
        body: { title: 'Start' },
      },
    ],
  }
  change(made)
  return made
}

function json(change?: (batch: Loose) => void): Sent {
  return { body: JSON.stringify(batch(change)) }
}

function event(change: (event: Event) => void): Sent {
  return json((made) => made.events.forEach(change))
}

function custom(params: unknown): Sent {
  return event((made) => Object.assign(made, { type: 'custom', body: { name: 'spin', params } }))
}

/** So many good events in one batch. */
function events(amount: number): Sent {
  return json((made) => {
    const first = made.events[0]
    made.events = Array.from({ length: amount }, (_, index) => ({ ...first!, seq: index + 1 }))
    made.emitted = amount
  })
}

/** Posts; the answer counts even where it comes before all was sent. */
function post({ body, headers = {} }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const sending = request(`${collector.url}/e`, {
      agent: false,
      method: 'POST',
      headers: {
        'content-type': 'text/plain;charset=UTF-8',
        'content-length': bytes.length,
        origin: ORIGIN,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        ...headers,
      },
    })
    sending.once('error', reject)
    sending.once('response', (response) => {
      sending.off('error', reject).on('error', () => {})
      text(response).then((said) => {
        resolve({ ...(JSON.parse(said || '{}') as object), status: response.statusCode ?? 0 })
      }, reject)
    })
    sending.end(bytes)
  })
}

const BOMB = gzipOfZeros(1_024)
const SMALL_BOMB = gzipOfZeros(40)
const LARGE = Buffer.alloc(10_000_000, ' ')
const POLLUTION = '{"polluted":true}'

/** Name, what is sent, and the answer: status, code, path. */
const REFUSED: readonly (readonly [string, () => Sent, Answer])[] = [
  ['no body', () => ({ body: '' }), { status: 400, code: 'body_not_json' }],
  ['malformed JSON', () => ({ body: '{"site":"shop",' }), { status: 400, code: 'body_not_json' }],
  [
    'invalid UTF-8',
    () => ({ body: brokenUtf8(JSON.stringify(batch())) }),
    { status: 400, code: 'body_not_json' },
  ],
  [
    'truncated gzip',
    () => ({ body: truncatedGzip(JSON.stringify(batch())) }),
    { status: 400, code: 'body_not_json' },
  ],
  ['a list', () => ({ body: '[]' }), { status: 400, code: 'batch_invalid' }],
  ['null', () => ({ body: 'null' }), { status: 400, code: 'batch_invalid' }],
  [
    'a site that is a number',
    () => json((made) => Object.assign(made, { site: 7 })),
    { status: 400, code: 'batch_invalid', path: 'site' },
  ],
  [
    'a send time beyond all calendars',
    () => json((made) => (made.sentMs = 9e15)),
    { status: 400, code: 'batch_invalid', path: 'sentMs' },
  ],
  ['251 events', () => events(251), { status: 400, code: 'batch_invalid', path: 'events' }],
  ['10,000 events', () => events(10_000), { status: 413, code: 'body_too_large' }],
  ['1 GB of zeros in 1 MB', () => ({ body: BOMB }), { status: 413, code: 'body_too_large' }],
  [
    '40 MB of zeros in 40 kB',
    () => ({ body: SMALL_BOMB }),
    { status: 413, code: 'body_too_large' },
  ],
  ['100,000 levels', () => ({ body: nested(100_000) }), { status: 413, code: 'body_too_large' }],
  [
    '100,000 levels, packed',
    () => ({ body: gzipSync(nested(100_000)) }),
    { status: 413, code: 'body_too_large' },
  ],
  ['25,000 levels', () => ({ body: nested(25_000) }), { status: 400, code: 'batch_invalid' }],
  [
    'an unknown site',
    () => json((made) => (made.site = 'elsewhere')),
    { status: 404, code: 'site_unknown' },
  ],
  [
    'a foreign origin',
    () => ({ ...json(), headers: { origin: 'https://thief.example' } }),
    { status: 403, code: 'origin_not_allowed' },
  ],
]

/** Name, what is sent, and the refusal of its one event. */
const EVENT_REFUSED: readonly (readonly [string, () => Sent, string, string])[] = [
  [
    'an event 100 hours old',
    () => event((made) => (made.timeMs = Date.now() - 100 * HOUR_MS)),
    'event_too_old',
    'events[0].timeMs',
  ],
  [
    'an event 10 minutes ahead',
    () => event((made) => (made.timeMs = Date.now() + HOUR_MS / 6)),
    'event_in_future',
    'events[0].timeMs',
  ],
  [
    'a purpose that was not granted',
    () => json((made) => (made.grant = { analytics: 'none', replay: 'full' })),
    'event_not_granted',
    'events[0].type',
  ],
  [
    'a body of the wrong type',
    () => event((made) => Object.assign(made, { body: 'Start' })),
    'event_invalid',
    'events[0].body',
  ],
  [
    '20,000 levels in a parameter',
    () => ({ body: (custom({ deep: 0 }).body as string).replace(':0}', `:${nested(20_000)}}`) }),
    'event_invalid',
    'events[0].body.params.deep',
  ],
  [
    'a prototype among the parameters',
    () => custom(JSON.parse(`{"__proto__":${POLLUTION}}`)),
    'event_invalid',
    'events[0].body.params',
  ],
]

/** A batch whose every object has the keys through which prototypes are reached. */
function polluted(): Sent {
  const keys = `"__proto__":${POLLUTION},"constructor":{"prototype":${POLLUTION}},"prototype":${POLLUTION}`
  return { body: (json().body as string).replaceAll('{', `{${keys},`) }
}

function mixed(): Sent {
  return json((made) => {
    const good = made.events[0]!
    made.events = [1, 2, 3].map((seq) => ({ ...good, seq }))
    made.events[1]!.url = 'javascript:alert(1)'
    made.emitted = 3
  })
}

describe('bad input', () => {
  test.each(REFUSED)('%s', async (_, make, expected) => {
    expect(await post(make())).toMatchObject(expected)
  })

  test.each(EVENT_REFUSED)('%s', async (_, make, code, path) => {
    expect(await post(make())).toMatchObject({
      status: 422,
      code: 'batch_refused',
      refused: [{ index: 0, code, path }],
    })
  })

  test('keys that reach for prototypes fall off, and nothing of them is stored', async () => {
    const sent = polluted()
    expect(await post(sent)).toEqual({ status: 202, accepted: 1 })
    await expect.poll(() => storedSeqs(streamOf(sent)), POLL).toEqual([1])
    expect(await collector.run('export', '--site', 'shop')).not.toContain('polluted')
  }, 10_000)

  test('10 MB are refused as soon as they are announced', async () => {
    const said = await stall(' '.repeat(10_000), LARGE.length)
    expect(said).toMatch(/^HTTP\/1\.1 413 /)
    expect(said).toContain('"code":"body_too_large"')
  })

  test('10 MB from a sender that goes on sending are refused as readably', async () => {
    const codes: unknown[] = []
    for (let turn = 0; turn < 20; turn++) {
      codes.push(await post({ body: LARGE }).then((answer) => answer.code, String))
    }
    expect(codes).toEqual(Array(20).fill('body_too_large'))
  })

  test('a header without end', async () => {
    const answer = await post({ ...json(), headers: { 'x-long': 'x'.repeat(200_000) } })
    expect(answer).toMatchObject({ status: 431, code: expect.any(String) as string })
  })

  test('the good events of a mixed batch are kept, and told apart', async () => {
    const sent = mixed()
    expect(await post(sent)).toEqual({
      status: 202,
      accepted: 2,
      refused: [{ index: 1, code: 'event_invalid', path: 'events[1].url' }],
    })
    await expect.poll(() => storedSeqs(streamOf(sent)), POLL).toEqual([1, 3])
  }, 10_000)
})

describe('bounded', () => {
  const kinds: readonly (readonly [string, () => Sent])[] = [
    ...REFUSED.map(([name, make]) => [name, make] as const),
    ...EVENT_REFUSED.map(([name, make]) => [name, make] as const),
    ['10 MB', () => ({ body: LARGE })],
    ['keys that reach for prototypes', polluted],
    ['a mixed batch', mixed],
    ['a header without end', () => ({ ...json(), headers: { 'x-long': 'x'.repeat(200_000) } })],
  ]

  test('memory is flat through floods of every kind, and a good batch is stored after them', async () => {
    for (const [, make] of kinds) await flood(make, 10)
    const before = await collector.residentBytes()
    for (const [name, make] of kinds) {
      expect(await flood(make, FLOOD), `answers to ${name}`).toBeGreaterThan(0)
      const now = await collector.residentBytes()
      expect(now / before, `memory after ${FLOOD} × ${name}`).toBeLessThan(1.5)
    }
    expect(collector.isRunning()).toBe(true)
    const good = json()
    expect(await post(good)).toEqual({ status: 202, accepted: 1 })
    await expect.poll(() => storedSeqs(streamOf(good)), POLL).toEqual([1])
  }, 60_000)
})

describe('slow senders', () => {
  test('a body that does not come is given up; all of the above was served meanwhile', async () => {
    for (const said of await stalled) {
      expect(said).toMatch(/^HTTP\/1\.1 408 /)
      expect(said).toContain('"code":')
    }
  }, 40_000)
})

/** Sends the same again and again, some abreast; answers how many were answered before the connection closed. */
async function flood(make: () => Sent, times: number): Promise<number> {
  const sent = make()
  let answered = 0
  for (let done = 0; done < times; done += ABREAST) {
    const posts = Array.from({ length: ABREAST }, () => post(sent))
    const settled = await Promise.allSettled(posts)
    answered += settled.filter(({ status }) => status === 'fulfilled').length
  }
  return answered
}

function streamOf(sent: Sent): string {
  return (JSON.parse(sent.body as string) as Batch).stream
}

async function storedSeqs(stream: string): Promise<number[]> {
  const lines = (await collector.run('export', '--site', 'shop')).split('\n')
  return lines
    .filter((line) => line.includes(`"${stream}"`))
    .map((line) => (JSON.parse(line) as { seq: number }).seq)
    .toSorted()
}

/** Begins a request, sends no more of it, and answers what was said until the connection ended. */
function stall(beginning: string, bytesAnnounced: number): Promise<string> {
  const { hostname, port, host } = new URL(collector.url)
  const head = ['POST /e HTTP/1.1', `Host: ${host}`, `Origin: ${ORIGIN}`]
  const socket = connect(Number(port), hostname)
  socket.write([...head, `Content-Length: ${bytesAnnounced}`, '', beginning].join('\r\n'))
  return text(socket)
}
