// Compresses what pages and the console fetch, once for each content: a visitor's bytes are scarcer than our memory.
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { createBoundedMap } from '../bounded-map.ts'

export type Encoding = 'br' | 'gzip'

/** Contents kept compressed: every site's tag, and the console's files. */
const KEPT_MAX = 2_000
/** Smaller than this, a packet is a packet. */
const BYTES_MIN = 256

const MAKERS: Readonly<Record<Encoding, (bytes: Uint8Array) => Uint8Array>> = {
  br: (bytes) => brotliCompressSync(bytes),
  gzip: (bytes) => gzipSync(bytes, { level: 9 }),
}

/** The best of what `Accept-Encoding` names; a weight of 0 is a no. */
export function encodingFor(accepted: string | undefined): Encoding | undefined {
  const names = (accepted ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0])
  return (['br', 'gzip'] as const).find((encoding) => names.includes(encoding))
}

export interface Compressor {
  /** `bytes` in that encoding; `key` names the content. */
  readonly compress: (key: string, bytes: Uint8Array, encoding: Encoding) => Uint8Array
  readonly isWorthIt: (bytes: Uint8Array) => boolean
}

export function createCompressor(): Compressor {
  const kept = createBoundedMap<Uint8Array>(KEPT_MAX)
  return {
    isWorthIt: (bytes) => bytes.byteLength >= BYTES_MIN,
    compress: (key, bytes, encoding) => {
      const name = `${encoding} ${key}`
      const made = kept.get(name) ?? MAKERS[encoding](bytes)
      kept.set(name, made)
      return made
    },
  }
}
