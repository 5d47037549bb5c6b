// Says when the collector has no time for more events: before they are read, since that is what takes the time.
import { ADMISSION } from '../limits.ts'

export interface Admission {
  /** Undefined where there is no time; else to be called once the request is done. */
  readonly enter: () => (() => void) | undefined
  /** To be called every `ADMISSION.tickMs`: how late it is called says how late everything is. */
  readonly tick: (nowMs: number) => void
  readonly state: () => { readonly requests: number; readonly delayMs: number }
}

/** How much a new measurement counts: a single long task is not yet an overload. */
const WEIGHT = 0.3

export function createAdmission(): Admission {
  let requests = 0
  let delayMs = 0
  let lastMs: number | undefined
  // The later the loop, the fewer at once; but never none, or all its time would go into refusing.
  const limit = (): number =>
    delayMs <= ADMISSION.delayMs
      ? ADMISSION.requests
      : Math.max(ADMISSION.requestsMin, (ADMISSION.requests * ADMISSION.delayMs) / delayMs)
  const leave = (): void => {
    requests--
  }
  return {
    enter: () => {
      if (requests >= limit()) return undefined
      requests++
      return leave
    },
    tick: (nowMs) => {
      const late = lastMs === undefined ? 0 : Math.max(0, nowMs - lastMs - ADMISSION.tickMs)
      lastMs = nowMs
      delayMs += WEIGHT * (late - delayMs)
    },
    state: () => ({ requests, delayMs }),
  }
}
