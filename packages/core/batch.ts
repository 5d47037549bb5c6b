// Packs the next events of a parcel into one batch.
import type { StreamEnd, Void } from '../wire/event.ts'
import { BATCH_EVENTS_MAX, EVENTS_BYTES_MAX, QUEUE_AGE_MAX_MS, VOIDS_MAX } from '../wire/limits.ts'
import { mask } from './mask.ts'
import { fit, giveUp } from './parcel.ts'
import type { Held, Parcel } from './parcel.ts'

/** What is on its way, and what its receipt will settle. */
export interface Packed {
  readonly parcel: Parcel
  readonly events: readonly Held[]
  readonly voids: readonly Void[]
  readonly told: readonly StreamEnd[]
  readonly body: string
}

/** The next batch of what is not `flying` already, if there is one; `told` are the ends of streams that go along. */
export function pack(
  parcel: Parcel,
  flying: ReadonlySet<Held>,
  sentMs: number,
  told: readonly StreamEnd[],
): Packed | undefined {
  const isOld = ({ event }: Held) => event.timeMs < sentMs - QUEUE_AGE_MAX_MS
  giveUp(parcel, parcel.events.filter(isOld), 'expired')
  const waiting = parcel.events.filter((held) => !flying.has(held))
  const events = fit(waiting, EVENTS_BYTES_MAX).slice(0, BATCH_EVENTS_MAX)
  const voids = parcel.voids.slice(0, VOIDS_MAX)
  if (!events[0] && (flying.size || !voids[0])) return undefined
  const body = JSON.stringify({
    ...parcel.head,
    sentMs,
    emitted: parcel.emitted,
    voids,
    previous: told,
    // As it leaves: until then a page may still say better what it was, such as its title.
    // Names of elements stay: changed, they name none.
    events: events.map(({ event }) => (event.type === 'heat' ? event : mask(event))),
  })
  return { parcel, events, voids, told, body }
}
