// How long to wait after a failure, and when to stop asking.
import type { Env } from './env.ts'

const FIRST_MS = 1_000
const RETRY_MS_MAX = 60_000
/** A collector that asks for more patience than this is not believed. */
const RETRY_AFTER_S_MAX = 3_600
/** After so many requests without an answer (a blocker, no network) the page stays silent. */
const FAILURES_MAX = 3

export interface Patience {
  /** Whether it is time to give up until the next page. */
  isSpent(): boolean
  /** Reads an answer, or its absence; returns how long to wait before the same may be tried again, 0: it is settled. */
  after(answer?: Response): number
  /** Forgets all failures. */
  renew(): void
}

/** Exponential back-off with jitter, `Retry-After`, and silence after three failures in a row. */
export function createPatience(env: Env): Patience {
  let failures = 0
  let tries = 0
  const backOff = () =>
    Math.min(RETRY_MS_MAX, FIRST_MS * 2 ** ++tries) * (0.5 + env.Math.random() / 2)
  return {
    isSpent: () => failures >= FAILURES_MAX,
    after(answer) {
      if (answer && (answer.status > 499 || answer.status === 429)) {
        const askedS = Number(answer.headers.get('retry-after'))
        return Math.min(askedS, RETRY_AFTER_S_MAX) * 1000 || backOff()
      }
      // What is refused once is refused always, and a page that is refused thrice stays silent too.
      failures = answer?.ok ? 0 : failures + 1
      if (!answer) return backOff()
      tries = 0
      return 0
    },
    renew() {
      failures = tries = 0
    },
  }
}
