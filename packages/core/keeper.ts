// Keeps parcels on the device while they are not confirmed, and takes over those that gone pages left.
import type { StreamEnd, Void } from '../wire/event.ts'
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
/** What the small keys beside the spill take. */
const OTHERS_BYTES = 2_000

export interface Keeper {
  /** Keeps the parcels that are not confirmed soon, and lets go of those that are. */
  save(): void
  /** Writes what is not confirmed at once, for the next page; what there is no room for was saved before. */
  spill(parcels: readonly Parcel[]): void
  /** Takes over what the collector lacks of the streams it was told of, and forgets the rest. */
  adopt(told: readonly StreamEnd[], incomplete: readonly StreamEnd[]): Promise<Parcel[]>
  /** A parcel that was taken over is confirmed. */
  close(parcel: Parcel): void
  /** Removes everything. */
  forget(): void
}

export function createKeeper(env: Env, guard: Guard, parcels: () => readonly Parcel[]): Keeper {
  const { kept = browserKept } = env
  let timer = 0
  let opened = false

  const write = guard('core', () => {
    timer = 0
    const all = parcels()
    if (!opened && !all.some(isFull)) return
    opened = true
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
      timer ||= env.setTimeout(write)
    },
    spill(leaving) {
      // Whatever IndexedDB still has to say to a page in the back/forward cache evicts it.
      env.clearTimeout(timer)
      timer = 0
      let room = SPILL_BYTES_MAX - OTHERS_BYTES - (readJot(env, LEFT_KEY) ?? '').length
      for (const parcel of leaving) {
        if (!isFull(parcel) || isOutrun(parcel, readLeft(env))) continue
        const events = fit(parcel.events, room)
        const cut = parcel.events[events.length]
        room -= JSON.stringify(events).length
        writeLeft(env, parcel.head.stream, {
          ...parcel,
          events,
          ...(cut && { cutAt: cut.event.seq }),
        })
      }
    },
    async adopt(told, incomplete) {
      const adopted: Parcel[] = []
      if (!told[0]) return adopted
      opened = true
      await kept((known) => {
        adopted.push(...claim(env, known, told, incomplete))
        return known
      })
      return adopted
    },
    close(parcel) {
      if (!isOutrun(parcel, readLeft(env))) writeLeft(env, parcel.head.stream)
    },
    forget() {
      // Another tab may have cleared before this one wrote its last.
      if (!opened && !readJot(env, LEFT_KEY)) return
      // The key stays until the rest is gone: should this page end before, the next one finishes.
      writeJot(env, LEFT_KEY, '{}')
      void kept(() => undefined).then(() => {
        // Unless the visitor has changed their mind meanwhile.
        if (readJot(env, LEFT_KEY) === '{}') writeJot(env, LEFT_KEY, null)
      })
    },
  }
}

/** Takes from `known` and the spill what the collector lacks, and drops what it has; marks what it takes. */
function claim(
  env: Env,
  known: Record<string, Parcel>,
  told: readonly StreamEnd[],
  incomplete: readonly StreamEnd[],
): Parcel[] {
  const nowMs = env.Date.now()
  return told.flatMap(({ stream, emitted }) => {
    const left = readLeft(env)[stream]
    // Another page was quicker, or its own goes on.
    if (left?.emitted !== emitted) return []
    const parcel = left.head ? join(left as Left & Parcel, known[stream]) : known[stream]
    const whole = incomplete.find((end) => end.stream === stream)
    if (!whole) {
      delete known[stream]
      writeLeft(env, stream)
      return []
    }
    // Nothing kept yet, or cared for a moment ago: its page may be alive.
    if (!parcel || (!left.head && parcel.aliveMs > nowMs - LEASE_MS)) return []
    parcel.events = parcel.events.filter(({ event }) => event.seq > whole.emitted)
    known[stream] = { ...parcel, aliveMs: nowMs }
    writeLeft(env, stream, { emitted })
    return [parcel]
  })
}

/** Whether the stream's own page, thought to be gone, has gone on since: then it is the one to say what is left. */
function isOutrun({ head, emitted }: Parcel, all: Record<string, Left>): boolean {
  return (all[head.stream]?.emitted ?? 0) > emitted
}

/** A spill, with the end that it had no room for where that was kept before, or voided where it was not. */
function join({ cutAt, ...spilled }: Left & Parcel, known: Parcel | undefined): Parcel {
  if (!cutAt) return spilled
  const rest = known?.events.filter(({ event }) => event.seq >= cutAt) ?? []
  const from = (rest.at(-1)?.event.seq ?? cutAt - 1) + 1
  const lost: Void = { from, to: spilled.emitted, reason: 'overflow' }
  return {
    ...spilled,
    events: [...spilled.events, ...rest],
    voids: from > spilled.emitted ? spilled.voids : [...spilled.voids, lost],
  }
}
