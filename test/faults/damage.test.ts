// Segments that a disk gives back cut, flipped or zeroed: only the damaged groups are lost, they are named and put aside, and nothing is doubled.
import { expect, test } from 'vitest'
import type { LogLine } from '../../collector/storage/columns.ts'
import type { Store } from '../../collector/storage/driver.ts'
import { createPrng } from '../support/prng.ts'
import { eventIdentity, factIdentity, openDuckdbStore, openMemoryStore } from './counted-store.ts'
import type { OpenStore } from './counted-store.ts'
import { createClient } from './load.ts'
import { compare, createSum, isLong, replay, seed } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { FOLDER, createRig, settle } from './rig.ts'

const GROUPS = 3
const SECTOR = 512
const prng = createPrng(seed)

interface Group {
  readonly from: number
  readonly to: number
  readonly identities: readonly string[]
}

interface Written {
  readonly name: string
  readonly isOpen: boolean
  readonly bytes: Buffer
  readonly groups: readonly Group[]
}

/** What a collector whose store hangs leaves as it is killed: two sealed segments and an open one. */
async function writeLog(): Promise<Written[]> {
  const wrapStore = (store: Store): Store => ({ ...store, insert: () => new Promise(() => {}) })
  const rig = await createRig({ prng: createPrng(seed), wrapStore })
  const client = createClient(rig, { events: 1 })
  for (let number = 1; number <= 3; number++) {
    for (let group = 0; group < GROUPS; group++) await client.send(1)
    rig.clock.nowMs += 600
    if (number === 3) break
    const pipeline = await rig.up()
    pipeline.tick()
    const sealed = async () =>
      (await rig.disk.list(FOLDER)).filter((name) => name.endsWith('.ndjson')).length
    while ((await sealed()) < number) await settle()
  }
  rig.end()
  const names = (await rig.disk.list(FOLDER)).sort()
  return Promise.all(
    names.map(async (name) => {
      const bytes = Buffer.from(await rig.disk.read(`${FOLDER}/${name}`))
      return { name, isOpen: name.endsWith('.open'), bytes, groups: groupsOf(bytes) }
    }),
  )
}

/** Found by their last lines alone, without what is tested here. */
function groupsOf(bytes: Buffer): Group[] {
  const groups: Group[] = []
  let from = 0
  let at = 0
  let identities: string[] = []
  for (const line of bytes.toString().split('\n').slice(0, -1)) {
    at += Buffer.byteLength(line) + 1
    const entry = JSON.parse(line) as LogLine
    if (entry.line === 'event') identities.push(eventIdentity(entry.stream, entry.seq))
    if (entry.line === 'stream') identities.push(factIdentity(entry.stream, entry.received_ms))
    if (entry.line !== 'sum') continue
    groups.push({ from, to: at, identities })
    from = at
    identities = []
  }
  return groups
}

interface Damage {
  /** Which of the segments. */
  readonly segment: number
  /** All that is not as it was written, to the end where it was cut. */
  readonly from: number
  readonly to: number
  readonly bytes: Buffer
  readonly what: string
}

