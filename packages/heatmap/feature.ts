// Decides whether a session is recorded, and fetches what records it.
import { address, lazily, sessionId } from '../core/index.ts'
import type { Feature, Stop } from '../core/index.ts'
import type { Chunk } from './chunk.ts'
import type { OverlayChunk, OverlayData } from './overlay.ts'

export interface HeatmapParts {
  /** Share of sessions that are recorded, 0 to 1. */
  readonly sample: number
  /** Fetches what records. */
  readonly load: () => Promise<Chunk>
  /** Fetches what draws over the page. */
  readonly loadOverlay: () => Promise<OverlayChunk>
  /** The console's origin, which alone may have the page drawn over; nobody may without. */
  readonly console?: string | undefined
}

/** How the console opens a page that is to be drawn over: with the secret of one overlay, good once. */
const ASKED = /^#tm-overlay=/

/** Characters of a session's id that decide; its last ones are as even as chance makes them. */
const DRAWN = 4

/** Whether a session is in the sample: the same for all its pages, with nothing to remember. */
export function isInSample(session: string, percent: number): boolean {
  return parseInt(session.slice(-DRAWN), 36) < (percent / 100) * 36 ** DRAWN
}

/** Makes the feature of its parts. */
export function createHeatmap({ sample, load, loadOverlay, console }: HeatmapParts): Feature {
  // Whole, since results are corrected by what is told.
  const percent = Math.ceil(sample * 100)
  return {
    name: 'heatmap',
    purpose: 'heatmaps',
    prepare(context) {
      const { location, opener } = context.env
      let stop: Stop | undefined
      if (!console || !opener || !ASKED.test(location.hash)) return
      context.listen('message', (event) => {
        if (event.source === opener && event.origin === console)
          stop ??= lazily(context, loadOverlay, (chunk) =>
            chunk.showOverlay(context, event.data as OverlayData),
          )
      })
      // Nothing is asked of the collector, since anybody can open a page so: the console does, by what it has given.
      ;(opener as Window).postMessage(location.hash, console)
      return () => stop?.()
    },
    start(context) {
      const { env, on } = context
      const isSampled = () => isInSample(sessionId(env, address(env.location.href)), percent)
      let stop: Stop | undefined
      on('page', () => {
        if (!stop && isSampled())
          stop = lazily(context, load, ({ record }) => record(context, percent, isSampled))
      })
      return () => stop?.()
    },
  }
}
