// The page's stream and those that gone pages left: numbers events, and settles what is confirmed.
import type { WireEvent } from '../wire/event.ts'
import { EVENTS_BYTES_MAX, QUEUE_EVENTS_MAX } from '../wire/limits.ts'
import type { Purpose } from '../wire/purpose.ts'
import { randomId } from './env.ts'
import type { Env } from './env.ts'
import type { Guard } from './guard.ts'
import { createKeeper } from './keeper.ts'
import { readLeft, writeLeft } from './left.ts'
import { fit, giveUp, isFull } from './parcel.ts'
import type { Head, Parcel } from './parcel.ts'
import { createTransport } from './transport.ts'

export interface Queue {
  /** The stream of this page, begun at the first need. */
  stream(): string
  /** Numbers an event and sends it soon; returns its seq. */
  hold(purpose: Purpose, event: Omit<WireEvent, 'seq'>): number
  /** The grants have changed: what is no longer granted is voided, what follows goes under the new head. */
  restrict(isGranted: (purpose: Purpose) => boolean): void
  /** Sends all that fits, now. */
  leave(): void
  /** Leaves what is not confirmed to the next page. */
  spill(): void
  /** Another stream from here on, as if this were another page. */
  renew(): void
  /** Everything was withdrawn: forgets all, on the page and on the device, and tells how the stream ended. */
  close(): object
  /** The network is back. */
  wake(): void
}

export interface QueueOptions {
  env: Env
  guard: Guard
  url: string
  /** What batches of a stream say of it. */
  head: (stream: string) => Head
  /** Whether anything may be kept on the device. */
  mayKeep: () => boolean
}

export function createQueue({ env, guard, url, head, mayKeep }: QueueOptions): Queue {
  let own: Parcel | undefined
  const keeper = createKeeper(env, guard, () => (mayKeep() ? transport.parcels : []))

  const transport = createTransport({
    env,
    guard,
    url,
    previous: (parcel) =>
      parcel === own && mayKeep()
        ? Object.entries(readLeft(env))
            .filter(([stream]) => stream !== parcel.head.stream)
            .map(([stream, { emitted }]) => ({ stream, emitted }))
        : [],
    settled({ parcel, told }, { incomplete = [] }) {
      if (parcel === own)
        void keeper.adopt(told, incomplete).then((adopted) => {
          transport.parcels = [...transport.parcels, ...adopted]
          transport.nudge()
        })
      else if (!isFull(parcel)) keeper.close(parcel)
      // What was kept of it stays until somebody writes again: an answer of IndexedDB to a page that has just
      // entered the back/forward cache would evict it, and the next page is told that nothing is missing.
    },
  })

  const begin = () => {
    if (!own) {
      own = { head: head(randomId(env)), emitted: 0, voids: [], events: [], aliveMs: 0 }
      transport.parcels = [own]
    }
    return own
  }

  const renew = () => {
    own = undefined
    transport.parcels = []
    transport.wake()
  }

  return {
    renew,
    leave: transport.leave,
    wake: transport.wake,
    spill: () => keeper.spill(mayKeep() ? transport.parcels : []),
    stream: () => begin().head.stream,
    hold(purpose, event) {
      const parcel = begin()
      const seq = ++parcel.emitted
      const held = { purpose, event: { seq, ...event } }
      parcel.events = [...parcel.events, held]
      giveUp(parcel, parcel.events.slice(0, -QUEUE_EVENTS_MAX), 'overflow')
      if (!fit([held], EVENTS_BYTES_MAX)[0]) giveUp(parcel, [held], 'overflow')
      if (mayKeep()) writeLeft(env, parcel.head.stream, { emitted: seq })
      keeper.save()
      transport.nudge()
      return seq
    },
    restrict(isGranted) {
      for (const parcel of transport.parcels)
        for (const held of parcel.events)
          if (!isGranted(held.purpose)) giveUp(parcel, [held], 'withdrawn')
      if (own) own.head = head(own.head.stream)
      keeper.save()
    },
    close() {
      if (own) giveUp(own, own.events, 'withdrawn')
      const closing = own && { stream: own.head.stream, emitted: own.emitted, voids: own.voids }
      renew()
      keeper.forget()
      return closing ?? {}
    },
  }
}
