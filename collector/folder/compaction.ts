// Rewrites the database without the remains of erased rows: once a day where there are any, and whenever it is asked for.
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Clock } from '../clock.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import { COMPACTING_SUFFIX } from '../storage/duckdb-compact.ts'
import type { Compacted } from '../storage/duckdb-compact.ts'
import type { StoreFile } from '../storage/driver.ts'
import { DatabaseBusy } from '../storage/duckdb-readers.ts'
import { checkRoom } from './disk.ts'
import { watchWriting } from './watch.ts'
import type { Tell, Wait } from './watch.ts'

const DAY_MS = 86_400_000

export interface CompactionParts {
  readonly path: string
  readonly file: Pick<StoreFile, 'compact' | 'upkeep'>
  readonly clock: Clock
  readonly wait: Wait
  readonly logger: Logger
  /** Runs `work` while no other long task of the folder does. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

export interface Compaction {
  /** Now, whether or not anything was erased. */
  readonly run: (tell?: Tell) => Promise<Compacted>
  /** Where it is due; to be called now and then. What fails is tried again the next day. */
  readonly tick: () => Promise<void>
}

export function createCompaction(parts: CompactionParts): Compaction {
  const { path, file, clock, logger } = parts
  let triedMs = -Infinity

  const run = (tell: Tell = () => {}): Promise<Compacted> =>
    parts.inTurn(async () => {
      const { size } = await stat(path)
      await checkRoom(dirname(path), size)
      const compacted = await watchWriting(file.compact(clock.now()), {
        path: path + COMPACTING_SUFFIX,
        bytes: size,
        tell,
        wait: parts.wait,
      })
      logger.write('compacted', { ...compacted })
      return compacted
    })

  async function isDue(): Promise<boolean> {
    const { erasedMs, compactedMs = -Infinity } = await file.upkeep()
    // Only what the owner erases counts, not what visitors make and lose: they must not set the disk to work.
    return erasedMs !== undefined && clock.now() - Math.max(compactedMs, triedMs) >= DAY_MS
  }

  return {
    run,
    tick: async () => {
      try {
        if (!(await isDue())) return
        triedMs = clock.now()
        await run()
      } catch (error) {
        // Nothing has failed: it is tried again as soon as it may do.
        if (error instanceof DatabaseBusy) triedMs = -Infinity
        logger.write('compact_failed', { cause: cause(error) })
      }
    },
  }
}
