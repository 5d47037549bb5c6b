// Carries batches to the collector: one at a time, patient after failures, all at once as the page goes away.
import type { Receipt } from '../wire/event.ts'
import { KEEPALIVE_BYTES_MAX } from '../wire/limits.ts'
import type { Packed } from './batch.ts'
import { post } from './env.ts'
import type { Env } from './env.ts'
import type { Guard } from './guard.ts'
import { bytesOf } from './parcel.ts'
import type { Held } from './parcel.ts'

/** How long events wait for company. */
const FLUSH_MS = 1_000
const RETRY_MS_MAX = 60_000
/** A collector that asks for more patience than this is not believed. */
const RETRY_AFTER_S_MAX = 3_600
/** After so many requests without an answer (a blocker, no network) the page stays silent. */
const FAILURES_MAX = 3

export interface Transport {
  /** Sends soon. */
  nudge(): void
  /** Sends all that fits at once: the page is hidden or left. */
  leave(): void
  /** Forgets failures: the network is back, or this is as good as another page. */
  wake(): void
}

export interface TransportOptions {
  env: Env
  guard: Guard
  url: string
  /** The next batch of what is not `flying`, if there is one. */
  next: (flying: ReadonlySet<Held>) => Packed | undefined
  /** The collector holds a batch durably, or has refused it for good. */
  settled: (packed: Packed, receipt: Partial<Receipt>) => void
}

export function createTransport({ env, guard, url, next, settled }: TransportOptions): Transport {
  const flying = new Set<Held>()
  let flyingBytes = 0
  /** Requests without an answer, and answers that asked to try again, in a row. */
  let failures = 0
  let tries = 0
  let timer = 0
  let rests = false

  const flush = guard('core', (leaving?: boolean) => {
    while (!rests && failures < FAILURES_MAX && (leaving || !flyingBytes)) {
      const packed = next(flying)
      const bytes = packed && bytesOf(packed.body)
      if (!bytes || flyingBytes + bytes > KEEPALIVE_BYTES_MAX) break
      void carry(packed, bytes)
    }
  })

  /** Sends after `ms` at the latest; where `rest` is given, then and not before, or at once if the page is left. */
  const schedule = guard('core', (ms: number, rest?: boolean) => {
    if (rest !== undefined) {
      env.clearTimeout(timer)
      timer = 0
      rests = rest
    }
    timer ||= env.setTimeout(() => {
      timer = 0
      rests = false
      flush()
    }, ms)
  })

  const carry = async (packed: Packed, bytes: number) => {
    let waitMs = 0
    const backOff = () =>
      Math.min(RETRY_MS_MAX, 1_000 * 2 ** ++tries) * (0.5 + env.Math.random() / 2)
    for (const held of packed.events) flying.add(held)
    flyingBytes += bytes
    try {
      const answer = await post(env, url, packed.body)
      const { ok, status, headers } = answer
      if (status > 499 || status === 429)
        waitMs =
          Math.min(Number(headers.get('retry-after')), RETRY_AFTER_S_MAX) * 1_000 || backOff()
      else {
        // A captive portal answers 200 as well, but not in JSON.
        settled(packed, ok ? ((await answer.json()) as Receipt) : {})
        // What is refused once is refused always, and a page that is refused thrice stays silent too.
        failures = ok ? 0 : failures + 1
        tries = 0
      }
    } catch {
      failures++
      waitMs = backOff()
    }
    for (const held of packed.events) flying.delete(held)
    flyingBytes -= bytes
    schedule(waitMs || FLUSH_MS, !!waitMs || undefined)
  }

  return {
    nudge: () => schedule(FLUSH_MS),
    leave: () => flush(true),
    wake() {
      failures = tries = 0
      schedule(FLUSH_MS, false)
    },
  }
}
