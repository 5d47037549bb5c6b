// Lets whoever asks rest in proportion to how late everything else came meanwhile: events go before reports.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'

/** With everything so late on average, a question is followed by a rest as long as it took. */
const LATE_MS = 10
/** Reports stay possible, however late everything is: at most so many times as long, and never longer than that. */
const REST_TIMES_MAX = 4
const REST_MS_MAX = 10_000
const RESOLUTION_MS = 10

/** How long to rest after `tookMs`, during which everything else came `lateMs` too late on average. */
export function restMs(tookMs: number, lateMs: number): number {
  return Math.min(REST_MS_MAX, tookMs * Math.min(REST_TIMES_MAX, Math.max(0, lateMs) / LATE_MS))
}

export interface Pace {
  /** Called as a question begins; what it answers, as it ends: it resolves once another may begin. */
  readonly begin: () => () => Promise<void>
  /** Ends every rest: nothing more is asked. */
  readonly stop: () => void
}

export function createPace(): Pace {
  const stopping = new AbortController()
  return {
    begin: () => {
      const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
      const startedMs = performance.now()
      histogram.enable()
      return async () => {
        histogram.disable()
        const lateMs = histogram.count === 0 ? 0 : histogram.mean / 1e6 - RESOLUTION_MS
        const ms = restMs(performance.now() - startedMs, lateMs)
        // A timer would wait for longer than what is due.
        if (ms < 1 || stopping.signal.aborted) return
        await delay(ms, undefined, { signal: stopping.signal }).catch(() => {})
      }
    },
    stop: () => stopping.abort(),
  }
}
