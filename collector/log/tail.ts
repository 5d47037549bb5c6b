// The end of the log: the segment that is being written, mended where the disk had no room, and sealed in its time.
import type { SealedSegment } from './recover.ts'
import { openSegmentFile } from './segment-file.ts'
import type { SegmentFile, SegmentFileParts } from './segment-file.ts'

const ROLL_BYTES = 4 * 1024 * 1024
const ROLL_MS = 500

export interface TailOptions extends SegmentFileParts {
  /** Number of the first segment; later than all that `recover` found. */
  readonly firstNumber: number
  readonly onSealed: (segment: SealedSegment) => void
}

/** Each call may fail as the disk does, and be made again. */
export interface Tail {
  /** Answers once the disk has the chunks: how many bytes it took for them. */
  readonly append: (chunks: readonly Uint8Array[]) => Promise<number>
  /** Seals what is open, if anything is. */
  readonly seal: () => Promise<void>
  /** Whether what is open is large or old enough to be sealed. */
  readonly isDue: () => boolean
}

export function createTail(options: TailOptions): Tail {
  const { clock } = options
  let number = options.firstNumber
  let open: SegmentFile | undefined
  /** A write has failed: what it has left must go before anything else is written. */
  let isTorn = false
  /** It has begun to be sealed: nothing more can be written to it. */
  let isSealing = false

  async function mend(): Promise<void> {
    if (isTorn) await open?.mend()
    isTorn = false
  }

  async function seal(): Promise<void> {
    if (!open) return
    if (!isSealing) await mend()
    isSealing = true
    const sealed = await open.seal()
    open = undefined
    isSealing = false
    options.onSealed(sealed)
  }

  return {
    seal,
    append: async (chunks) => {
      if (isSealing) await seal()
      open ??= await openSegmentFile(options, number++)
      await mend()
      isTorn = true
      const bytes = await open.append(chunks)
      isTorn = false
      return bytes
    },
    isDue: () =>
      open !== undefined &&
      // A clock that is put back must not keep it open until the old time has come again.
      (open.bytes() >= ROLL_BYTES || Math.abs(clock.now() - open.openedMs) >= ROLL_MS),
  }
}
