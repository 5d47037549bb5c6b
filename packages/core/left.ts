// What one page leaves to the next, written at once: how far each stream came, and at a page's end its events too.
import { readJot, writeJot } from './env.ts'
import type { Env } from './env.ts'
import type { Parcel } from './parcel.ts'

export const LEFT_KEY = 'tm_left'
/** Streams that are remembered: more than a browser has open, or leaves behind offline. */
const STREAMS_MAX = 16

/** A stream's end, with the events that its page could not confirm where it had time to say so. */
export type Left = Pick<Parcel, 'emitted'> &
  Partial<Parcel> & {
    /** The first seq that there was no room for. */
    cutAt?: number
  }

/** All streams that no later page has settled yet, by their id. */
export function readLeft(env: Env): Record<string, Left> {
  return JSON.parse(readJot(env, LEFT_KEY) ?? '{}') as Record<string, Left>
}

/** Notes one stream's state, or that it is settled. */
export function writeLeft(env: Env, stream: string, left?: Left): void {
  const { [stream]: _, ...others } = readLeft(env)
  const all = Object.entries(left ? { ...others, [stream]: left } : others)
  writeJot(env, LEFT_KEY, JSON.stringify(Object.fromEntries(all.slice(-STREAMS_MAX))))
}
