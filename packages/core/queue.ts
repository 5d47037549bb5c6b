// The page's stream and those that gone pages left: numbers events, and settles what is confirmed.
import type { WireEvent } from '../wire/event.ts'
import { EVENTS_BYTES_MAX, QUEUE_EVENTS_MAX } from '../wire/limits.ts'
import type { Purpose } from '../wire/purpose.ts'
import { pack } from './batch.ts'
import { randomId, writeJot } from './env.ts'
import type { Env } from './env.ts'
import type { Guard } from './guard.ts'
import { adopt, endsLeft, forgetLeft } from './left.ts'
import { bytesOf, giveUp, settle } from './parcel.ts'
import type { Head } from './parcel.ts'
import { VISITOR_KEY } from './session.ts'
import { createStock } from './stock.ts'
import { createTransport } from './transport.ts'

/** What an event takes beside its own JSON where it is kept. */
const WRAPPING_BYTES = 64

export interface Queue {
  /** The stream of this page, begun at the first need. */
  stream(): string
  /** Numbers an event and sends it soon; returns its seq. */
  hold(purpose: Purpose, event: Omit<WireEvent, 'seq'>): number
  /** The grants have changed: what is no longer granted is voided, what follows goes under the new head. */
  restrict(isGranted: (purpose: Purpose) => boolean): void
  /** Sends all that fits, now. */
  leave(): void
  /** Leaves what is not confirmed to the next page; what follows, follows in another stream. */
  end(): void
  /** Everything was withdrawn: forgets all, on the page and on the device, and tells how the stream ended. */
  close(): object
  /** The network is back, or the page is. */
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
  const stock = createStock(env, guard, mayKeep)

  const transport = createTransport({
    env,
    guard,
    url,
    next(flying) {
      for (const parcel of stock.parcels) {
        const told = parcel === stock.own && mayKeep() ? endsLeft(env, parcel.head.stream) : []
        const packed = pack(parcel, flying, env.Date.now(), told)
        if (packed) return packed
      }
    },
    settled({ parcel, events, voids, told }, { incomplete = [], erased }) {
      if (erased) {
        // What follows is of another visitor, in another stream.
        writeJot(env, VISITOR_KEY)
        drop()
      }
      settle(parcel, events, voids)
      // Of a page that has ended, the next one cares for what is left.
      if (!stock.parcels.includes(parcel)) return
      stock.parcels.push(...adopt(env, told, incomplete))
      stock.save()
    },
  })

  const drop = () => {
    stock.drop()
    forgetLeft(env)
  }

  const begin = () => {
    if (!stock.own) {
      stock.own = { head: head(randomId(env)), emitted: 0, voids: [], events: [] }
      stock.parcels = [stock.own]
    }
    return stock.own
  }

  return {
    leave: transport.leave,
    wake: transport.wake,
    end: stock.end,
    stream: () => begin().head.stream,
    hold(purpose, event) {
      const parcel = begin()
      const seq = ++parcel.emitted
      const bytes = WRAPPING_BYTES + bytesOf(JSON.stringify(event))
      const held = { purpose, event: { seq, ...event }, bytes }
      parcel.events = [...parcel.events, held]
      giveUp(parcel, parcel.events.slice(0, -QUEUE_EVENTS_MAX), 'overflow')
      if (bytes > EVENTS_BYTES_MAX) giveUp(parcel, [held], 'overflow')
      stock.save()
      transport.nudge()
      return seq
    },
    restrict(isGranted) {
      for (const parcel of stock.parcels)
        for (const held of parcel.events)
          if (!isGranted(held.purpose)) giveUp(parcel, [held], 'withdrawn')
      if (stock.own) stock.own.head = head(stock.own.head.stream)
      stock.save()
    },
    close() {
      const { own } = stock
      if (own) giveUp(own, own.events, 'withdrawn')
      drop()
      return own ? { stream: own.head.stream, emitted: own.emitted, voids: own.voids } : {}
    },
  }
}
