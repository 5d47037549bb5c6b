// Clients that send, are refused, try again and send twice, until all of theirs is acknowledged and stored.
import type { Pipeline } from '../../collector/ingest/pipeline.ts'
import { Fault } from '../../collector/errors.ts'
import { sumLine } from '../../collector/log/checksum.ts'
import type { Files } from '../../collector/log/files.ts'
import { makeBatch } from '../support/batches.ts'
import { SITE, eventIdentity, factIdentity } from './counted-store.ts'
import { compare } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { Ended, FOLDER, ORIGIN, settle } from './rig.ts'
import type { Rig } from './rig.ts'

const EVENTS = 3
/** Rounds in which the disk must have come to itself, once nothing fails any more. */
const ROUNDS_MAX = 60

export interface Client {
  /** What was acknowledged, by what tells it from all else. */
  readonly acknowledged: Set<string>
  /** Codes of what was refused, with how long to stay away. */
  readonly refusals: Map<string, number | undefined>
  /** Sends so many new batches, with what was not acknowledged so far, and some of it twice. */
  readonly send: (count: number) => Promise<void>
  /** Whether all that was ever sent is acknowledged. */
  readonly isDone: () => boolean
}

interface Sending {
  readonly stream: string
  readonly body: Uint8Array
  isAcknowledged: boolean
}

export interface ClientOptions {
  readonly address?: string
  readonly events?: number
}

/** A batch that also tells of one event more than it carries: of that a fact is stored. */
function makeSending(stream: string, events: number, nowMs: number): Sending {
  const body = { ...makeBatch(stream, 1, events, nowMs), emitted: events + 1 }
  return { stream, body: Buffer.from(JSON.stringify(body)), isAcknowledged: false }
}

let clients = 0

export function createClient(rig: Rig, options: ClientOptions = {}): Client {
  const { address = '203.0.113.9', events = EVENTS } = options
  const acknowledged = new Set<string>()
  const refusals = new Map<string, number | undefined>()
  const batches: Sending[] = []
  const mine = clients++
  let requests = 0

  async function post(pipeline: Pipeline, batch: Sending): Promise<void> {
    // No two requests at the same moment: facts are told apart by it.
    const receivedMs = Math.floor(rig.clock.nowMs / 1_000) * 1_000 + (requests++ % 1_000)
    try {
      await rig.within(
        pipeline.accept(batch.body, { origin: ORIGIN, address, userAgent: 'test', receivedMs }),
      )
    } catch (error) {
      if (error instanceof Ended) return
      if (!(error instanceof Fault)) throw error
      refusals.set(error.code, error.detail.retryAfterSeconds)
      return
    }
    batch.isAcknowledged = true
    for (let seq = 1; seq <= events; seq++) acknowledged.add(eventIdentity(batch.stream, seq))
    acknowledged.add(factIdentity(batch.stream, receivedMs))
  }

  return {
    acknowledged,
    refusals,
    isDone: () => batches.every(({ isAcknowledged }) => isAcknowledged),
    send: async (count) => {
      const pipeline = await rig.up()
      for (let number = 0; number < count; number++)
        batches.push(makeSending(`stream-${mine}-${batches.length}`, events, rig.clock.nowMs))
      const again = batches.filter(({ isAcknowledged }) => !isAcknowledged || rig.prng.chance(0.1))
      await Promise.all(again.map((batch) => post(pipeline, batch)))
    },
  }
}

/** Does something that may end with the process, or be refused by a disk. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    const isExpected = error instanceof Ended || error instanceof Fault
    if (isExpected || typeof (error as { code?: unknown }).code === 'string') return false
    throw error
  }
}

/** Batches, seals and loads, in `steps` of less than a second each. */
export async function runLoad(rig: Rig, client: Client, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    await attempt(() => client.send(2))
    rig.clock.nowMs += 300
    await attempt(async () => {
      const pipeline = await rig.up()
      pipeline.tick()
      if (step % 3 === 2) await rig.within(pipeline.drain())
      else await settle()
    })
  }
}

/** Goes on until all is acknowledged and loaded, then starts once more: nothing may be left that is loaded again. */
export async function finish(rig: Rig, client: Client): Promise<Outcome> {
  const drained = () => rig.up().then((pipeline) => rig.within(pipeline.drain()))
  const goOn = async (): Promise<void> => {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      rig.clock.nowMs += 1_100
      const hasSent = await attempt(() => client.send(0))
      if (hasSent && client.isDone() && (await attempt(drained))) return
    }
    throw new Error('it does not go on by itself')
  }
  await goOn()
  rig.end()
  await goOn()
  return compare(client.acknowledged, await rig.store.identities())
}

/** What an earlier life has left: a sealed segment of three groups, the second damaged, and an open one, torn. */
export async function leaveSegments(client: Client, files: Files, folder = FOLDER): Promise<void> {
  const groupOf = (seq: number): Uint8Array => {
    const fields = { site: SITE, stream: 'left', seq, type: 'page_view', time_ms: 1 }
    const line = Buffer.from(`${JSON.stringify({ line: 'event', ...fields, received_ms: seq })}\n`)
    return Buffer.concat([line, sumLine([line])])
  }
  const write = async (name: string, chunks: readonly Uint8Array[]): Promise<void> => {
    const file = await files.create(`${folder}/${name}`)
    await file.writev(chunks)
    await file.fdatasync()
    await file.close()
    await files.syncFolder(folder)
  }
  const damaged = groupOf(2)
  damaged[9]! ^= 1
  await write('0000000001-0000000a.v3.ndjson', [groupOf(1), damaged, groupOf(3)])
  const torn = groupOf(6).subarray(0, 20)
  await write('0000000002-0000000b.v3.open', [groupOf(4), groupOf(5), torn])
  for (const seq of [1, 3, 4, 5]) client.acknowledged.add(eventIdentity('left', seq))
}
