// Senders that dawdle, crowd or swell: each is cut off within the limits, and a well-behaved client is served all the while.
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { BODY_BYTES, CONNECTION } from '../../collector/limits.ts'
import { gzipOfZeros } from '../support/bad-bodies.ts'
import { batchOf } from './access-asks.ts'
import { ORIGIN, SITE, makeSites, startBare } from './stage.ts'
import type { Stage } from './stage.ts'

vi.setConfig({ testTimeout: 40_000, hookTimeout: 30_000 })

const IDLE = 2_000
const WAVE = 200
const DAWDLERS = 50
/** Between two letters: less than any silence that is waited for. */
const LETTER_MS = 400
/** The looks at who is too slow are so far apart; the rest is for a busy machine. */
const GRACE_MS = 2 * CONNECTION.checkMs + 3_000
/** Other files are checked beside this one. */
const SERVED_MS_MAX = 4_000

let stage: Omit<Stage, 'callers'>

beforeAll(async () => {
  stage = await startBare()
  await makeSites(stage)
})

afterAll(async () => {
  await stage?.stop()
})

interface Ended {
  readonly afterMs: number
  readonly said: string
}

function open(): Socket {
  const { hostname, port } = new URL(stage.collector.url)
  return connect(Number(port), hostname).on('error', () => {})
}

function endOf(socket: Socket): Promise<Ended> {
  const startedAt = performance.now()
  let said = ''
  socket.setEncoding('latin1').on('data', (text: string) => (said += text))
  return new Promise((resolve) => {
    socket.once('close', () => resolve({ afterMs: performance.now() - startedAt, said }))
  })
}

/** Sends the start at once and the rest letter by letter, until it is cut off. */
function dawdle(start: string, rest: string): Promise<Ended> {
  const socket = open()
  const ended = endOf(socket)
  let at = 0
  if (start) socket.write(start)
  const timer = setInterval(() => {
    if (socket.writable) socket.write(rest[at++ % rest.length] ?? ' ')
  }, LETTER_MS)
  socket.once('close', () => clearInterval(timer))
  return ended
}

/** Sends good batches until `until` is done; answers how long each took. */
async function behave(until: Promise<unknown>): Promise<number[]> {
  let isDone = false
  void until.finally(() => (isDone = true))
  const took: number[] = []
  while (!isDone) {
    const startedAt = performance.now()
    const body = JSON.stringify(batchOf(SITE, Date.now()))
    const answer = await stage.send({
      method: 'POST',
      path: '/e',
      headers: { origin: ORIGIN },
      body,
    })
    expect(answer.status).toBe(202)
    took.push(performance.now() - startedAt)
  }
  return took
}

const head = (lines: readonly string[]): string => [...lines, '', ''].join('\r\n')

/** Name, what is sent at once, what letter by letter, and the limit in ms. */
const SLOW: readonly (readonly [string, () => string, string, number])[] = [
  ['nothing', () => '', '', CONNECTION.headersMs],
  [
    'the head',
    () => 'POST /e HTTP/1.1\r\n',
    `Host: x\r\nX-Slow: ${'x'.repeat(100)}`,
    CONNECTION.headersMs,
  ],
  ['heads without end', () => 'GET /healthz HTTP/1.1\r\n', 'a: b\r\n', CONNECTION.headersMs],
  [
    'the body',
    () =>
      head([
        'POST /e HTTP/1.1',
        `Host: ${stage.host}`,
        `Origin: ${ORIGIN}`,
        'Content-Length: 10000',
      ]),
    ' ',
    CONNECTION.requestMs,
  ],
  [
    'a body in chunks',
    () =>
      head([
        'POST /e HTTP/1.1',
        `Host: ${stage.host}`,
        `Origin: ${ORIGIN}`,
        'Transfer-Encoding: chunked',
      ]),
    '1\r\n \r\n',
    CONNECTION.requestMs,
  ],
  [
    'a body that was refused already',
    () => head(['POST /api/v1/login HTTP/1.1', `Host: ${stage.host}`, 'Content-Length: 9000000']),
    ' ',
    CONNECTION.requestMs,
  ],
  [
    'a body that nobody reads',
    () => head(['GET /healthz HTTP/1.1', `Host: ${stage.host}`, 'Content-Length: 9000000']),
    ' ',
    CONNECTION.requestMs,
  ],
]

