// One stream's events from their number to their receipt: in order, each sent or voided.
import type { Batch, Void, VoidReason, WireEvent } from '../wire/event.ts'
import type { Purpose } from '../wire/purpose.ts'

/** What all batches of a stream say of it. */
export type Head = Omit<Batch, 'sentMs' | 'emitted' | 'voids' | 'previous' | 'events'>

/** An event that has its number, and what it was allowed for. */
export interface Held {
  readonly purpose: Purpose
  readonly event: WireEvent
}

/** What the collector has not confirmed of a stream. */
export interface Parcel {
  head: Head
  emitted: number
  voids: readonly Void[]
  events: readonly Held[]
  /** When its page last cared for it. */
  aliveMs: number
}

/** Whether there is something to send. */
export function isFull({ events, voids }: Parcel): boolean {
  return !!(events[0] || voids[0])
}

const encoder = new TextEncoder()

/** Bytes of `text` in UTF-8. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length
}

/** Those of `events`, from the first on, that fit into `bytes` together. */
export function fit(events: readonly Held[], bytes: number): Held[] {
  return events.filter((held) => (bytes -= bytesOf(JSON.stringify(held))) > 0)
}

/** Takes `gone`, neighbours in the stream, off the parcel, and says why. */
export function giveUp(parcel: Parcel, gone: readonly Held[], reason: VoidReason): void {
  if (!gone[0]) return
  const range = { from: gone[0].event.seq, to: gone.at(-1)!.event.seq, reason }
  parcel.voids = [...parcel.voids, range]
  settle(parcel, gone)
}

/** Takes off the parcel what the collector has confirmed. */
export function settle(parcel: Parcel, done: readonly Held[], told: readonly Void[] = []): void {
  parcel.events = parcel.events.filter((held) => !done.includes(held))
  parcel.voids = parcel.voids.filter((range) => !told.includes(range))
}
