// One stream's events from their number to their receipt: in order, each sent or voided.
import type { Batch, Void, VoidReason, WireEvent } from '../wire/event.ts'
import type { Purpose } from '../wire/purpose.ts'

/** What all batches of a stream say of it. */
export type Head = Omit<
  Batch,
  'sentMs' | 'emitted' | 'voids' | 'previous' | 'events' | 'notice'
> & {
  notice: string | undefined
}

/** An event that has its number, what it was allowed for, and about how many bytes it takes. */
export interface Held {
  readonly purpose: Purpose
  readonly event: WireEvent
  readonly bytes: number
}

/** What the collector has not confirmed of a stream. */
export interface Parcel {
  head: Head
  emitted: number
  voids: readonly Void[]
  events: readonly Held[]
}

/** Whether there is something to send. */
export function isFull({ events, voids }: Parcel): boolean {
  return !!(events[0] || voids[0])
}

/** Bytes of `text` in UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Those of `events`, from the first on, that fit into `bytes` together. */
export function fit(events: readonly Held[], bytes: number): Held[] {
  return events.filter((held) => (bytes -= held.bytes) > 0)
}

/** Takes `gone`, neighbours in the stream, off the parcel, and says why. */
export function giveUp(parcel: Parcel, gone: readonly Held[], reason: VoidReason): void {
  if (!gone[0]) return
  const range = { from: gone[0].event.seq, to: gone.at(-1)!.event.seq, reason }
  settle(parcel, gone)
  parcel.voids = [...parcel.voids, range]
}

/** Takes off the parcel what the collector has confirmed. */
export function settle(parcel: Parcel, done: readonly Held[], told: readonly Void[] = []): void {
  parcel.events = parcel.events.filter((held) => !done.includes(held))
  parcel.voids = parcel.voids.filter((range) => !told.includes(range))
}
