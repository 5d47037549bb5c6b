// The store hangs or fails for minutes: the log takes what it may, then says when to come back, and all goes on by itself once the store is there.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { diskFiles } from '../../collector/log/files.ts'
import type { Files } from '../../collector/log/files.ts'
import type { Segment, Store } from '../../collector/storage/driver.ts'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import { interpose } from '../support/interposed-files.ts'
import { createPrng } from '../support/prng.ts'
import { createSchedule } from '../support/schedule.ts'
import { identitiesIn } from './counted-store.ts'
import { createClient, finish, leaveSegments } from './load.ts'
import type { Client } from './load.ts'
import { createSum, isLong, replay, seed } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { createRig } from './rig.ts'
import type { Rig } from './rig.ts'

const BACKLOG_BYTES_MAX = 1024 * 1024 * 1024
/** So much room is left in the log as the store stops. */
const ROOM_BYTES = 150_000
/** All that may come at once, once there is no room any more. */
const BURST_BYTES = 50_000
const STEP_MS = 250

/** A gigabyte is not written for this: the first segment of an earlier life is said to be that long. */
function nearlyFull(files: Files): Files {
  let sizes = 0
  return interpose(files, async ({ name, run }) => {
    const answer = await run()
    return name === 'size' && sizes++ === 0 ? BACKLOG_BYTES_MAX - ROOM_BYTES : answer
  })
}

type Trouble = 'hangs' | 'fails' | 'takes it and fails'

interface Stoppable {
  readonly wrap: (store: Store) => Store
  readonly isBack: () => boolean
  readonly comeBack: () => void
}

function createStoppable(trouble: Trouble): Stoppable {
  let isBack = false
  let comeBack!: () => void
  const back = new Promise<void>((resolve) => {
    comeBack = () => {
      isBack = true
      resolve()
    }
  })
  const insert = async (store: Store, segment: Segment): Promise<{ rows: number }> => {
    if (isBack) return store.insert(segment)
    if (trouble === 'hangs') await back
    if (trouble === 'fails') throw new Error('the store is away')
    const answer = await store.insert(segment)
    // Committed, and nobody was told.
    if (trouble === 'takes it and fails' && !isBack) throw new Error('the connection is gone')
    return answer
  }
  return {
    wrap: (store) => ({ ...store, insert: (segment) => insert(store, segment) }),
    isBack: () => isBack,
    comeBack,
  }
}

/** When those who were refused come back. */
const BACK_SECONDS = 5

/** Lets time pass under load; answers whether `until` came to hold. */
async function passUnderLoad(
  rig: Rig,
  client: Client,
  pass: (ms: number) => Promise<void>,
  { seconds, until }: { seconds: number; until: () => boolean },
): Promise<boolean> {
  for (let second = 0; second < seconds; second++) {
    if (!client.refusals.has('overloaded') || second % BACK_SECONDS === 0) await client.send(2)
    for (let ms = 0; ms < 1_000; ms += STEP_MS) {
      await pass(STEP_MS)
      const pipeline = await rig.up()
      pipeline.tick()
    }
    if (until()) return true
  }
  return false
}

/** `minutes` without a store, then as long as it takes. */
async function stopFor(trouble: Trouble, minutes: number, runSeed: number): Promise<Outcome> {
  const errors: unknown[] = []
  const schedule = createSchedule(0, (error) => errors.push(error))
  const store = createStoppable(trouble)
  const rig = await createRig({
    prng: createPrng(runSeed),
    wrapFiles: nearlyFull,
    wrapStore: store.wrap,
    wait: (ms) => new Promise((resolve) => void schedule.later(resolve, ms)),
  })
  const client = createClient(rig)
  const pass = async (ms: number) => {
    rig.clock.nowMs += ms
    await schedule.pass(ms)
  }
  await leaveSegments(client, rig.disk)
  const pipeline = await rig.up()
  const isFull = () => client.refusals.has('overloaded')

  expect(await passUnderLoad(rig, client, pass, { seconds: 600, until: isFull })).toBe(true)
  expect(client.refusals.get('overloaded'), 'says when to come back').toBe(BACK_SECONDS)
  const taken = client.acknowledged.size
  await passUnderLoad(rig, client, pass, { seconds: minutes * 60, until: () => false })
  expect(pipeline.state().unloadedBytes).toBeLessThan(BACKLOG_BYTES_MAX + BURST_BYTES)
  expect(client.acknowledged.size, 'nothing is taken beyond the bound').toBe(taken)
  expect(pipeline.state().isLoadFailing).toBe(trouble !== 'hangs')

  store.comeBack()
  client.refusals.clear()
  const isThrough = () => client.isDone() && pipeline.state().unloadedBytes < ROOM_BYTES
  expect(await passUnderLoad(rig, client, pass, { seconds: 60, until: isThrough })).toBe(true)
  expect(rig.starts(), 'goes on without a start').toBe(1)
  expect(pipeline.state().isLoadFailing).toBe(false)
  expect(errors).toEqual([])
  return finish(rig, client)
}

test.each<Trouble>(['hangs', 'fails', 'takes it and fails'])(
  'a store that %s for minutes',
  async (trouble) => {
    const sum = createSum(`store ${trouble} for minutes`)
    for (let run = 0; run < (isLong ? 6 : 1); run++) {
      const minutes = isLong ? 1 + run : 1
      const outcome = await stopFor(trouble, minutes, seed + run)
      expect(outcome, replay(`${minutes} minutes`)).toMatchObject({ lost: 0, doubled: 0 })
      sum.add(outcome)
    }
    sum.record()
  },
  3_600_000,
)

test('DuckDB on a disk, held by another transaction', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-held-'))
  const database = await openDatabase({ path: join(folder, 'held.duckdb') })
  const driver = createDuckdbDriver(database)
  await driver.migrate()
  const rig = await createRig({
    prng: createPrng(seed),
    folder,
    wrapFiles: () => nearlyFull(diskFiles),
    openStore: async () => ({
      store: driver,
      identities: () => identitiesIn(driver),
      remove: () => driver.close(),
    }),
  })
  const client = createClient(rig, { events: 20 })
  let release!: () => void
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await leaveSegments(client, diskFiles, folder)
  const held = database.transaction(() => released)
  const pipeline = await rig.up()

  await vi.waitUntil(
    async () => {
      await client.send(3)
      rig.clock.nowMs += 600
      pipeline.tick()
      return client.refusals.has('overloaded')
    },
    { timeout: 20_000, interval: 1 },
  )
  expect(client.refusals.get('overloaded')).toBe(BACK_SECONDS)
  expect(await rig.store.identities(), 'nothing is stored so far').toEqual([])
  release()
  await held
  await vi.waitUntil(
    async () => {
      await client.send(0)
      rig.clock.nowMs += 600
      pipeline.tick()
      return client.isDone()
    },
    { timeout: 20_000, interval: 10 },
  )
  expect(rig.starts(), 'goes on without a start').toBe(1)
  const sum = createSum('DuckDB held by another transaction')
  const outcome = await finish(rig, client)
  expect(outcome, replay('')).toMatchObject({ lost: 0, doubled: 0 })
  sum.add(outcome)
  sum.record()
  await rig.store.remove()
  rmSync(folder, { recursive: true })
}, 60_000)
