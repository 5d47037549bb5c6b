// The whole system in one seeded process: browsers, a network that fails, and the collector's real chain on a disk in memory.
import { createProofsHere } from '../support/proofs.ts'
import { createPipeline } from '../../collector/ingest/pipeline.ts'
import type { Pipeline } from '../../collector/ingest/pipeline.ts'
import { createCountry } from '../../collector/ingest/country.ts'
import { Fault } from '../../collector/errors.ts'
import { createMetrics } from '../../collector/metrics.ts'
import { createSites } from '../../collector/sites/sites.ts'
import { createMemoryDocuments } from '../../collector/storage/settings/memory.ts'
import { createMemoryStore } from '../../collector/storage/drivers/memory.ts'
import type { Store } from '../../collector/storage/driver.ts'
import type { Row } from '../../collector/storage/columns.ts'
import { ORIGIN, createFakeBrowser } from '../support/fake-browser.ts'
import type { FakeBrowser, FakePage, Send } from '../support/fake-browser.ts'
import { createFakeFiles } from '../support/fake-files.ts'
import { createPrng } from '../support/prng.ts'
import type { Prng } from '../support/prng.ts'
import { createSchedule } from '../support/schedule.ts'
import type { Schedule } from '../support/schedule.ts'

export const START_MS = Date.UTC(2026, 0, 5, 9)
export const SITE = 'demo'

/** How the network is, until it is changed. */
export interface Weather {
  offline: boolean
  /** Chance that a request is lost on its way. */
  lossy: number
  /** Chance that the answer is lost, after the collector took the batch. */
  answersLost: number
  /** What the collector answers instead of taking the batch, where not 0. */
  refuses: 0 | 429 | 500 | 503
  latencyMs: number
}

export interface Sent {
  readonly atMs: number
  readonly path: string
  readonly body: string
  readonly page: FakePage
  /** The collector took it durably. */
  taken: boolean
}

export interface World {
  readonly seed: number
  readonly prng: Prng
  readonly schedule: Schedule
  readonly browser: FakeBrowser
  readonly weather: Weather
  /** Every request that left a page, in order. */
  readonly sent: Sent[]
  /** What was thrown where nothing may be thrown. */
  readonly errors: unknown[]
  /** Kills the collector between two instructions and starts it again on the same disk. */
  crashCollector(losePower: boolean): Promise<void>
  /** All that is stored, in the order of arrival. */
  stored(): Promise<Row[]>
  readonly acceptNow: (body: string) => Promise<unknown>
}

export interface WorldOptions {
  /** Wraps the store: how a control breaks it. */
  store?: (store: Store, read: (path: string) => Promise<Uint8Array>) => Store
  /** False: the disk's fdatasync does nothing. */
  honestDisk?: boolean
  /** A key of localStorage that browsers do not keep. */
  forgets?: string
}

export async function createWorld(seed: number, options: WorldOptions = {}): Promise<World> {
  const prng = createPrng(seed)
  const errors: unknown[] = []
  const schedule = createSchedule(START_MS, (error) => errors.push(error))
  const files = createFakeFiles({ honest: options.honestDisk ?? true })
  const memory = createMemoryStore(files.read)
  const store = options.store?.(memory, files.read) ?? memory
  const sites = createSites(createMemoryDocuments())
  await sites.put(SITE, {
    name: 'Demo',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    origins: [ORIGIN],
    rates: {},
  })

  const boot = () =>
    createPipeline({
      proofs: createProofsHere(),
      isErased: () => false,
      logFolder: '/log',
      clock: { now: () => Math.floor(schedule.now()) },
      random: { bytes: (count) => Uint8Array.from({ length: count }, () => prng.whole(0, 255)) },
      files,
      store,
      sites,
      country: createCountry(() => undefined),
      metrics: createMetrics(),
      logger: { write: () => undefined },
      wait: (ms, signal) =>
        new Promise((resolve) => {
          const undo = schedule.later(resolve, ms)
          signal.addEventListener('abort', () => (undo(), resolve()))
        }),
      addressPerSecond: 10_000,
      sitePerSecond: 10_000,
    })
  let pipeline: Pipeline | undefined = await boot()
  const weather: Weather = { offline: false, lossy: 0, answersLost: 0, refuses: 0, latencyMs: 40 }
  const sent: Sent[] = []

  const deliver = async (path: string, body: string, sender: string): Promise<Response> => {
    if (!pipeline) throw new TypeError('connection refused')
    if (weather.refuses) return answer(weather.refuses, {}, weather.refuses === 429 ? '30' : null)
    const bytes = new TextEncoder().encode(body)
    const who = {
      origin: ORIGIN,
      address: sender,
      userAgent: 'sim',
      receivedMs: Math.floor(schedule.now()),
    }
    const serving = pipeline
    // Twice the age at which an open segment is sealed.
    schedule.later(() => pipeline?.tick(), 1_000)
    try {
      if (path === '/consent') await serving.acceptNote(bytes, who)
      const receipt = path === '/e' ? await serving.accept(bytes, who) : {}
      // An answer of a process that was killed meanwhile never left it.
      if (serving !== pipeline) throw new TypeError('connection reset')
      return answer(202, receipt, null)
    } catch (error) {
      if (error instanceof Fault) return answer(error.status, error.toJSON(), null)
      throw error
    }
  }

  const send: Send = (url, init, page) =>
    new Promise((resolve, reject) => {
      const request: Sent = {
        atMs: schedule.now(),
        path: new URL(url).pathname,
        body: init.body as string,
        page,
        taken: false,
      }
      sent.push(request)
      const lost = () => reject(new TypeError('Failed to fetch'))
      if (weather.offline) return void schedule.later(lost, 5)
      const isLost = prng.chance(weather.lossy)
      const answerLost = prng.chance(weather.answersLost)
      const wayMs = prng.whole(1, weather.latencyMs)
      schedule.later(() => {
        // Without keepalive a request ends with its page.
        if (isLost || (!page.isAlive() && !init.keepalive)) return lost()
        deliver(request.path, request.body, '203.0.113.7').then((response) => {
          request.taken = response.status === 202
          schedule.later(() => (answerLost ? lost() : resolve(response)), prng.whole(1, 40))
        }, lost)
      }, wayMs)
    })

  const browser = createFakeBrowser(schedule, prng, send, options.forgets)
  return {
    seed,
    prng,
    schedule,
    browser,
    weather,
    sent,
    errors,
    acceptNow: async (body) => (await deliver('/e', body, '203.0.113.8')).json(),
    async crashCollector(losePower) {
      pipeline = undefined
      if (losePower) files.crash()
      pipeline = await boot()
    },
    async stored() {
      const drained = pipeline?.drain()
      await schedule.pass(5_000)
      await drained
      const rows: Row[] = []
      for await (const row of store.rows(SITE, 0, Number.MAX_SAFE_INTEGER)) rows.push(row)
      return rows
    },
  }
}

/** Only what the SDK reads of a response, and at once: a real one reads its body in its own time. */
function answer(status: number, body: object, retryAfter: string | null): Response {
  return {
    ok: status < 300,
    status,
    headers: new Headers(retryAfter ? { 'retry-after': retryAfter } : {}),
    json: async () => structuredClone(body),
  } as Response
}
