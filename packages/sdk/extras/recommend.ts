// What recommendations add to the tag of a site that has them.
import { createRecommend } from '../../recommend/feature.ts'
import type { Chunk, SlotPart } from '../../recommend/feature.ts'
import { fetchChunk } from '../fetch-chunk.ts'
import type { MakeExtra } from '../run-tag.ts'

/** `tm('recommend', slot, hear, options)`: hears the products for a slot. */
export const recommend: MakeExtra = ({ site, currency, chunks }, { url }) => {
  const feature = createRecommend({
    load: () => fetchChunk<Chunk>(url, chunks?.['recommend']),
    loadSlot: () => fetchChunk<SlotPart>(url, chunks?.['recommend-slot']),
    model: `${url}/r/${site}`,
    currency,
  })
  return {
    feature,
    calls: {
      recommend: (
        slot: Parameters<typeof feature.get>[0],
        hear: (products: readonly unknown[]) => void,
        options?: Parameters<typeof feature.get>[1],
      ) => void feature.get(slot, options).then(hear),
    },
  }
}
