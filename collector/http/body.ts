// Reads the body of a request into memory, up to a bound that is checked before and while it arrives.
import type { IncomingMessage } from 'node:http'
import { Fault, fail } from '../errors.ts'
import { ADMISSION, CONNECTION } from '../limits.ts'

const { retryAfterSeconds } = ADMISSION

/** Reads the body of a request, of at most so many bytes. */
export type BodyReader = (request: IncomingMessage, bytesMax: number) => Promise<Uint8Array>

/** Throws `overloaded` where bodies that are not whole yet take more memory than all of them may. */
export function createBodyReader(unfinishedBytesMax = CONNECTION.unfinishedBytes): BodyReader {
  let unfinishedBytes = 0
  return async (request, bytesMax) => {
    if (Number(request.headers['content-length'] ?? 0) > bytesMax) fail('body_too_large')
    const chunks: Uint8Array[] = []
    let bytes = 0
    const take = (chunk: Uint8Array): void => {
      bytes += chunk.byteLength
      unfinishedBytes += chunk.byteLength
      if (bytes > bytesMax) fail('body_too_large')
      if (unfinishedBytes > unfinishedBytesMax) throw new Fault('overloaded', { retryAfterSeconds })
      chunks.push(chunk)
    }
    try {
      await eachChunk(request, take)
    } finally {
      unfinishedBytes -= bytes
    }
    return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes)
  }
}

/** Listens itself: an iterator over a stream costs more than all that is done with most bodies. */
function eachChunk(request: IncomingMessage, take: (chunk: Uint8Array) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      request.off('data', taken).off('end', end).off('close', goneAway).off('error', refuse)
      request.pause()
    }
    const refuse = (error: unknown): void => {
      stop()
      reject(error)
    }
    const taken = (chunk: Uint8Array): void => {
      try {
        take(chunk)
      } catch (error) {
        refuse(error)
      }
    }
    const end = (): void => {
      stop()
      resolve()
    }
    const goneAway = (): void => refuse(new Error('the sender went away'))
    request.on('data', taken).on('end', end).on('close', goneAway).on('error', refuse)
  })
}

/** Reads and drops what is still to come of a body, up to a bound and for a while; never rejects. */
export async function drainBody(request: IncomingMessage): Promise<void> {
  let bytes = 0
  const silence = setTimeout(() => request.destroy(), CONNECTION.silenceMs)
  try {
    for await (const chunk of chunksOf(request)) {
      bytes += chunk.byteLength
      if (bytes > CONNECTION.drainedBytes) return
      silence.refresh()
    }
  } catch {
    // The sender went away.
  } finally {
    clearTimeout(silence)
  }
}

/** Not destroyed where the loop is left: the answer still goes out on this socket. */
function chunksOf(request: IncomingMessage): AsyncIterable<Uint8Array> {
  return request.iterator({ destroyOnReturn: false })
}
