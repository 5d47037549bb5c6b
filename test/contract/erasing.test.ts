// A thousand visitors are erased while they go on sending: afterwards no byte of the folder, or of a restored backup, names them.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { backup } from '../../collector/cli/backup.ts'
import { connect } from '../../collector/cli/client.ts'
import type { Client } from '../../collector/cli/client.ts'
import { compact } from '../../collector/cli/compact.ts'
import { erase } from '../../collector/cli/erase.ts'
import { exportRows } from '../../collector/cli/export.ts'
import { restore } from '../../collector/cli/restore.ts'
import { verify } from '../../collector/cli/verify.ts'
import type { Row } from '../../collector/storage/columns.ts'
import type { Delivery, Overview } from '../../packages/wire/report.ts'
import { createSearch, filesIn } from '../support/byte-search.ts'
import { makeVisitor, nextBatch, ORDER_MINOR } from '../support/crowd.ts'
import type { Told, Visitor } from '../support/crowd.ts'
import { makeKeptFolder, ORIGIN } from '../support/kept-folder.ts'
import type { KeptFolder } from '../support/kept-folder.ts'
import { given, runVerb } from '../support/verbs.ts'

const SITE = 'demo'
const API = `/api/v1/sites/${SITE}`
/** A thousand are erased in the long form, of `npm run deep`. */
const SHARE = process.env['LONG'] ? 1 : 0.2
const VISITORS = 1_200 * SHARE
/** Of each six visitors five are erased: so many of these by the page, by a withdrawal, by the operator. */
const BY_PAGE = 700 * SHARE
const BY_WITHDRAWAL = 200 * SHARE
/** Fewer than the questions that a site answers at once. */
const AT_ONCE = 150
/** Events that never come, of one who is not erased. */
const LOST = 7
/** One site answers twenty questions of its visitors a second, so the clock goes on by this with each. */
const QUESTION_MS = 50
const DAY_MS = 86_400_000
const HEADERS = {
  origin: ORIGIN,
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
}

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

let rig: KeptFolder
let client: Client
let aheadMs = 0
const visitors = Array.from({ length: VISITORS }, (_, at) => makeVisitor(SITE, at))
const erased = visitors.filter(({ at }) => at % 6 !== 0)
const kept = visitors.filter(({ at }) => at % 6 === 0)
const refused: number[] = []
const keptEvents = new Set<string>()
let orders = 0

beforeAll(async () => {
  const now = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => now() + aheadMs)
  rig = await makeKeptFolder()
  await rig.start()
  client = await connect(rig.data)
})
afterAll(async () => {
  client.close()
  agent.destroy()
  await rig.dispose()
  vi.restoreAllMocks()
})

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

/** Answers the status; `fetch` would be most of what the test takes. */
function post(path: string, body: object): Promise<number> {
  const text = JSON.stringify({ site: SITE, ...body })
  return new Promise((resolve, reject) => {
    request(`${rig.serving().url}${path}`, { method: 'POST', headers: HEADERS, agent })
      .once('error', reject)
      .once('response', (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
      })
      .end(text)
  })
}

const place = (name: string): string => join(rig.folder, name)

async function send(visitor: Visitor, told?: Told): Promise<void> {
  const batch = nextBatch(visitor, told)
  const status = await post('/e', batch)
  if (status !== 202) refused.push(status)
  if (told?.orders) orders++
  if (visitor.at % 6 === 0)
    for (const { seq } of batch.events) keptEvents.add(`${batch.stream} ${seq}`)
}

