// Requests by the thousand that nobody means: never a fault of ours, never a dead process, no memory kept; SEED=… replays, INPUTS=… says how many.
import { connect } from 'node:net'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createPrng } from '../support/prng.ts'
import { batchOf } from './access-asks.ts'
import { requestOf } from './fuzz-requests.ts'
import type { Keys } from './fuzz-requests.ts'
import { readOperations } from './openapi.ts'
import type { ListedOperation } from './openapi.ts'
import type { Answer, Asked } from './send.ts'
import { SITE, claimOperator, makeSites, makeToken, startBare } from './stage.ts'
import type { Stage } from './stage.ts'

const SEED = Number(process.env['SEED'] ?? 1)
const INPUTS = Number(process.env['INPUTS'] ?? 1_500)
const ABREAST = 8
const TOGETHER = 100
/** Bodies of 8 MB at once. */
const HELD = 24
/** Until caches are full and code is compiled. */
const WARM_UP = Math.max(1_000, INPUTS / 10)
/** Of requests that leave nothing behind; a short run is too noisy for less. */
const GROWTH_MAX = INPUTS >= 50_000 ? 1.15 : 1.3
/** What the database may hold of what was kept, and as much again for the rest. */
const DATABASE_MB = 128
const KEPT_BYTES_MAX = 2 * DATABASE_MB * 2 ** 20
/** What is held between two collections of garbage comes and goes: the floor of each part is what is kept. */
const PARTS = 4
const SAMPLES = 10
/** What may be answered with a 5xx: the collector is full, and says so. */
const DOCUMENTED = ['overloaded', 'log_full', 'log_failed']

vi.setConfig({ testTimeout: 60_000 + INPUTS * 20, hookTimeout: 30_000 })

let stage: Omit<Stage, 'callers'>
let operations: ListedOperation[]
let keys: Keys

beforeAll(async () => {
  stage = await startBare({ TIDEMARK_MEMORY: `${DATABASE_MB}MB` })
  await makeSites(stage)
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
  keys = {
    user: { cookie: await claimOperator(stage) },
    events: bearer(await makeToken(stage, SITE, 'events')),
    command: stage.commandHeaders,
  }
  operations = await readOperations(stage)
})

afterAll(async () => {
  await stage?.stop()
})

/** Each by a chance of its own: one can be made again without those before it. */
const inputOf = (at: number): Asked =>
  requestOf(createPrng(SEED * 1_000_003 + at), { operations, keys, origin: stage.origin })

async function residentBytes(): Promise<number> {
  const status = await readFile(`/proc/${stage.collector.pid}/status`, 'utf8')
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
}

/** What is wrong with an answer; '' where nothing is. */
function faultOf({ status, code, headers, text: said }: Answer): string {
  if (status >= 500 && !DOCUMENTED.includes(code)) return `${status} ${code}`
  if (status >= 400 && !code && said) return `${status} without a code`
  if (/\bat .*\.(js|ts):\d|node_modules|node:internal/.test(said)) return 'tells of our code'
  if (headers['set-cookie']?.[0]?.includes('x=1')) return 'a header of the sender’s making'
  return ''
}

