// Reads the body of a request into memory, up to a bound that is checked before and while it arrives.
import type { IncomingMessage } from 'node:http'
import { Fault, fail } from '../errors.ts'
import { CONNECTION } from '../limits.ts'

/** Listens itself: an iterator over a stream costs more than all that is done with most bodies. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) fail('body_too_large')
  const chunks: Uint8Array[] = []
  let bytes = 0
  await new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      request.off('data', take).off('end', end).off('close', goneAway).off('error', refuse)
      request.pause()
    }
    const refuse = (error: Error): void => {
      stop()
      reject(error)
    }
    const take = (chunk: Uint8Array): void => {
      bytes += chunk.byteLength
      if (bytes > bytesMax) refuse(new Fault('body_too_large'))
      else chunks.push(chunk)
    }
    const end = (): void => {
      stop()
      resolve()
    }
    const goneAway = (): void => refuse(new Error('the sender went away'))
    request.on('data', take).on('end', end).on('close', goneAway).on('error', refuse)
  })
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes)
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
