// The k-th call to the disk fails, for every k and in every way: nothing acknowledged is lost or doubled, and the collector goes on.
import { expect, test } from 'vitest'
import { diskError } from '../support/interposed-files.ts'
import type { CallName, OnCall } from '../support/interposed-files.ts'
import { createPrng } from '../support/prng.ts'
import { openDuckdbStore, openMemoryStore } from './counted-store.ts'
import type { OpenStore } from './counted-store.ts'
import { createClient, finish, leaveSegments, runLoad } from './load.ts'
import { createSum, isLong, replay, seed } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { FOLDER, createRig } from './rig.ts'

const STEPS = 8
const CODES = ['EIO', 'ENOSPC'] as const
const PARTS = ['none', 'half', 'whole'] as const

/** How a call fails: not begun, half done, or done and told otherwise; once, or several times in a row. */
interface DiskFault {
  readonly call: number
  readonly code: (typeof CODES)[number]
  readonly part: (typeof PARTS)[number]
  readonly times: number
}

interface Life {
  readonly outcome: Outcome
  readonly calls: readonly CallName[]
  readonly damaged: readonly string[]
  readonly starts: number
}

async function live(fault: DiskFault | undefined, openStore: OpenStore): Promise<Life> {
  const calls: CallName[] = []
  let isArmed = false
  const onCall: OnCall = async ({ name, run, half }) => {
    if (!isArmed) return run()
    calls.push(name)
    const isHit = fault && calls.length >= fault.call && calls.length < fault.call + fault.times
    if (!isHit) return run()
    if (fault.part === 'half') await half()
    if (fault.part === 'whole') await run()
    throw diskError(fault.code, name)
  }
  const rig = await createRig({ prng: createPrng(seed), onCall, openStore })
  const client = createClient(rig)
  await leaveSegments(client, rig.disk)
  isArmed = true
  await runLoad(rig, client, STEPS)
  const outcome = await finish(rig, client)
  const damaged = (await rig.disk.list(FOLDER)).filter((name) => name.endsWith('.damaged'))
  await rig.store.remove()
  return { outcome, calls, damaged, starts: rig.starts() }
}

/** All ways in which a call can fail; one of each code where time is short. */
function faultsOf(call: number): DiskFault[] {
  if (!isLong)
    return CODES.map((code, at) => ({
      call,
      code,
      part: PARTS[(call + at) % 3]!,
      times: 1 + (call % 2),
    }))
  return CODES.flatMap((code) =>
    PARTS.flatMap((part) => [1, 2, 5].map((times) => ({ call, code, part, times }))),
  )
}

/** Whether the disk has said that it is full before it took anything: no reason to start again. */
const isRefusal = ({ code, part, times }: DiskFault, name: CallName): boolean =>
  code === 'ENOSPC' && part !== 'whole' && times === 1 && ['create', 'writev'].includes(name)

/** Every call, or one in `each`. */
async function sweep(scenario: string, openStore: OpenStore, each: number): Promise<void> {
  const { calls } = await live(undefined, openStore)
  const sum = createSum(scenario)
  const kinds = new Set<CallName>()
  for (let call = 1 + (seed % each); call <= calls.length; call += each)
    for (const fault of faultsOf(call)) {
      const what = replay(`${calls[call - 1]}, ${JSON.stringify(fault)}`)
      const life = await live(fault, openStore).catch((error: unknown) => {
        throw new Error(what, { cause: error })
      })
      expect(life.outcome, what).toMatchObject({ lost: 0, doubled: 0 })
      expect(life.damaged, what).toEqual(['0000000001-0000000a.v3.ndjson.damaged'])
      // The last start is the check's own.
      if (isRefusal(fault, calls[call - 1]!)) expect(life.starts, what).toBe(2)
      kinds.add(calls[call - 1]!)
      sum.add(life.outcome)
    }
  if (each === 1) expect(kinds.size).toBe(11)
  expect(sum.record().acknowledged).toBeGreaterThan(100)
}

test('ENOSPC and EIO at every call to the disk', async () => {
  await sweep('disk error at every call', openMemoryStore, 1)
}, 600_000)

test('ENOSPC and EIO, with DuckDB behind', async () => {
  await sweep('disk error, into DuckDB', openDuckdbStore, isLong ? 8 : 50)
}, 3_600_000)
