// How the disk under the log is: open, full for now, or failed for good; and who may try it.
import type { Clock } from '../clock.ts'
import { Fault } from '../errors.ts'

/** `full`: the disk has no room; it is tried again every second. `failed`: nothing is taken until the next start. */
export type LogState = 'open' | 'full' | 'failed'

/** How often a full disk is tried again, and when those who were refused are asked to come back. */
const RETRY_MS = 1_000
const RETRY_SECONDS = 10

export interface DiskState {
  readonly now: () => LogState
  /** It has taken something. */
  readonly works: () => void
  /** It has not; answers what those who wait are told. */
  readonly broke: (error: unknown) => Fault
  readonly mayTry: () => boolean
  /** Throws what keeps newcomers out. */
  readonly enter: () => void
}

export function createDiskState(clock: Clock, onChange: (state: LogState) => void): DiskState {
  let state: LogState = 'open'
  let triedMs = 0
  const turn = (to: LogState): void => {
    if (state !== to) onChange(to)
    state = to
  }
  // A clock that is put back must not keep everybody out until the old time has come again.
  const hasWaited = (): boolean => Math.abs(clock.now() - triedMs) >= RETRY_MS
  const mayTry = (): boolean => state === 'open' || (state === 'full' && hasWaited())
  return {
    now: () => state,
    works: () => turn('open'),
    broke: (error) => {
      turn(isFull(error) ? 'full' : 'failed')
      triedMs = clock.now()
      return faultOf(error)
    },
    mayTry,
    enter: () => {
      if (state === 'failed') throw new Fault('log_failed')
      if (!mayTry()) throw new Fault('log_full', { retryAfterSeconds: RETRY_SECONDS })
    },
  }
}

/** A disk without room, or a user without any left: it has taken nothing, and there may be room later. */
function isFull(error: unknown): boolean {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  // What a failed sync has lost nobody knows.
  return (code === 'ENOSPC' || code === 'EDQUOT') && syscall !== 'fdatasync' && syscall !== 'fsync'
}

/** What an error of the disk is to those who wait for it. */
export function faultOf(error: unknown): Fault {
  return isFull(error)
    ? new Fault('log_full', { retryAfterSeconds: RETRY_SECONDS })
    : new Fault('log_failed')
}
