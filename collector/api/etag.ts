// Names what a reader has seen, so that nobody is sent the same twice, and nobody writes over what they have not seen.
import { createHash } from 'node:crypto'
import { fail } from '../errors.ts'

/** A strong entity tag of an answer (RFC 9110, 8.8.3). */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
}

/** Whether a list of tags holds this one; weak ones count as well. */
export function isAmong(header: string, etag: string): boolean {
  return header.split(',').some((each) => {
    const tag = each.trim()
    return tag === etag || tag === `W/${etag}` || tag === '*'
  })
}

/** Throws `Fault`: `changed_meanwhile` where what is there now is not what the writer has seen. */
export function checkMatch(header: string | undefined, current: string | undefined): void {
  if (header === undefined) return
  if (current === undefined || !isAmong(header, etagOf(current))) fail('changed_meanwhile')
}

/** `If-None-Match: *` writes only where nothing is yet. */
export function checkNoneMatch(header: string | undefined, current: string | undefined): void {
  if (header === '*' && current !== undefined) fail('changed_meanwhile')
}
