// Says when the collector has no time for more events: before they are read, since that is what takes the time.
import { ADMISSION } from '../limits.ts'

export interface Admission {
  /** Whether a request may be read: its body need not have come yet, and may never come. */
  readonly hasRoom: () => boolean
  /** Once the body is there. Undefined where there is no time; else to be called once the request is done. */
  readonly enter: () => (() => void) | undefined
  /**
   * Answers when who was not taken is to be told so: not at once, or those who try again at once would make refusing
   * the main work; but soon, and without waiting where too many wait already.
   */
  readonly turnAway: () => Promise<void>
  /** To be called every `ADMISSION.tickMs`: how late it is called says how late everything is. */
  readonly tick: (nowMs: number) => void
  readonly state: () => {
    readonly requests: number
    readonly delayMs: number
    readonly refused: number
  }
}

/** How much a new measurement counts: a single long task is not yet an overload. */
const WEIGHT = 0.3

export function createAdmission(): Admission {
  let requests = 0
  let delayMs = 0
  let lastMs: number | undefined
  /** Those who are to be refused, the longest waiting first, with the tick before they came. */
  let refused: { readonly sinceMs: number; readonly tell: () => void }[] = []

  // The later the loop, the fewer at once; but never none, or all its time would go into refusing.
  const limit = (): number =>
    delayMs <= ADMISSION.delayMs
      ? ADMISSION.requests
      : Math.max(ADMISSION.requestsMin, (ADMISSION.requests * ADMISSION.delayMs) / delayMs)
  const hasRoom = (): boolean => requests < limit()
  const leave = (): void => {
    requests--
  }

  function refuse(nowMs: number): void {
    const until = nowMs - ADMISSION.refuseMs
    const later = refused.findIndex(({ sinceMs }) => sinceMs > until)
    const due = later < 0 ? refused : refused.slice(0, later)
    refused = later < 0 ? [] : refused.slice(later)
    for (const { tell } of due) tell()
  }

  return {
    hasRoom,
    enter: () => {
      if (!hasRoom()) return undefined
      requests++
      return leave
    },
    turnAway: async () => {
      if (refused.length >= ADMISSION.refusedAtOnce) return
      await new Promise<void>((tell) => refused.push({ sinceMs: lastMs ?? 0, tell }))
    },
    tick: (nowMs) => {
      const late = lastMs === undefined ? 0 : Math.max(0, nowMs - lastMs - ADMISSION.tickMs)
      lastMs = nowMs
      delayMs += WEIGHT * (late - delayMs)
      refuse(nowMs)
    },
    state: () => ({ requests, delayMs, refused: refused.length }),
  }
}
