// Reads the body of a request into memory, up to a bound that is checked before and while it arrives.
import type { IncomingMessage } from 'node:http'
import { fail } from '../errors.ts'

export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) fail('body_too_large')
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Not destroyed where the loop is left: the answer still goes out on this socket.
  const arriving: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false })
  for await (const chunk of arriving) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) fail('body_too_large')
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes)
}
