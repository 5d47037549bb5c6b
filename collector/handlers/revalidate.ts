// Answers 304 to those who have a file already, and compressed to those who understand it.
import { createHash } from 'node:crypto'
import { createCompressor, encodingFor } from '../decide/compress.ts'
import type { Call, Reply } from '../http/call.ts'

export type Revalidate = (
  call: Call,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
) => Reply

export function createRevalidate(): Revalidate {
  const compressor = createCompressor()
  return (call, body, headers) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body
    const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 27)
    const encoding = compressor.isWorthIt(bytes)
      ? encodingFor(call.headers['accept-encoding'])
      : undefined
    const etag = encoding ? `"${hash}-${encoding}"` : `"${hash}"`
    const known = (call.headers['if-none-match'] ?? '').split(',').map((each) => each.trim())
    const vary = [headers['vary'], 'accept-encoding'].filter(Boolean).join(', ')
    const answered = { ...headers, etag, vary }
    if (known.some((each) => each === etag || each === `W/${etag}`))
      return { status: 304, headers: answered }
    return encoding
      ? {
          status: 200,
          headers: { ...answered, 'content-encoding': encoding },
          body: compressor.compress(hash, bytes, encoding),
        }
      : { status: 200, headers: answered, body: bytes }
  }
}
