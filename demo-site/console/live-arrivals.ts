// Tells which events of a feed are new since the answer before, though events carry no identity there.
import type { LiveEvent } from '../../packages/wire/report.ts'

export interface Arrival {
  key: string
  event: LiveEvent
  /** Not in the answer before; nothing is fresh in the first answer. */
  fresh: boolean
}

/** The events with keys that stay theirs from answer to answer: equal events are numbered. */
export function arrivals(
  events: readonly LiveEvent[],
  before: readonly Arrival[] | null,
): Arrival[] {
  const known = new Set(before?.map((each) => each.key))
  const seen = new Map<string, number>()
  return events
    .toReversed()
    .map((event) => {
      const text = JSON.stringify(event)
      const nth = (seen.get(text) ?? 0) + 1
      seen.set(text, nth)
      const key = `${text}#${nth}`
      return { key, event, fresh: before !== null && !known.has(key) }
    })
    .toReversed()
}
