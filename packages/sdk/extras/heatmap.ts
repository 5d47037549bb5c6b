// Heatmaps in the tag of a site that has switched them on.
import { createHeatmap } from '../../heatmap/feature.ts'
import { fetchChunk } from '../fetch-chunk.ts'
import type { MakeExtra } from '../run-tag.ts'

export const heatmap: MakeExtra = ({ heatmap: settings, chunks = {} }, { url }) => ({
  feature: createHeatmap({
    // This code is in the tag exactly while they are there.
    ...settings!,
    load: () => fetchChunk(url, chunks['heatmap']),
    loadOverlay: () => fetchChunk(url, chunks['heatmap-overlay']),
  }),
})
