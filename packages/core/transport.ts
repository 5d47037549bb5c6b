// Carries parcels to the collector: one batch at a time, patient after failures, all at once as the page goes away.
import type { Receipt, StreamEnd } from '../wire/event.ts'
import { KEEPALIVE_BYTES_MAX } from '../wire/limits.ts'
import { pack } from './batch.ts'
import type { Packed } from './batch.ts'
import { post } from './env.ts'
import type { Env } from './env.ts'
import type { Guard } from './guard.ts'
import { isFull, settle } from './parcel.ts'
import type { Held, Parcel } from './parcel.ts'
import { createPatience } from './patience.ts'

/** How long events wait for company. */
const FLUSH_MS = 1_000

export interface Transport {
  /** What is carried, the page's own first. */
  parcels: readonly Parcel[]
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
  /** Ends of earlier streams to tell along with a parcel. */
  previous: (parcel: Parcel) => StreamEnd[]
  /** The collector holds a batch durably, or has refused it. */
  settled: (packed: Packed, receipt: Partial<Receipt>) => void
}

export function createTransport({ env, guard, url, ...cargo }: TransportOptions): Transport {
  const flying = new Set<Held>()
  const patience = createPatience(env)
  let flyingBytes = 0
  let paused = false
  let timer = 0

  const flush = guard('core', (leaving?: boolean) => {
    for (const parcel of transport.parcels)
      for (;;) {
        if (paused || patience.isSpent() || (flyingBytes && !leaving)) return
        const packed = pack(parcel, flying, env.Date.now(), cargo.previous(parcel))
        const keepalive = flyingBytes + packed.bytes <= KEEPALIVE_BYTES_MAX
        if (leaving && !keepalive) return
        if (!packed.events[0] && (flyingBytes || !packed.voids[0])) break
        void carry(packed, keepalive)
      }
  })

  const schedule = guard('core', (ms: number) => {
    timer ||= env.setTimeout(() => {
      timer = 0
      paused = false
      flush()
    }, ms)
  })

  const carry = async (packed: Packed, keepalive: boolean) => {
    const { parcel, events, voids, body, bytes } = packed
    let waitMs: number
    for (const held of events) flying.add(held)
    flyingBytes += bytes
    try {
      const answer = await post(env, url, body, keepalive)
      // A captive portal answers 200 as well, but not in JSON.
      const receipt = (answer.ok ? await answer.json() : {}) as Partial<Receipt>
      waitMs = patience.after(answer)
      if (!waitMs) {
        settle(parcel, events, voids)
        if (transport.parcels.includes(parcel)) guard('core', cargo.settled)(packed, receipt)
      }
    } catch {
      waitMs = patience.after()
    }
    for (const held of events) flying.delete(held)
    flyingBytes -= bytes
    if (waitMs) {
      const early = timer
      paused = true
      timer = 0
      schedule(waitMs)
      guard('core', () => env.clearTimeout(early))()
    } else if (transport.parcels.some(isFull)) schedule(FLUSH_MS)
  }

  const transport: Transport = {
    parcels: [],
    nudge: () => schedule(FLUSH_MS),
    leave: () => flush(true),
    wake() {
      patience.renew()
      paused = false
      schedule(FLUSH_MS)
    },
  }
  return transport
}
