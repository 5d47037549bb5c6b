// Which chunks there are, and what their bytes must be: what the tag of a site is told of them.
import { createHash } from 'node:crypto'
import type { ChunkAddress } from '../../packages/wire/decision.ts'
import type { Asset } from './assets.ts'
import { DEFAULT_PATHS } from './paths.ts'

/** By the name that the tag asks for: `heatmap-overlay-1f2e3d.js` is `heatmap-overlay`. */
export type Chunks = Readonly<Record<string, ChunkAddress>>

/** Reads names and hashes of the built files once; `folder` is where pages find them. */
export function readChunks(
  files: ReadonlyMap<string, Asset>,
  folder: string = DEFAULT_PATHS.chunks,
): Chunks {
  return Object.fromEntries(
    [...files].flatMap(([file, { bytes }]) => {
      const name = /^(.+)-[\w-]{8}\.js$/.exec(file)?.[1]
      const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`
      return name ? [[name, { path: `${folder}/${file}`, integrity }]] : []
    }),
  )
}

/** Those of the features in `extras`, but for those that `leaveOut` names. */
export function chunksOf(
  chunks: Chunks,
  extras: readonly string[],
  leaveOut: (name: string) => boolean = () => false,
): Chunks | undefined {
  const needed = Object.entries(chunks).filter(
    ([name]) => extras.includes(name.split('-')[0]!) && !leaveOut(name),
  )
  return needed.length > 0 ? Object.fromEntries(needed) : undefined
}
