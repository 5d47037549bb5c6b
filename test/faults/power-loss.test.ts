// Power is lost at the k-th call to the disk, for every k: what was not synced is forgotten, names too, and nothing acknowledged is lost or doubled.
import { expect, test } from 'vitest'
import type { Files } from '../../collector/log/files.ts'
import type { Store } from '../../collector/storage/driver.ts'
import { interpose, leaveOut } from '../support/interposed-files.ts'
import { createPrng } from '../support/prng.ts'
import { openDuckdbStore, openMemoryStore, withoutLedger } from './counted-store.ts'
import type { OpenStore } from './counted-store.ts'
import { createClient, finish, leaveSegments, runLoad } from './load.ts'
import { createSum, isLong, replay, seed } from './outcome.ts'
import type { Outcome, Scenario } from './outcome.ts'
import { createRig } from './rig.ts'

const STEPS = 8

interface Loss {
  readonly call: number
  /** Whether the disk has still done what was asked for, and only the answer is missing. */
  readonly isDone: boolean
  /** So many calls later it is lost again: mostly while the collector recovers. */
  readonly again: number | undefined
}

interface Around {
  readonly openStore?: OpenStore
  readonly wrapFiles?: (files: Files) => Files
  readonly wrapStore?: (store: Store) => Store
}

async function live(
  loss: Loss | undefined,
  around: Around,
): Promise<{ outcome: Outcome; calls: number }> {
  let calls = 0
  let isArmed = false
  const { call = 0, isDone = false, again } = loss ?? {}
  const losses = new Set([call, call + (again ?? 0)])
  const rig = await createRig({
    ...around,
    // Of what is not synced, chance decides how much is kept.
    prng: createPrng(seed + call),
    onCall: async ({ run }, { end }) => {
      if (!isArmed || !losses.has(++calls)) return run()
      const answer = isDone ? await run() : undefined
      end(true)
      return answer
    },
  })
  const client = createClient(rig)
  await leaveSegments(client, rig.disk)
  isArmed = true
  await runLoad(rig, client, STEPS)
  // The disk that a control uses loses what it holds back at the very end, if not before.
  rig.end(true)
  const outcome = await finish(rig, client)
  await rig.store.remove()
  return { outcome, calls }
}

interface Sweep extends Around {
  readonly scenario: string
  /** One call in so many. */
  readonly each: number
  readonly isControl?: boolean
}

async function sweep({ scenario, each, isControl = false, ...around }: Sweep): Promise<Scenario> {
  const { calls } = await live(undefined, around)
  const sum = createSum(scenario, isControl)
  for (let call = 1 + (seed % each); call <= calls; call += each)
    for (const isDone of [false, true])
      for (const again of isLong && !isControl
        ? [undefined, 1, 2, 3, 5, 8, 13]
        : [1 + (call % 9)]) {
        const loss = { call, isDone, again }
        const what = replay(JSON.stringify(loss))
        const { outcome } = await live(loss, around).catch((error: unknown) => {
          throw new Error(what, { cause: error })
        })
        if (!isControl) expect(outcome, what).toMatchObject({ lost: 0, doubled: 0 })
        sum.add(outcome)
      }
  return sum.record()
}

test('power lost at every call to the disk', async () => {
  const scenario = 'power loss at every call'
  const { runs } = await sweep({ scenario, openStore: openMemoryStore, each: 1 })
  expect(runs).toBeGreaterThan(150)
}, 600_000)

test('power lost, with DuckDB behind', async () => {
  const scenario = 'power loss, into DuckDB'
  await sweep({ scenario, openStore: openDuckdbStore, each: isLong ? 6 : 50 })
}, 3_600_000)

test('the same check notices a disk whose fdatasync does nothing', async () => {
  const wrapFiles = (files: Files) => interpose(files, leaveOut('fdatasync'))
  const scenario = 'fdatasync left out'
  expect((await sweep({ scenario, wrapFiles, each: 9, isControl: true })).lost).toBeGreaterThan(0)
}, 60_000)

test('the same check notices a disk that never makes names durable', async () => {
  const wrapFiles = (files: Files) => interpose(files, leaveOut('syncFolder'))
  const scenario = 'sync of the folder left out'
  expect((await sweep({ scenario, wrapFiles, each: 9, isControl: true })).lost).toBeGreaterThan(0)
}, 60_000)

test('the same check notices a store that does not know its segments again', async () => {
  const scenario = 'ledger left out'
  const { doubled } = await sweep({ scenario, wrapStore: withoutLedger, each: 9, isControl: true })
  expect(doubled).toBeGreaterThan(0)
}, 60_000)
