// The clock jumps by a day, forwards and back, under load: nothing acknowledged is lost or doubled, and nobody stays locked out.
import { expect, test } from 'vitest'
import { createPrng } from '../support/prng.ts'
import { openDuckdbStore, openMemoryStore } from './counted-store.ts'
import type { OpenStore } from './counted-store.ts'
import { createClient, finish, runLoad } from './load.ts'
import { createSum, isLong, replay, seed } from './outcome.ts'
import { createRig, settle } from './rig.ts'

const DAY_MS = 86_400_000
const STEPS = 4
const JUMPS = 4
/** Turns of the event loop that the loader may take to come to an end. */
const TURNS_MAX = 200

/** Jumps that cancel out now and then: what was sent before one is sent again after it. */
async function jump(jumpSeed: number, openStore: OpenStore) {
  const prng = createPrng(jumpSeed)
  const rig = await createRig({ prng, openStore })
  const client = createClient(rig)
  for (let number = 0; number < JUMPS; number++) {
    await runLoad(rig, client, prng.whole(1, STEPS))
    const jumpMs = prng.pick([-DAY_MS, DAY_MS, -3_600_000, 3_600_000, -1])
    // Requests are on their way as it jumps.
    const sending = client.send(2)
    rig.clock.nowMs += jumpMs
    await sending
    if (prng.chance(0.3)) rig.disk.fill(true)
    await client.send(1)
    rig.disk.fill(false)
    // Some of them start with the new time.
    if (prng.chance(0.3)) rig.end(prng.chance(0.5))
  }
  const outcome = await finish(rig, client)
  await rig.store.remove()
  return outcome
}

test.each([
  ['clock jumps under load', openMemoryStore, isLong ? 2_000 : 60],
  ['clock jumps, into DuckDB', openDuckdbStore, isLong ? 60 : 3],
])(
  '%s',
  async (scenario, openStore, runs) => {
    const sum = createSum(scenario)
    for (let run = 0; run < runs; run++) {
      const outcome = await jump(seed + run, openStore)
      expect(outcome, replay(`run ${run}`)).toMatchObject({ lost: 0, doubled: 0 })
      sum.add(outcome)
    }
    expect(sum.record().acknowledged).toBeGreaterThan(runs * 10)
  },
  3_600_000,
)

test.each([
  [DAY_MS, 'address'],
  [DAY_MS, 'site'],
  [-DAY_MS, 'address'],
  [-DAY_MS, 'site'],
  [-3_600_000, 'address'],
])('after a jump of %d ms all goes on within seconds, for the %s too', async (jumpMs, bucket) => {
  const rig = await createRig({
    prng: createPrng(seed),
    addressPerSecond: bucket === 'address' ? 1 : 1e6,
    sitePerSecond: bucket === 'site' ? 1 : 1e6,
  })
  const client = createClient(rig)
  const pipeline = await rig.up()
  await client.send(12)
  expect(client.refusals.get('rate_exceeded'), 'the bucket is empty').toBe(10)

  rig.clock.nowMs += jumpMs
  // Two batches wait, a tenth of what was sent is sent again: a token a second serves them all.
  for (let second = 0; second < 30 && !client.isDone(); second++) {
    rig.clock.nowMs += 1_000
    await client.send(0)
  }
  expect(client.isDone()).toBe(true)

  rig.clock.nowMs += 500
  for (let turn = 0; turn < TURNS_MAX && pipeline.state().unloadedBytes > 0; turn++) {
    pipeline.tick()
    await settle()
  }
  expect(pipeline.state().unloadedBytes, 'what waits is loaded without being asked for').toBe(0)
  expect(await finish(rig, client)).toMatchObject({ lost: 0, doubled: 0 })
})

test('a full disk is tried again after the clock was put back', async () => {
  const rig = await createRig({ prng: createPrng(seed) })
  const client = createClient(rig)
  rig.disk.fill(true)
  await client.send(1)
  expect(client.refusals.get('log_full')).toBe(10)
  rig.disk.fill(false)
  rig.clock.nowMs -= DAY_MS
  await client.send(0)
  expect(client.isDone()).toBe(true)
})
