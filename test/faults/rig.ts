// The real chain of a collector on a disk, a clock and a store that a test owns; it can end at any call and start again.
import { createProofsHere } from '../support/proofs.ts'
import { createCountry } from '../../collector/ingest/country.ts'
import { createPipeline } from '../../collector/ingest/pipeline.ts'
import type { Pipeline } from '../../collector/ingest/pipeline.ts'
import type { Files } from '../../collector/log/files.ts'
import { createMetrics } from '../../collector/metrics.ts'
import { createSites } from '../../collector/sites/sites.ts'
import { createMemoryDocuments } from '../../collector/storage/settings/memory.ts'
import type { Store } from '../../collector/storage/driver.ts'
import { createFakeFiles } from '../support/fake-files.ts'
import type { FakeFiles } from '../support/fake-files.ts'
import { interpose } from '../support/interposed-files.ts'
import type { OnCall } from '../support/interposed-files.ts'
import type { Prng } from '../support/prng.ts'
import { SITE, openMemoryStore } from './counted-store.ts'
import type { CountedStore, OpenStore } from './counted-store.ts'

export const FOLDER = '/log'
export const ORIGIN = 'https://shop.example'
const START_MS = Date.UTC(2026, 0, 5, 9)
/** A loader that has waited so often without an end of the faults will never come to one. */
const WAITS_MAX = 60

/** The process is gone: nothing it had begun is answered any more. */
export class Ended extends Error {
  override readonly name = 'Ended'
}

export interface Rig {
  readonly clock: { nowMs: number }
  readonly disk: FakeFiles
  readonly store: CountedStore
  readonly prng: Prng
  /** What the collector has told its operator. */
  readonly logged: string[]
  readonly starts: () => number
  /** The collector that runs; started where none does, or where its log has failed. */
  readonly up: () => Promise<Pipeline>
  /** Ends the process between two instructions; with it the power, where asked. */
  readonly end: (losesPower?: boolean) => void
  /** What `work` comes to, unless the process ends before. */
  readonly within: <T>(work: Promise<T>) => Promise<T>
}

export interface RigParts {
  readonly prng: Prng
  /** Through which every call to the disk goes: where faults are made. */
  readonly onCall?: (call: Parameters<OnCall>[0], rig: Rig) => Promise<unknown>
  readonly openStore?: OpenStore
  /** Where the log lies, where that is a real folder. */
  readonly folder?: string
  /** Puts something around the disk or the store, as a control does. */
  readonly wrapFiles?: (files: Files) => Files
  readonly wrapStore?: (store: Store) => Store
  readonly addressPerSecond?: number
  readonly sitePerSecond?: number
  /** Waits between two attempts to load. */
  readonly wait?: (ms: number) => Promise<void>
}

interface Life {
  readonly end: (error: Error) => void
  readonly hasEnded: () => boolean
  readonly ended: Promise<never>
}

function createLife(): Life {
  let hasEnded = false
  let end!: (error: Error) => void
  const ended = new Promise<never>((_, reject) => {
    end = (error) => {
      hasEnded = true
      reject(error)
    }
  })
  ended.catch(() => {})
  return { end, hasEnded: () => hasEnded, ended }
}

export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export async function createRig(parts: RigParts): Promise<Rig> {
  const { prng, onCall = ({ run }) => run(), wrapFiles = (files) => files } = parts
  const disk = createFakeFiles()
  const store = await (parts.openStore ?? openMemoryStore)(disk.read)
  const clock = { nowMs: START_MS }
  const logged: string[] = []
  let life = createLife()
  life.end(new Ended())
  let pipeline: Pipeline | undefined
  let starts = 0
  let isPowerLost = false

  const sites = createSites(createMemoryDocuments())
  const shop = { name: 'Shop', currency: 'EUR', timeZone: 'UTC', origins: [ORIGIN], rates: {} }
  await sites.put(SITE, shop)

  function pause(mine: Life): (ms: number) => Promise<void> {
    let waits = 0
    return async (ms) => {
      if (parts.wait) return parts.wait(ms)
      if (++waits > WAITS_MAX) mine.end(new Error('the loader tries for ever'))
      await settle()
    }
  }

  async function start(): Promise<Pipeline> {
    const mine = createLife()
    life = mine
    starts++
    const mortal: OnCall = async (call) => {
      if (mine.hasEnded()) return mine.ended.catch(() => new Promise(() => {}))
      const answer = await onCall(call, rig)
      return mine.hasEnded() ? new Promise(() => {}) : answer
    }
    const wrapped = parts.wrapStore?.(store.store) ?? store.store
    const insert: Store['insert'] = async (segment) => {
      if (mine.hasEnded()) return new Promise(() => {})
      return wrapped.insert(segment)
    }
    return createPipeline({
      proofs: createProofsHere(),
      isErased: () => false,
      logFolder: parts.folder ?? FOLDER,
      clock: { now: () => clock.nowMs },
      random: { bytes: (count) => Uint8Array.from({ length: count }, () => prng.whole(0, 255)) },
      files: interpose(wrapFiles(disk), mortal),
      store: { ...wrapped, insert },
      sites,
      country: createCountry(() => 'DE'),
      metrics: createMetrics(),
      logger: { write: (what, fields) => logged.push(JSON.stringify({ what, ...fields })) },
      wait: pause(mine),
      addressPerSecond: parts.addressPerSecond ?? 1e6,
      sitePerSecond: parts.sitePerSecond ?? 1e6,
    })
  }

  const rig: Rig = {
    clock,
    disk,
    store,
    prng,
    logged,
    starts: () => starts,
    within: (work) => Promise.race([work, life.ended]),
    end: (losesPower = false) => {
      isPowerLost ||= losesPower
      life.end(new Ended())
      pipeline = undefined
    },
    up: async () => {
      if (pipeline && !life.hasEnded() && pipeline.state().log !== 'failed') return pipeline
      rig.end()
      // What the last process had given the kernel is under way no more.
      await settle()
      if (isPowerLost)
        disk.crash(prng.pick([0, 0, 1, 40, 4_000]), prng.whole(0, 3), prng.chance(0.3))
      isPowerLost = false
      const started = start()
      pipeline = await rig.within(started)
      return pipeline
    },
  }
  return rig
}
