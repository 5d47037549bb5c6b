// Turns the bytes of a body into a value: bounded also once unpacked, strict UTF-8, JSON.
import { isUtf8 } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import { fail } from '../errors.ts'

/**
 * Reads a body of at most `bytesMax` of JSON. gzip is told by its first two bytes, since a `Content-Encoding`
 * header would cost the browser a preflight.
 */
export function receive(body: Uint8Array, bytesMax: number): unknown {
  const bytes = body[0] === 0x1f && body[1] === 0x8b ? inflate(body, bytesMax) : body
  if (bytes.byteLength > bytesMax) fail('body_too_large')
  // Twice as fast as a strict decoder, and as strict.
  if (!isUtf8(bytes)) fail('body_not_json')
  try {
    return JSON.parse(textOf(bytes))
  } catch {
    return fail('body_not_json')
  }
}

function textOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

function inflate(body: Uint8Array, bytesMax: number): Uint8Array {
  try {
    return gunzipSync(body, { maxOutputLength: bytesMax })
  } catch (error) {
    return fail(isTooLarge(error) ? 'body_too_large' : 'body_not_json')
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
