// Shows where pages are clicked and how far they are read, for the purpose of heatmaps; its code comes with the grant.
import type { Feature } from '../core/index.ts'
import type { Chunk } from './chunk.ts'
import type { OverlayChunk } from './overlay.ts'
import { createHeatmap } from './feature.ts'

export interface HeatmapOptions {
  /** Share of sessions that are recorded, 0 to 1; results are corrected for it. @default 1 */
  sample?: number
  /** Fetches the part that records. @default a chunk of the page's own bundle */
  load?: () => Promise<Chunk>
  /** Fetches the part that draws over the page when the console asks for it. @default a chunk of the page's own bundle */
  loadOverlay?: () => Promise<OverlayChunk>
  /** Origin of the console, which alone may have the page drawn over. @default none: nobody may */
  console?: string
}

/**
 * Makes the feature.
 * @example start({ site: 'demo', features: [consent(), heatmap({ sample: 0.5 })] })
 */
export function heatmap({
  sample = 1,
  load = () => import('./chunk.ts'),
  loadOverlay = () => import('./overlay.ts'),
  console,
}: HeatmapOptions = {}): Feature {
  return createHeatmap({
    sample: Math.min(1, Math.max(0, sample)),
    load,
    loadOverlay,
    console,
  })
}
