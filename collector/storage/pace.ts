// Lets whoever asks rest in proportion to how late everything else came meanwhile: events go before reports.
import { setTimeout as delay } from 'node:timers/promises'

/** What takes no longer holds nobody up. */
const SHORT_MS = 20
/** With everything so late on average, a question is followed by a rest as long as the rest of it took. */
const LATE_MS = 10
/** Reports stay possible, however late everything is: at most so many times as long, and never longer than that. */
const REST_TIMES_MAX = 4
const REST_MS_MAX = 10_000
const LOOK_MS = 20

/** How long to rest after `tookMs`, during which everything else came `lateMs` too late on average. */
export function restMs(tookMs: number, lateMs: number): number {
  const longMs = Math.max(0, tookMs - SHORT_MS)
  return Math.min(REST_MS_MAX, longMs * Math.min(REST_TIMES_MAX, Math.max(0, lateMs) / LATE_MS))
}

export interface Pace {
  /** Called as a question begins; what it answers, as it ends: it resolves once another may begin. */
  readonly begin: () => () => Promise<void>
  /** Also how late this says that everything else comes. */
  readonly giveWayTo: (lateMs: () => number) => void
  /** Ends every rest: nothing more is asked. */
  readonly stop: () => void
}

export function createPace(): Pace {
  const stopping = new AbortController()
  let toldMs = (): number => 0

  /** Looks every now and then how late it comes itself, and what is told; answers the mean. */
  function watch(): () => number {
    let sum = 0
    let looks = 0
    let lastMs = performance.now()
    const look = (): void => {
      const nowMs = performance.now()
      sum += Math.max(nowMs - lastMs - LOOK_MS, toldMs())
      looks++
      lastMs = nowMs
    }
    const timer = setInterval(look, LOOK_MS)
    return () => {
      clearInterval(timer)
      look()
      return sum / looks
    }
  }

  return {
    begin: () => {
      const startedMs = performance.now()
      const lateMs = watch()
      return async () => {
        const ms = restMs(performance.now() - startedMs, lateMs())
        // A timer would wait for longer than what is due.
        if (ms < 1 || stopping.signal.aborted) return
        await delay(ms, undefined, { signal: stopping.signal }).catch(() => {})
      }
    },
    giveWayTo: (lateMs) => {
      toldMs = lateMs
    },
    stop: () => stopping.abort(),
  }
}
