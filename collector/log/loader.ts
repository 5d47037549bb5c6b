// Moves sealed segments from the log into the store, in order and each exactly once.
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Store } from '../storage/driver.ts'
import type { Backlog } from './backlog.ts'
import { fenceDamage } from './fence.ts'
import type { Files } from './files.ts'
import type { SealedSegment } from './recover.ts'

const PAUSE_MIN_MS = 100
const PAUSE_MAX_MS = 30_000

export interface LoaderOptions {
  /** Where the segments lie. */
  readonly folder: string
  readonly files: Files
  readonly store: Store
  readonly backlog: Backlog
  readonly logger: Logger
  /** Waits, or less long once `signal` is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** Told where each segment lies that had to be put aside; of one whose fencing a crash cut short, once more. */
  readonly onDamaged: (path: string) => void
}

export interface Loader {
  readonly add: (segment: SealedSegment) => void
  /** Answers when everything added so far is in the store. */
  readonly drained: () => Promise<void>
  /** Tries once more to load what is left, then gives up: the next start loads it. */
  readonly stop: () => Promise<void>
  readonly isFailing: () => boolean
}

/** The segment's name is committed with its rows: a crash before the file is removed makes the next load a no-op. */
export function createLoader(options: LoaderOptions): Loader {
  const { files, store, backlog, logger } = options
  const queue: SealedSegment[] = []
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  let isFailing = false

  /** How far the first of the queue has come: no step is made again, however often the next has to be tried. */
  let come: 'nowhere' | 'checked' | 'stored' = 'nowhere'

  async function mend(segment: SealedSegment): Promise<void> {
    const fenced = await fenceDamage(files, options.folder, segment)
    if (!fenced) return
    options.onDamaged(fenced.path)
    logger.write('segment_damaged', {
      segment: segment.name,
      bytes: fenced.damagedBytes,
      kept: fenced.path,
    })
  }

  async function load(segment: SealedSegment): Promise<void> {
    if (come === 'nowhere' && segment.isSummed) await mend(segment)
    if (come !== 'stored') {
      come = 'checked'
      await store.insert(segment)
    }
    come = 'stored'
    await remove(segment.path)
    come = 'nowhere'
    backlog.remove(segment.bytes)
  }

  /** A disk may remove a file and answer with an error: the next try must not wait for it to come back. */
  async function remove(path: string): Promise<void> {
    try {
      await files.unlink(path)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error
    }
  }

  async function loadAll(): Promise<void> {
    let pauseMs = PAUSE_MIN_MS
    for (let next = queue[0]; next; next = queue[0]) {
      const isLastTry = stopping.signal.aborted
      try {
        await load(next)
        queue.shift()
        isFailing = false
        pauseMs = PAUSE_MIN_MS
      } catch (error) {
        isFailing = true
        logger.write('load_failed', { segment: next.name, cause: cause(error) })
        if (isLastTry) break
        await options.wait(pauseMs, stopping.signal)
        pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS)
      }
    }
    running = undefined
  }

  /** Only with something in the queue: `loadAll` must not end before it is assigned. */
  const start = (): Promise<void> => (running ??= loadAll())

  return {
    add: (segment) => {
      queue.push(segment)
      void start()
    },
    drained: async () => {
      while (queue.length > 0 && !stopping.signal.aborted) await start()
    },
    stop: async () => {
      stopping.abort()
      if (queue.length > 0) await start()
    },
    isFailing: () => isFailing,
  }
}