async function eachAtOnce<T>(all: readonly T[], work: (each: T) => Promise<unknown>) {
  const waiting = [...all]
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** Answers the status; what the operator does by a command throws where it is refused. */
async function eraseOne(visitor: Visitor, turn: number): Promise<number> {
  const { id, stored } = visitor
  if (turn < BY_PAGE) {
    aheadMs += QUESTION_MS
    return post('/privacy', { want: 'erase', visitor: id })
  }
  if (turn < BY_PAGE + BY_WITHDRAWAL) {
    const { stream, seq } = visitor.loads.at(-1)!
    const consent = { consent: `consent-${visitor.at}`, grants: { analytics: 'none' } }
    const voids = [{ from: seq + 1, to: seq + 1, reason: 'withdrawn' }]
    const end = { stream, emitted: seq + 1, voids }
    return post('/consent', { choice: 'withdrawn', ...consent, ...end, erase: id })
  }
  if (turn % 2) {
    const name = turn % 4 === 1 ? id : stored
    await runVerb(erase, given([], { site: SITE, visitor: name }), rig.data)
    return 200
  }
  return (await client.ask('DELETE', `${API}/visitors/${turn % 4 ? id : stored}`)).status
}

const namesOf = {
  id: ({ id }: Visitor) => [id],
  stored: ({ stored }: Visitor) => [stored],
  session: ({ sessions }: Visitor) => [...sessions],
  stream: ({ loads }: Visitor) => loads.map(({ stream }) => stream),
}

/** How many of each kind of name are in the bytes of these files, of how many. */
async function named(who: readonly Visitor[], files: readonly string[]) {
  const kinds = Object.entries(namesOf).map(
    ([kind, of]) => [kind, new Set(who.flatMap(of))] as const,
  )
  const found = await createSearch(kinds.flatMap(([, names]) => [...names]))(files)
  const counts = kinds.map(([kind, names]) => {
    const seen = [...names].filter((name) => found.has(name))
    return [kind, { found: seen.length, of: names.size }] as const
  })
  return Object.fromEntries(counts) as Record<keyof typeof namesOf, { found: number; of: number }>
}

async function report<T>(name: string): Promise<T> {
  // An order of somebody erased has but its day.
  const period = `fromMs=${Date.now() - 2 * DAY_MS}&toMs=${Date.now() + 60_000}`
  const { status, body } = await client.ask('GET', `${API}/reports/${name}?${period}`)
  expect([name, status, body]).toEqual([name, 200, body])
  return JSON.parse(body) as T
}

function expectNearlyAll({ found, of }: { found: number; of: number }): void {
  expect(found).toBeGreaterThanOrEqual(0.99 * of)
}

const say = (what: string, told: unknown): void => console.log(`${what}: ${JSON.stringify(told)}`)
const NOTHING = { found: 0, of: expect.any(Number) as number }

test('the search finds an id in a file, in a packed one, and half of one; not one that is nowhere', async () => {
  const [plain, packed, cut, absent] = visitors.map(({ stored }) => stored) as string[]
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-search-'))
  await mkdir(join(folder, 'deep'))
  await writeFile(join(folder, 'deep', 'plain'), `${'0'.repeat(99_999)}${plain}0`)
  await writeFile(join(folder, 'packed.gz'), gzipSync(`"visitor":"${packed}"`))
  await writeFile(join(folder, 'cut'), cut!.slice(16))
  const found = await createSearch([plain!, packed!, cut!, absent!])(await filesIn(folder))
  await rm(folder, { recursive: true })
  expect([...found.keys()].sort()).toEqual([plain, packed, cut].sort())
})

test('before it, nearly every name under which a visitor is stored is found, and no id of a browser', async () => {
  await eachAtOnce(visitors, (visitor) => send(visitor, { orders: visitor.at % 5 === 0 }))
  await eachAtOnce(visitors, (visitor) => send(visitor))
  // One event is lost on its way, which the delivery report tells before and after.
  const { seq, stream } = kept[0]!.loads[0]!
  await post('/e', { ...nextBatch(kept[0]!), stream, emitted: seq + LOST, events: [] })
  await runVerb(backup, given([place('before')]), rig.data)
  for (const folder of [rig.data, place('before')]) {
    const { id, stored, session } = await named(erased, await filesIn(folder))
    say(`before, in ${basename(folder)}`, { id, stored, session })
    expect(id).toEqual(NOTHING)
    expectNearlyAll(stored)
    expectNearlyAll(session)
  }
})

test('each erasure is answered, and all that is sent before, while and after is acknowledged', async () => {
  const statuses: number[] = []
  let copying: Promise<string> | undefined
  const isLate = () => statuses.length >= erased.length / 2
  const turns = visitors.map((visitor) => ({ visitor, turn: erased.indexOf(visitor) }))
  await eachAtOnce(turns, async ({ visitor, turn }) => {
    await send(visitor, { orders: visitor.at % 7 === 1 })
    if (turn < 0) return send(visitor, { ofLoad: 0 })
    const [status] = await Promise.all([
      eraseOne(visitor, turn),
      send(visitor, { ofLoad: -1 }),
      send(visitor),
    ])
    statuses.push(status)
    if (isLate()) copying ??= runVerb(backup, given([place('middle')]), rig.data)
    await send(visitor, visitor.at % 2 ? { ofLoad: 0 } : {})
  })
  await copying
  say('erased', statuses.length)
  expect(statuses).toHaveLength(1_000 * SHARE)
  expect(statuses.filter((status) => status !== 200 && status !== 204)).toEqual([])
  expect(refused).toEqual([])
  const { stored, session } = await named(erased, await filesIn(place('middle')))
  say('in the backup of the middle', { stored, session })
  expect(stored.found).toBeGreaterThan(0)
})

test('after compaction no byte of the folder names who was erased, and the others are still there', async () => {
  await runVerb(compact, given([]), rig.data)
  const files = [...(await filesIn(rig.data)), `${rig.data}.key`]
  const gone = await named(erased, files)
  const others = await named(kept, files)
  say('after, of the erased', gone)
  say('after, of the others', others)
  expect(gone).toEqual({ id: NOTHING, stored: NOTHING, session: NOTHING, stream: NOTHING })
  expect(others.id).toEqual(NOTHING)
  expectNearlyAll(others.stored)
  expectNearlyAll(others.session)
  expectNearlyAll(others.stream)
})

test('the others keep all of their events, and orders of the erased stay without a visitor', async () => {
  const rows = (await runVerb(exportRows, given([], { site: SITE }), rig.data))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row)
  // Heatmaps name no visitor, so that it goes by the page load.
  const known = new Set(kept.flatMap(({ loads }) => loads.map(({ stream }) => stream)))
  const ofOthers = rows.filter(({ stream }) => known.has(stream))
  const nameless = rows.filter(({ stream }) => !known.has(stream))
  say('rows', { ofOthers: ofOthers.length, sent: keptEvents.size, nameless: nameless.length })
  expect(new Set(ofOthers.map(({ stream, seq }) => `${stream} ${seq}`))).toEqual(keptEvents)
  expect(ofOthers).toHaveLength(keptEvents.size)
  expect(
    nameless.every(({ type, visitor, session }) => `${type}${visitor}${session}` === 'purchase'),
  ).toBe(true)
  const {
    orders: counted,
    revenue,
    visitors: seen,
    robotEvents,
  } = await report<Overview>('overview')
  say('orders', { counted: counted.value, acknowledged: orders, revenue: revenue.value })
  expect([counted.value, revenue.value]).toEqual([orders, orders * ORDER_MINOR])
  expect(nameless.length).toBe(orders - ofOthers.filter(({ type }) => type === 'purchase').length)
  expect([seen.value, robotEvents]).toEqual([kept.length, 0])
})

test('the delivery report misses what was lost on its way, and nothing that was erased', async () => {
  const delivery = await report<Delivery>('delivery')
  say('delivery', delivery)
  expect(delivery.pending + delivery.missing).toBe(LOST)
})

test.each(['before', 'middle'])(
  'a backup of %s that is restored brings back none of them',
  async (name) => {
    client.close()
    await rig.stop()
    const restored = place(`restored-${name}`)
    const told = await runVerb(restore, given([place(name)], { from: rig.data }), restored)
    expect(await runVerb(verify, given([]), restored)).toContain('whole')
    const files = [...(await filesIn(restored)), `${restored}.key`]
    const [gone, others] = [await named(erased, files), await named(kept, files)]
    say(`restored, ${name}`, { gone, others })
    expect(told).toContain('erased anew')
    expect(gone).toEqual({ id: NOTHING, stored: NOTHING, session: NOTHING, stream: NOTHING })
    expectNearlyAll(others.stored)
  },
)
