// What one page leaves to the next, on the device at once: how far each stream came, and what is not confirmed of it.
import type { StreamEnd, Void } from '../wire/event.ts'
import { LEFT_BYTES_MAX, PREVIOUS_MAX } from '../wire/limits.ts'
import { jotKeys, readJot, writeJot } from './env.ts'
import type { Env } from './env.ts'
import { fit, isFull } from './parcel.ts'
import type { Parcel } from './parcel.ts'

/** One key for each stream, so that tabs do not overwrite each other's. */
const KEY = 'tm_left.'
/** A page that has not touched its parcel for so long is gone, and another may take it over. */
const LEASE_MS = 120_000
/** What the small keys beside the parcels take, and all but the events of a parcel. */
const OTHERS_BYTES = 4_000

/** A parcel as it is kept. */
type Left = Parcel & {
  /** When a page last cared for it; 0: it is gone and said so. */
  aliveMs: number
}

const read = (env: Env, stream: string) => readJot<Left>(env, KEY + stream)

/** The ends of the streams that earlier pages and other tabs have left. */
export function endsLeft(env: Env, own: string): StreamEnd[] {
  return jotKeys(env, KEY).flatMap((key) => {
    const stream = key.slice(KEY.length)
    const { emitted } = read(env, stream) ?? {}
    return emitted && stream !== own ? [{ stream, emitted }] : []
  })
}

/** Keeps a parcel; what there is no room for is told as void, should its page have no more to say. */
export function leave(env: Env, parcel: Parcel, aliveMs: number): void {
  const own = KEY + parcel.head.stream
  const others = jotKeys(env, KEY).filter((key) => key !== own)
  const taken = others.map((key) => env.localStorage[key] as string).join().length
  const events = fit(parcel.events, LEFT_BYTES_MAX - OTHERS_BYTES - taken)
  const from = parcel.events[events.length]?.event.seq
  const cut: Void[] = from ? [{ from, to: parcel.emitted, reason: 'overflow' }] : []
  if (others.length < PREVIOUS_MAX)
    writeJot(env, own, { ...parcel, events, voids: [...parcel.voids, ...cut], aliveMs })
}

/** Whether a stream's own page, thought to be gone, has gone on since: then it is the one to say what is left. */
export function isOutrun(env: Env, { head, emitted }: Parcel): boolean {
  return (read(env, head.stream)?.emitted ?? 0) > emitted
}

/** Removes a stream's parcel; all of them where none is named. */
export function forgetLeft(env: Env, stream = ''): void {
  for (const key of jotKeys(env, KEY + stream)) writeJot(env, key)
}

/** Takes over what the collector lacks of the streams it was told of, and forgets what needs no more care. */
export function adopt(
  env: Env,
  told: readonly StreamEnd[],
  incomplete: readonly StreamEnd[],
): Parcel[] {
  const nowMs = env.Date.now()
  return told.flatMap(({ stream, emitted }) => {
    const left = read(env, stream)
    // Its page goes on, or another was quicker.
    if (left?.emitted !== emitted || left.aliveMs > nowMs - LEASE_MS) return []
    const whole = incomplete.find((end) => end.stream === stream)
    const parcel: Parcel = {
      ...left,
      events: left.events.filter(({ event }) => whole && event.seq > whole.emitted),
      voids: whole ? left.voids : [],
    }
    if (isFull(parcel)) {
      leave(env, parcel, nowMs)
      return [parcel]
    }
    forgetLeft(env, stream)
    return []
  })
}
