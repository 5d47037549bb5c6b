// Makes lines durable: appends them to files called segments, and answers only once the disk has them.
import { Fault } from '../errors.ts'
import type { Backlog } from './backlog.ts'
import type { SealedSegment } from './recover.ts'
import { openSegmentFile } from './segment-file.ts'
import type { SegmentFile, SegmentFileParts } from './segment-file.ts'
import { createWaiting } from './waiting.ts'

const ROLL_BYTES = 4 * 1024 * 1024
const ROLL_MS = 500
const WAITING_BYTES_MAX = 32 * 1024 * 1024

export interface SegmentLogOptions extends SegmentFileParts {
  readonly backlog: Backlog
  /** Number of the first segment; later than all that `recover` found. */
  readonly firstNumber: number
  readonly onSealed: (segment: SealedSegment) => void
  /** Told each time a flush made something durable. */
  readonly onFlush?: () => void
}

export interface SegmentLog {
  /**
   * Answers once the lines (each ended by a newline) are on the disk. Throws `Fault`: `log_failed` after the
   * first error of the disk and ever after, `overloaded` while more waits than may.
   */
  readonly append: (lines: string) => Promise<void>
  /** Seals what is open, so that it can be loaded. */
  readonly roll: () => Promise<void>
  /** Seals what has been open for long enough; to be called now and then. */
  readonly tick: () => void
  readonly hasFailed: () => boolean
}

/**
 * Group commit: while one write and fdatasync is under way, all that arrives waits for the next. After an error
 * nothing is acknowledged any more, since a failed fdatasync may have thrown pages away and says so only once.
 */
export function createSegmentLog(options: SegmentLogOptions): SegmentLog {
  const { clock, backlog } = options
  const encoder = new TextEncoder()
  const lines = createWaiting<Uint8Array>()
  const rolls = createWaiting<'roll'>()
  let waitingBytes = 0
  let number = options.firstNumber
  let open: SegmentFile | undefined
  let isRunning = false
  let hasFailed = false

  const isDue = (segment: SegmentFile): boolean =>
    segment.bytes() >= ROLL_BYTES || clock.now() - segment.openedMs >= ROLL_MS

  async function flush(chunks: readonly Uint8Array[]): Promise<void> {
    const groupBytes = waitingBytes
    waitingBytes = 0
    open ??= await openSegmentFile(options, number++)
    await open.append(chunks)
    backlog.add(groupBytes)
    options.onFlush?.()
  }

  async function seal(): Promise<void> {
    if (!open) return
    const sealed = await open.seal()
    open = undefined
    options.onSealed(sealed)
  }

  const hasWork = (): boolean =>
    lines.count() + rolls.count() > 0 || (open !== undefined && isDue(open))

  async function serve(): Promise<void> {
    if (lines.count() > 0) await lines.serve(flush)
    if (rolls.count() > 0) await rolls.serve(seal)
    else if (open && isDue(open)) await seal()
  }

  async function run(): Promise<void> {
    if (isRunning || hasFailed) return
    isRunning = true
    try {
      // Nothing may come between the last look for work and the flag: it would wait for ever.
      while (hasWork()) await serve()
      isRunning = false
    } catch (error) {
      hasFailed = true
      const failAgain = (): Promise<never> => Promise.reject(error)
      await Promise.allSettled([lines.serve(failAgain), rolls.serve(failAgain)])
    }
  }

  return {
    append: async (text) => {
      if (hasFailed) throw new Fault('log_failed')
      const bytes = encoder.encode(text)
      if (backlog.isFull() || waitingBytes + bytes.byteLength > WAITING_BYTES_MAX)
        throw new Fault('overloaded', { retryAfterSeconds: 5 })
      waitingBytes += bytes.byteLength
      const done = lines.wait(bytes)
      void run()
      await done
    },
    roll: async () => {
      if (hasFailed) throw new Fault('log_failed')
      const done = rolls.wait('roll')
      void run()
      await done
    },
    tick: () => void run(),
    hasFailed: () => hasFailed,
  }
}
