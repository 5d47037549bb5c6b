// Makes lines durable: appends them to files called segments, and answers only once the disk has them.
import { Fault } from '../errors.ts'
import { WAITING_BYTES } from '../limits.ts'
import type { Backlog } from './backlog.ts'
import { createDiskState, faultOf } from './disk-state.ts'
import type { LogState } from './disk-state.ts'
import { createTail } from './tail.ts'
import type { TailOptions } from './tail.ts'
import { createWaiting } from './waiting.ts'

export interface SegmentLogOptions extends TailOptions {
  readonly backlog: Backlog
  /** Told each time a flush made something durable. */
  readonly onFlush?: () => void
  /** Told as the disk becomes full, has room again, or fails. */
  readonly onState?: (state: LogState) => void
}

export interface SegmentLog {
  /**
   * Answers once the lines (each ended by a newline) are on the disk. Throws `Fault`: `log_full` while the disk has no
   * room, `log_failed` after any other error of it and ever after, `overloaded` while more waits than may.
   */
  readonly append: (lines: string) => Promise<void>
  /** Seals what is open, so that it can be loaded. */
  readonly roll: () => Promise<void>
  /** Seals what has been open for long enough; to be called now and then. */
  readonly tick: () => void
  readonly state: () => LogState
}

/**
 * Group commit: while one write and fdatasync is under way, all that arrives waits for the next. After an error
 * nothing is acknowledged any more, since a failed fdatasync may have thrown pages away and says so only once; but
 * for a full disk, which refuses before it takes: then what was half written is cut off, and all goes on with room.
 */
export function createSegmentLog(options: SegmentLogOptions): SegmentLog {
  const { clock, backlog } = options
  const encoder = new TextEncoder()
  const lines = createWaiting<Uint8Array>()
  const rolls = createWaiting<'roll'>()
  const tail = createTail(options)
  let waitingBytes = 0
  let isRunning = false
  const disk = createDiskState(clock, (state) => options.onState?.(state))

  async function flush(chunks: readonly Uint8Array[]): Promise<void> {
    waitingBytes = 0
    const bytes = await tail.append(chunks)
    disk.works()
    backlog.add(bytes)
    options.onFlush?.()
  }

  const hasWork = (): boolean =>
    // A full disk is tried without anybody asking: those who ask are kept away meanwhile.
    disk.now() === 'full' || lines.count() + rolls.count() > 0 || tail.isDue()

  async function serve(): Promise<void> {
    if (lines.count() > 0) await lines.serve(flush, faultOf)
    else if (disk.now() === 'full') await flush([])
    if (rolls.count() > 0) await rolls.serve(tail.seal, faultOf)
    else if (tail.isDue()) await tail.seal()
  }

  async function run(): Promise<void> {
    if (isRunning || !disk.mayTry()) return
    isRunning = true
    try {
      // Nothing may come between the last look for work and the flag: it would wait for ever.
      while (hasWork()) await serve()
    } catch (error) {
      const fault = disk.broke(error)
      waitingBytes = 0
      lines.refuse(fault)
      rolls.refuse(fault)
    }
    isRunning = false
  }

  return {
    append: async (text) => {
      disk.enter()
      const bytes = encoder.encode(text)
      if (backlog.isFull() || waitingBytes + bytes.byteLength > WAITING_BYTES.disk)
        throw new Fault('overloaded', { retryAfterSeconds: 5 })
      waitingBytes += bytes.byteLength
      const done = lines.wait(bytes)
      void run()
      await done
    },
    roll: async () => {
      disk.enter()
      const done = rolls.wait('roll')
      void run()
      await done
    },
    tick: () => void run(),
    state: disk.now,
  }
}
