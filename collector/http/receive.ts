// Turns the bytes of a body into a value: bounded also once unpacked, strict UTF-8, JSON.
import { gunzipSync } from 'node:zlib'
import { fail } from '../errors.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a body of at most `bytesMax` of JSON. gzip is told by its first two bytes, since a `Content-Encoding`
 * header would cost the browser a preflight.
 */
export function receive(body: Uint8Array, bytesMax: number): unknown {
  const bytes = body[0] === 0x1f && body[1] === 0x8b ? inflate(body, bytesMax) : body
  if (bytes.byteLength > bytesMax) fail('body_too_large')
  try {
    return JSON.parse(decoder.decode(bytes))
  } catch {
    return fail('body_not_json')
  }
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
