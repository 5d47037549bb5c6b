// Imports a lazy chunk from the collector, if it is what the tag was told of.
import type { ChunkAddress } from '../wire/decision.ts'

/** `url` is the collector's origin. Rejects where the chunk cannot be had, or is another than was promised. */
export async function fetchChunk<C>(url: string, address: ChunkAddress | undefined): Promise<C> {
  const { path, integrity } = address!
  const href = url + path
  // An import cannot name a hash itself: it takes what the preload has fetched, or failed to.
  const link = document.createElement('link')
  document.head.append(
    Object.assign(link, {
      rel: 'modulepreload',
      crossOrigin: '',
      integrity,
      referrerPolicy: 'no-referrer',
      href,
    }),
  )
  return (await import(href)) as C
}
