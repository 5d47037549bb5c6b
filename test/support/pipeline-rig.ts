// What the tests of ingest share: a chain on a disk in memory, a shop, and batches for it.
import { createProofsHere } from './proofs.ts'
import type { WireEvent } from '../../packages/wire/event.ts'
import { Fault } from '../../collector/errors.ts'
import { createFakeFiles } from './fake-files.ts'
import type { FakeFiles } from './fake-files.ts'
import { createMetrics } from '../../collector/metrics.ts'
import { createSites } from '../../collector/sites/sites.ts'
import type { Row } from '../../collector/storage/columns.ts'
import { createMemoryStore } from '../../collector/storage/drivers/memory.ts'
import type { MemoryStore } from '../../collector/storage/drivers/memory.ts'
import { createMemoryDocuments } from '../../collector/storage/settings/memory.ts'
import { createCountry } from '../../collector/ingest/country.ts'
import type { Sender } from '../../collector/ingest/ingest.ts'
import { createPipeline } from '../../collector/ingest/pipeline.ts'
import type { Pipeline } from '../../collector/ingest/pipeline.ts'

export const NOW_MS = 1_800_000_000_000
export const ORIGIN = 'https://shop.example'
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

export const SENDER: Sender = {
  origin: ORIGIN,
  address: '203.0.113.9',
  userAgent: CHROME,
  receivedMs: NOW_MS,
}

const SHOP = {
  name: 'Shop',
  currency: 'EUR',
  timeZone: 'UTC',
  origins: [ORIGIN],
  rates: { USD: 0.9, JPY: 0.006 },
}

export interface Rig {
  readonly files: FakeFiles
  readonly store: MemoryStore
  readonly logged: string[]
  readonly start: () => Promise<Pipeline>
}

export function createRig(): Rig {
  const files = createFakeFiles()
  const store = createMemoryStore(files.read)
  const logged: string[] = []
  const start = async (): Promise<Pipeline> => {
    const sites = createSites(createMemoryDocuments())
    await sites.put('shop', SHOP)
    await sites.put('open', { ...SHOP, origins: ['*'] })
    return createPipeline({
      proofs: createProofsHere(),
      isErased: () => false,
      logFolder: '/log',
      clock: { now: () => NOW_MS },
      random: { bytes: (count) => new Uint8Array(count).fill(7) },
      files,
      store,
      sites,
      country: createCountry((network) => (network === '203.0.113.0' ? 'DE' : undefined)),
      metrics: createMetrics(),
      logger: { write: (what, fields) => logged.push(JSON.stringify({ what, ...fields })) },
      wait: async () => {},
      addressPerSecond: 5,
      sitePerSecond: 1000,
    })
  }
  return { files, store, logged, start }
}

export const event = (seq: number, fields: Partial<WireEvent> = {}) => ({
  seq,
  type: 'page_view',
  timeMs: NOW_MS - 1000,
  session: 'session-1',
  url: `${ORIGIN}/page?utm_source=news&utm_medium=email&utm_campaign=may`,
  body: {},
  ...fields,
})

export const batch = (fields: object = {}) => ({
  site: 'shop',
  sdk: '0.1.0',
  stream: 'stream-1',
  sentMs: NOW_MS,
  emitted: 1,
  grant: { analytics: 'full' },
  visitor: 'visitor-1',
  events: [event(1)],
  ...fields,
})

export const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

/** The fault that something ends in. */
export async function faultOf(work: Promise<unknown>): Promise<object> {
  const error = await work.catch((caught: unknown) => caught)
  if (!(error instanceof Fault)) throw new Error(`no fault: ${String(error)}`)
  return { status: error.status, ...JSON.parse(JSON.stringify(error)) }
}

/** All that is stored, once everything acknowledged has been loaded. */
export async function storedIn(rig: Rig, pipeline: Pipeline): Promise<Row[]> {
  await pipeline.drain()
  const rows: Row[] = []
  for await (const row of rig.store.rows('shop', 0, 2 * NOW_MS)) rows.push(row)
  return rows.sort((a, b) => a.seq - b.seq)
}