/** Starts on the damaged log; answers what it stored of what was not damaged. */
async function startOn(
  log: readonly Written[],
  damage: Damage,
  openStore: OpenStore = openMemoryStore,
): Promise<Outcome> {
  const rig = await createRig({ prng: createPrng(seed), openStore })
  for (const [at, { name, bytes }] of log.entries()) {
    const file = await rig.disk.create(`${FOLDER}/${name}`)
    await file.writev([at === damage.segment ? damage.bytes : bytes])
    await file.fdatasync()
  }
  await rig.disk.syncFolder(FOLDER)
  const pipeline = await rig.up()
  await rig.within(pipeline.drain())
  const { name, isOpen, groups } = log[damage.segment]!
  const isHit = ({ from, to }: Group) => from < damage.to && damage.from < to
  const whole = log.flatMap(({ groups }, at) =>
    groups.filter((group) => at !== damage.segment || !isHit(group)),
  )
  const outcome = compare(
    new Set(whole.flatMap(({ identities }) => identities)),
    await rig.store.identities(),
  )
  await rig.store.remove()
  const what = replay(damage.what)
  expect(outcome, what).toEqual({
    acknowledged: outcome.acknowledged,
    stored: outcome.acknowledged,
    lost: 0,
    doubled: 0,
  })
  // What an open segment ends in, a write that was cut short would look like too.
  if (isOpen && isHit(groups.at(-1)!)) return outcome
  const told = rig.logged.filter((line) => line.includes('segment_damaged'))
  expect(told, what).toHaveLength(1)
  expect(told[0], what).toContain(name.slice(0, name.indexOf('.')))
  expect(pipeline.state().damagedSegments, what).toBe(1)
  const names = await rig.disk.list(FOLDER)
  expect(names, what).toEqual([expect.stringMatching(/\.damaged$/)])
  const aside = await rig.disk.read(`${FOLDER}/${names[0]}`)
  expect(Buffer.from(aside).equals(damage.bytes), what).toBe(true)
  return outcome
}

function cut(log: readonly Written[], segment: number, at: number): Damage {
  const { bytes, name } = log[segment]!
  return {
    segment,
    from: at,
    to: bytes.length,
    bytes: bytes.subarray(0, at),
    what: `${name} cut at ${at}`,
  }
}

function flip(log: readonly Written[]): Damage {
  const segment = prng.whole(0, log.length - 1)
  const bytes = Buffer.from(log[segment]!.bytes)
  const at = prng.whole(0, bytes.length - 1)
  const bit = prng.whole(0, 7)
  bytes[at] = bytes[at]! ^ (1 << bit)
  const what = `${log[segment]!.name}, bit ${bit} of byte ${at} flipped`
  return { segment, from: at, to: at + 1, bytes, what }
}

function zero(log: readonly Written[]): Damage {
  const segment = prng.whole(0, log.length - 1)
  const bytes = Buffer.from(log[segment]!.bytes)
  const from = prng.whole(0, Math.floor((bytes.length - 1) / SECTOR)) * SECTOR
  const to = Math.min(bytes.length, from + SECTOR)
  bytes.fill(0, from, to)
  return { segment, from, to, bytes, what: `${log[segment]!.name} zeroed from ${from}` }
}

test('segments cut at every place', async () => {
  const log = await writeLog()
  expect(log.map(({ isOpen }) => isOpen)).toEqual([false, false, true])
  const sum = createSum('segments cut at every place')
  for (const [segment, { bytes, groups }] of log.entries()) {
    const edges = new Set(groups.flatMap(({ from, to }) => [from, from + 1, to - 1]))
    for (let at = 0; at < bytes.length; at++)
      if (isLong || edges.has(at) || at % 41 === seed % 41)
        sum.add(await startOn(log, cut(log, segment, at)))
  }
  expect(sum.record().runs).toBeGreaterThan(100)
}, 3_600_000)

test.each([
  ['bits flipped', flip, isLong ? 5_000 : 200],
  ['sectors zeroed', zero, isLong ? 500 : 40],
])(
  'segments with %s',
  async (name, damage, runs) => {
    const log = await writeLog()
    const sum = createSum(`segments with ${name}`)
    for (let run = 0; run < runs; run++) sum.add(await startOn(log, damage(log)))
    sum.record()
  },
  3_600_000,
)

test('damaged segments, with DuckDB behind', async () => {
  const log = await writeLog()
  const sum = createSum('damaged segments, into DuckDB')
  for (let run = 0; run < (isLong ? 40 : 2); run++) {
    sum.add(await startOn(log, flip(log), openDuckdbStore))
    sum.add(await startOn(log, cut(log, run % 3, prng.whole(1, 90)), openDuckdbStore))
  }
  sum.record()
}, 600_000)
