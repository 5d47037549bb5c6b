// Remembers what has arrived of recent streams, so that a page can be told which of them still have gaps.
import { createBoundedMap } from '../bounded-map.ts'
import { createSeqRanges } from '../seq-ranges.ts'
import type { SeqRanges } from '../seq-ranges.ts'
import type { StreamEnd } from '../../packages/wire/event.ts'

const STREAMS_MAX = 50_000
const FORGOTTEN = {}
/** A stream with more holes than this is forgotten, so that none can grow without bound. */
const RANGES_MAX = 64

export interface SeqRange {
  readonly from: number
  readonly to: number
}

export interface Streams {
  /** To be told only what is durable: what counts as complete here, the page throws away. */
  readonly note: (site: string, stream: string, ranges: readonly SeqRange[]) => void
  /** Nothing of these is kept any more: what is still told of them is late. */
  readonly forget: (site: string, streams: readonly string[]) => void
  readonly isForgotten: (site: string, stream: string) => boolean
  /** Those not known to be complete, with how far each is; after a restart that is all of them, from 0. */
  readonly incomplete: (site: string, ends: readonly StreamEnd[]) => StreamEnd[]
}

export function createStreams(): Streams {
  const known = createBoundedMap<SeqRanges>(STREAMS_MAX)
  const forgotten = createBoundedMap<object>(STREAMS_MAX)
  return {
    note: (site, stream, ranges) => {
      const key = `${site} ${stream}`
      let arrived = known.get(key)
      if (!arrived) {
        arrived = createSeqRanges()
        known.set(key, arrived)
      }
      for (const { from, to } of ranges) arrived.add(from, to)
      if (arrived.rangesCount() > RANGES_MAX) known.delete(key)
    },
    forget: (site, streams) => {
      for (const stream of streams) {
        known.delete(`${site} ${stream}`)
        forgotten.set(`${site} ${stream}`, FORGOTTEN)
      }
    },
    isForgotten: (site, stream) => forgotten.get(`${site} ${stream}`) !== undefined,
    incomplete: (site, ends) =>
      ends.flatMap(({ stream, emitted }) => {
        const wholeTo = known.get(`${site} ${stream}`)?.wholeTo() ?? 0
        return wholeTo < emitted ? [{ stream, emitted: wholeTo }] : []
      }),
  }
}
