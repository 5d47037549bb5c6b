// Makes random secrets, and the hashes by which they are kept.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Random } from '../random.ts'

/** 256 bits in 43 characters that need no escaping anywhere. */
export function createSecret(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

/** A fast hash is enough: nobody guesses 256 random bits. Found by its hash, a secret is never compared itself. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
