// Keeps parcels on the device while they are not confirmed, and takes over those that gone pages left.
import type { StreamEnd } from '../wire/event.ts'
import { SPILL_BYTES_MAX } from '../wire/limits.ts'
import { browserKept, readJot, writeJot } from './env.ts'
import type { Env } from './env.ts'
import type { Guard } from './guard.ts'
import { LEFT_KEY, readLeft, writeLeft } from './left.ts'
import type { Left } from './left.ts'
import { fit, isFull } from './parcel.ts'
import type { Parcel } from './parcel.ts'

/** A page that has not touched its kept events for so long is gone, and another may take them over. */
const LEASE_MS = 120_000

export interface Keeper {
  /** Keeps the parcels soon, and lets go of those that have nothing left. */
  save(): void
  /** Writes what is not confirmed at once, for the next page; what there is no room for was saved before. */
  spill(parcels: readonly Parcel[]): void
  /** Takes over what the collector lacks of the streams it was told of; forgets what it has in full. */
  adopt(told: readonly StreamEnd[], incomplete: readonly string[]): Promise<Parcel[]>
  /** A parcel that was taken over is confirmed. */
  close(parcel: Parcel): void
  /** Removes everything. */
  forget(): void
}

export function createKeeper(env: Env, guard: Guard, parcels: () => readonly Parcel[]): Keeper {
  const { kept = browserKept } = env
  let saving = false
  let wrote = false

  const write = guard('core', () => {
    saving = false
    const all = parcels()
    if (!all[0]) return
    wrote = true
    void kept((known) => {
      const left = readLeft(env)
      for (const stream in known) if (!left[stream]) delete known[stream]
      for (const parcel of all) {
        if (isOutrun(parcel, known)) continue
        delete known[parcel.head.stream]
        if (isFull(parcel)) known[parcel.head.stream] = { ...parcel, aliveMs: env.Date.now() }
      }
      return known
    })
  })

  return {
    save() {
      // Once a task: a burst of events is one write.
      if (!saving) env.setTimeout(write)
      saving = true
    },
    spill(leaving) {
      let room = SPILL_BYTES_MAX - (readJot(env, LEFT_KEY) ?? '').length
      for (const parcel of leaving) {
        if (!isFull(parcel) || isOutrun(parcel, readLeft(env))) continue
        const events = fit(parcel.events, room)
        room -= JSON.stringify(events).length
        writeLeft(env, parcel.head.stream, { ...parcel, events })
      }
    },
    async adopt(told, incomplete) {
      const adopted: Parcel[] = []
      await kept((known) => {
        const nowMs = env.Date.now()
        for (const { stream, emitted } of told) {
          const left = readLeft(env)[stream]
          // Another page was quicker, or its own goes on.
          if (left?.emitted !== emitted) continue
          const parcel = left.head ? join(left as Parcel, known[stream]) : known[stream]
          if (parcel && incomplete.includes(stream)) {
            if (!left.head && parcel.aliveMs > nowMs - LEASE_MS) continue
            known[stream] = { ...parcel, aliveMs: nowMs }
            adopted.push(parcel)
            writeLeft(env, stream, { emitted })
          } else {
            delete known[stream]
            writeLeft(env, stream)
          }
        }
        return known
      })
      return adopted
    },
    close(parcel) {
      if (!isOutrun(parcel, readLeft(env))) writeLeft(env, parcel.head.stream)
    },
    forget() {
      // Another tab may have cleared before this one wrote its last.
      if (!wrote && !readJot(env, LEFT_KEY)) return
      // The key stays until the rest is gone: should this page end before, the next one finishes.
      writeJot(env, LEFT_KEY, '{}')
      void kept(() => ({})).then(() => writeJot(env, LEFT_KEY, null))
    },
  }
}

/** Whether the stream's own page, thought to be gone, has gone on since: then it is the one to say what is left. */
function isOutrun({ head, emitted }: Parcel, all: Record<string, Left>): boolean {
  return (all[head.stream]?.emitted ?? 0) > emitted
}

/** The spill is the younger of the two, but may lack the end that it had no room for. */
function join(spilled: Parcel, known: Parcel | undefined): Parcel {
  const last = spilled.events.at(-1)?.event.seq ?? 0
  const rest = known?.events.filter(({ event }) => event.seq > last) ?? []
  return { ...spilled, events: [...spilled.events, ...rest] }
}