// Beside each other, since nearly all of it is waiting.
describe.concurrent('slow senders', () => {
  test('all kinds at once, on many sockets: cut off in time, while others are served', async () => {
    const kinds = SLOW.map(async ([name, start, rest, limitMs]) => {
      const sockets = Array.from({ length: DAWDLERS }, () =>
        rest ? dawdle(start(), rest) : endOf(open()),
      )
      const ended = await Promise.all(sockets)
      const lastMs = Math.max(...ended.map(({ afterMs }) => afterMs))
      return { name, lastMs, isInTime: lastMs < limitMs + GRACE_MS }
    })
    const all = Promise.all(kinds)
    const took = await behave(all)
    const late = (await all).filter(({ isInTime }) => !isInTime)
    console.log(
      `slow: ${(await all).map(({ name, lastMs }) => `${name} ${(lastMs / 1000).toFixed(1)} s`).join(', ')}; ` +
        `${took.length} good batches meanwhile, the slowest ${Math.max(...took).toFixed(0)} ms`,
    )
    expect(late).toEqual([])
    expect(Math.max(...took)).toBeLessThan(SERVED_MS_MAX)
  })

  test(`${IDLE} connections that say nothing: others are served, and the idle are let go`, async () => {
    const sockets: Socket[] = []
    const ends: Promise<Ended>[] = []
    while (sockets.length < IDLE) {
      // Not more at once than wait to be accepted: the kernel drops others without a word to either side.
      const wave = Array.from({ length: WAVE }, open)
      sockets.push(...wave)
      ends.push(...wave.map(endOf))
      await vi.waitUntil(() => wave.every(({ connecting }) => !connecting), { timeout: 10_000 })
    }
    const ended = Promise.all(ends)
    const took = await behave(ended)
    expect(took.length).toBeGreaterThan(0)
    expect(Math.max(...took)).toBeLessThan(SERVED_MS_MAX)
    expect(sockets.filter(({ closed }) => !closed)).toEqual([])
    const lastMs = Math.max(...(await ended).map(({ afterMs }) => afterMs))
    expect(lastMs).toBeLessThan(CONNECTION.headersMs + GRACE_MS)
  })

  test('the control: who sends steadily is not cut off', async () => {
    const body = JSON.stringify(batchOf(SITE, Date.now()))
    const socket = open()
    const ended = endOf(socket)
    const lines = [
      'POST /e HTTP/1.1',
      `Host: ${stage.host}`,
      `Origin: ${ORIGIN}`,
      'Connection: close',
      `Content-Length: ${body.length}`,
    ]
    socket.write(head(lines))
    const half = body.length / 2
    socket.write(body.slice(0, half), () => socket.write(body.slice(half)))
    expect((await ended).said).toMatch(/^HTTP\/1\.1 202 /)
  })
})

describe('long heads', () => {
  test('are refused, and so are heads of too many lines', async () => {
    const floods = [
      `X-Long: ${'x'.repeat(1_000_000)}`,
      Array.from({ length: 50_000 }, (_, at) => `X-${at}: ${at}`).join('\r\n'),
      `Cookie: ${'tidemark_session='.repeat(5_000)}`,
    ]
    for (const flood of floods)
      for (let turn = 0; turn < 20; turn++) {
        const socket = open()
        const ended = endOf(socket)
        socket.write(head(['GET /healthz HTTP/1.1', `Host: ${stage.host}`, flood]))
        expect((await ended).said).toMatch(/^(HTTP\/1\.1 431 |$)/)
      }
    expect((await stage.send({ path: '/healthz' })).status).toBe(200)
  })
})

describe('bombs', () => {
  /** Bodies that swell a thousandfold, at each address that takes bodies. */
  const BOMBS: readonly (readonly [string, string, number])[] = [
    ['POST', '/e', BODY_BYTES.batch],
    ['POST', '/consent', BODY_BYTES.batch],
    ['POST', '/api/v1/login', BODY_BYTES.small],
    ['PUT', `/api/v1/sites/${SITE}`, BODY_BYTES.site],
    ['PUT', `/api/v1/sites/${SITE}/products`, BODY_BYTES.products],
    ['PUT', `/api/v1/sites/${SITE}/flags/hero`, BODY_BYTES.flag],
  ]

  test.each(BOMBS)('%s %s', async (method, path, bytesMax) => {
    // As large as is read, so that it is the unfolding that must end.
    const body = gzipOfZeros(Math.min(1_024, Math.max(3, Math.floor(bytesMax / 1_100))))
    expect(body.byteLength).toBeLessThanOrEqual(bytesMax)
    const headers = { origin: ORIGIN, ...(path.startsWith('/api') && stage.commandHeaders) }
    const startedAt = performance.now()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => stage.send({ method, path, headers, body })),
    )
    expect(answers.map(({ code }) => code)).toEqual(Array(20).fill('body_too_large'))
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect((await stage.send({ path: '/healthz' })).status).toBe(200)
  })

  test('the control: what unfolds to a batch is taken', async () => {
    const body = gzipSync(JSON.stringify(batchOf(SITE, Date.now())))
    const answer = await stage.send({
      method: 'POST',
      path: '/e',
      headers: { origin: ORIGIN },
      body,
    })
    expect(answer.status).toBe(202)
  })
})
