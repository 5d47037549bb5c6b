// What was kept long enough goes, by a clock that is moved: events, then orders, then what proofs seal; each site by its own days.
import { expect, test } from 'vitest'
import { createFakeFiles } from '../test/support/fake-files.ts'
import { createProofsHere } from '../test/support/proofs.ts'
import { createRetention, PROOF_DAYS } from './retention.ts'
import type { Site } from './sites/site.ts'
import { createMemoryStore } from './storage/drivers/memory.ts'
import type { LogLine } from './storage/columns.ts'

const DAY_MS = 86_400_000
const START_MS = 20_000 * DAY_MS
const SITE: Site = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', origins: [], rates: {} }

async function createRig(retention?: Site['retention']) {
  const files = createFakeFiles()
  const store = createMemoryStore(files.read)
  const proofs = createProofsHere(files)
  const rig = { nowMs: START_MS, logged: [] as string[] }
  const site = retention ? { ...SITE, retention } : SITE
  const line = (seq: number, type: string): LogLine => ({
    line: 'event',
    site: 'shop',
    stream: 'stream-1',
    seq,
    type,
    time_ms: START_MS + 1_000,
    received_ms: START_MS + 1_000,
    visitor: 'visitor-1',
    session: 'session-1',
    transaction_id: type === 'purchase' ? 'T-1' : '',
  })
  const file = await files.create('/one')
  const lines = [line(1, 'page_view'), line(2, 'purchase')]
  await file.writev([Buffer.from(lines.map((each) => `${JSON.stringify(each)}\n`).join(''))])
  await store.insert({ name: 'one', path: '/one' })
  await proofs.append('shop', {
    version: 1,
    consent: 'consent-1',
    atMs: START_MS,
    event: 'given',
    grants: { analytics: 'full' },
    ui: 'banner',
    notice: 'n',
    words: 'w',
    language: 'en',
    regions: 'r',
    region: 'A',
    gpc: false,
    untilMs: START_MS,
    origin: '',
  })
  await proofs.stop()
  const expire = createRetention({
    driver: store,
    proofs,
    requests: { expire: async () => 0 },
    sites: { list: () => [['shop', site]] },
    clock: { now: () => rig.nowMs },
    logger: { write: (what, fields) => void rig.logged.push(`${what} ${JSON.stringify(fields)}`) },
  })
  const rows = async () => {
    const found: string[] = []
    for await (const { type, visitor } of store.rows('shop', 0, Infinity))
      found.push(`${type} ${visitor}`)
    return found
  }
  const sealed = async () => (await proofs.newest('shop', 1))[0]?.record?.consent
  const after = async (days: number) => {
    rig.nowMs = START_MS + days * DAY_MS
    await expire()
    return rows()
  }
  return { rig, after, sealed, proofs }
}

test('13 months of events, 36 of orders, and the proof as long as it may be asked for', async () => {
  const { rig, after, sealed, proofs } = await createRig()
  expect(await after(395)).toEqual(['page_view visitor-1', 'purchase visitor-1'])
  expect(await after(396)).toEqual(['purchase '])
  expect(await after(1_095)).toEqual(['purchase '])
  expect(await after(1_096)).toEqual([])
  expect(await sealed()).toBe('consent-1')
  await after(PROOF_DAYS + 1)
  expect(await sealed()).toBeUndefined()
  expect(await proofs.verify('shop')).toMatchObject({ links: 1 })
  expect(rig.logged.map((each) => each.split(' ')[0])).toEqual(['expired', 'expired', 'expired'])
})

test('a site may keep less', async () => {
  const { after } = await createRig({ eventsDays: 30, ordersDays: 90 })
  expect(await after(31)).toEqual(['purchase '])
  expect(await after(92)).toEqual([])
})

test('a store that cannot is asked again, and says so', async () => {
  const rig = { logged: [] as string[], fails: true }
  const expire = createRetention({
    driver: {
      expire: async () => {
        if (rig.fails) throw new Error('no store')
        return 1
      },
    },
    proofs: { forgetBefore: async () => 0 },
    requests: { expire: async () => 0 },
    sites: { list: () => [['shop', SITE]] },
    clock: { now: () => START_MS },
    logger: { write: (what) => void rig.logged.push(what) },
  })
  await expire()
  rig.fails = false
  await expire()
  expect(rig.logged).toEqual(['expiry_failed', 'expired'])
})