function described({ method, path, body }: Asked): string {
  const shown = body === undefined ? '' : Buffer.from(body).toString('latin1').slice(0, 600)
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(shown)}`
}

const statuses = new Map<number, number>()

async function run(from: number, to: number, make = inputOf): Promise<string[]> {
  const faults: string[] = []
  let next = from
  async function work(): Promise<void> {
    while (next < to) {
      const at = next++
      const asked = make(at)
      const answer = await stage.send(asked).catch(() => undefined)
      // A connection cut on a sender that is refused while it sends is no fault; a dead process is seen after.
      if (!answer) continue
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const fault = faultOf(answer)
      if (fault) faults.push(`SEED=${SEED}, input ${at}: ${fault}\n  ${described(asked)}`)
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, work))
  return faults
}

/** Grows by what a collector holds of requests that are not finished. */
async function hold(count: number): Promise<() => void> {
  const { hostname, port } = new URL(stage.collector.url)
  const length = 7_900_000
  const sockets = Array.from({ length: count }, () => connect(Number(port), hostname))
  const head = [
    `PUT /api/v1/sites/${SITE}/products HTTP/1.1`,
    `Host: ${stage.host}`,
    `Authorization: ${stage.commandHeaders['authorization']}`,
    `Content-Length: ${length}`,
  ]
  for (const socket of sockets) {
    socket.on('error', () => {})
    socket.write(`${head.join('\r\n')}\r\n\r\n${' '.repeat(length - 1)}`)
  }
  await vi.waitUntil(() => sockets.every(({ bytesWritten }) => bytesWritten > length), {
    timeout: 8_000,
  })
  return () => sockets.forEach((socket) => socket.destroy())
}

/** The least that was held in each part of a run. */
async function floorsOf(
  count: number,
  make = inputOf,
): Promise<{ faults: string[]; floors: number[] }> {
  const faults: string[] = []
  const floors: number[] = []
  const each = Math.ceil(count / (PARTS * SAMPLES))
  for (let part = 0; part < PARTS; part++) {
    const samples: number[] = []
    for (let sample = 0; sample < SAMPLES; sample++) {
      const from = WARM_UP + each * (part * SAMPLES + sample)
      faults.push(...(await run(from, from + each, make)))
      samples.push(await residentBytes())
    }
    floors.push(Math.min(...samples))
  }
  return { faults, floors }
}

const inMegabytes = (floors: readonly number[]): string =>
  `${floors.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(' → ')} MB`

/** The same, but nothing of it can be done: reads, and bodies that are cut in the middle. */
function refusedInput(at: number): Asked {
  const asked = inputOf(at)
  if (asked.body === undefined) return asked
  return { ...asked, body: Buffer.from(asked.body).subarray(0, Math.floor(asked.body.length / 2)) }
}

test(`${INPUTS} requests of seed ${SEED}: no fault, no death, no growth beyond what is kept`, async () => {
  const warm = await run(0, WARM_UP)
  const { faults, floors } = await floorsOf(INPUTS)
  const told = [...statuses].toSorted(([a], [b]) => a - b).map(([status, n]) => `${status}×${n}`)
  console.log(
    `fuzz: SEED=${SEED}, ${WARM_UP + INPUTS} inputs, ${told.join(' ')}; ${inMegabytes(floors)}`,
  )
  expect([...warm, ...faults].slice(0, 10)).toEqual([])
  expect(stage.collector.isRunning()).toBe(true)
  // What was acknowledged is whole in the log, whoever sent what beside it.
  expect(stage.collector.output()).not.toMatch(/"what":"(segment_damaged|load_failed|roll_failed)"/)
  expect(floors.at(-1)! - floors[0]!).toBeLessThan(KEPT_BYTES_MAX)
  // Most of it must come past the first door, or nothing was tried.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(INPUTS / 20)
  expect(statuses.get(202) ?? 0).toBeGreaterThan(INPUTS / 50)
})

test('requests that leave nothing behind leave no memory behind', async () => {
  const { faults, floors } = await floorsOf(INPUTS / 2, refusedInput)
  console.log(`fuzz: ${INPUTS / 2} refused or read, ${inMegabytes(floors)}`)
  expect(faults.slice(0, 10)).toEqual([])
  expect(floors.at(-1)! / floors[0]!).toBeLessThanOrEqual(GROWTH_MAX)
})

test('whatever was kept can be read: every reading operation still answers', async () => {
  const faults: string[] = []
  const span = `fromMs=${Date.now() - 86_400_000}&toMs=${Date.now() + 60_000}`
  for (const operation of operations.filter(({ method }) => method === 'GET'))
    for (const site of [SITE, 'beta', 'constructor']) {
      const path = operation.path.replace('{site}', site).replace('{key}', 'hero')
      const headers = operation.allow === 'user' ? keys.user : keys.command
      const answer = await stage.send({ path: `${path}?${span}&experiment=hero`, headers })
      const fault = faultOf(answer)
      if (fault) faults.push(`${operation.name} of ${site}: ${fault}`)
    }
  expect(faults).toEqual([])
})

test('a good batch is taken and counted after all of that', async () => {
  const count = async () =>
    (await stage.command<{ rows: number }>('GET', `/api/v1/sites/${SITE}/imported`)).rows
  const before = await count()
  const sent = await stage.ask('POST', '/api/v1/events', batchOf(SITE, Date.now()), keys.events)
  expect(sent.text).toBe('{"accepted":1}')
  await vi.waitUntil(async () => (await count()) === before + 1, { timeout: 8_000 })
})

test('who sends nothing at all costs nobody else their events', async () => {
  const of = async () =>
    (await stage.command<{ rows: number }>('GET', `/api/v1/sites/${SITE}/imported`)).rows
  const before = await of()
  const good = Array.from({ length: TOGETHER }, () => batchOf(SITE, Date.now()))
  const empty = good.map((batch) => ({ ...batch, emitted: 0, events: [], stream: 'empty-stream' }))
  // Every other one, so that they share their writes to the disk.
  const sent = await Promise.all(
    good
      .flatMap((batch, at) => [batch, empty[at]])
      .map((batch) => stage.ask('POST', '/api/v1/events', batch, keys.events)),
  )
  expect(sent.every(({ status }) => status === 202)).toBe(true)
  expect(await of()).toBe(before + TOGETHER)
  expect(stage.collector.output()).not.toContain('segment_damaged')
})

test('the control: a fault, a stack and a planted header are told', () => {
  const answer = { status: 400, headers: {}, text: '{}', code: 'ask_invalid' }
  expect(faultOf(answer)).toBe('')
  expect(faultOf({ ...answer, status: 500, code: 'internal' })).not.toBe('')
  expect(faultOf({ ...answer, status: 503, code: 'overloaded' })).toBe('')
  expect(faultOf({ ...answer, code: '' })).not.toBe('')
  expect(faultOf({ ...answer, text: 'Error\n    at x (main.js:1:2)' })).not.toBe('')
  expect(faultOf({ ...answer, headers: { 'set-cookie': ['x=1'] } })).not.toBe('')
})

test('the control: memory that is held is seen', async () => {
  const before = await residentBytes()
  const drop = await hold(HELD)
  await vi.waitUntil(async () => (await residentBytes()) / before > GROWTH_MAX, { timeout: 8_000 })
  drop()
}, 20_000)

test('lengths that lie: a body shorter or longer than was said does no harm', async () => {
  const { hostname, port } = new URL(stage.collector.url)
  const body = JSON.stringify(batchOf(SITE, Date.now()))
  for (const said of [0, 1, body.length - 1, body.length + 1, -1, 1e15, Number.NaN, 0x10]) {
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
    socket.on('error', () => {})
    socket.end(`POST /e HTTP/1.1\r\nHost: ${stage.host}\r\nContent-Length: ${said}\r\n\r\n${body}`)
    const answer = await text(socket).catch(() => '')
    expect(answer).not.toMatch(/^HTTP\/1\.1 5/m)
  }
  for (const twice of [
    'Content-Length: 3\r\nContent-Length: 4',
    'Content-Length: 3\r\nTransfer-Encoding: chunked',
  ]) {
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true })
    socket.on('error', () => {})
    socket.end(`POST /e HTTP/1.1\r\nHost: ${stage.host}\r\n${twice}\r\n\r\n0\r\n\r\n`)
    expect(await text(socket).catch(() => '')).toMatch(/^HTTP\/1\.1 400 |^$/)
  }
  expect((await stage.send({ path: '/healthz' })).status).toBe(200)
})
