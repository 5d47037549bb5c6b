// The one owner and their password: kept as a salted scrypt hash, guessed at slowly.
import { scrypt, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import type { Random } from '../random.ts'
import type { Documents } from '../storage/documents.ts'

const KIND = 'owner'
const KEY = 'owner'
/** A person mistypes; a machine guesses. */
const FREE_FAILURES = 3
const DELAY_FIRST_MS = 500
const DELAY_MAX_MS = 60_000
/** OWASP's parameters for scrypt with 32 MB; kept beside each hash, so that they can grow. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const
const HASH_BYTES = 32

interface OwnerDocument {
  readonly salt: string
  readonly hash: string
  readonly cost: { readonly N: number; readonly r: number; readonly p: number }
}

export interface Owner {
  readonly hasPassword: () => Promise<boolean>
  readonly setPassword: (password: string) => Promise<void>
  /** Throws `Fault`: `password_wrong`, or `login_throttled` until the delay after failures is over. */
  readonly checkPassword: (password: string) => Promise<void>
}

export interface OwnerParts {
  readonly documents: Documents
  readonly random: Random
  readonly clock: Clock
}

export function createOwner({ documents, random, clock }: OwnerParts): Owner {
  let failuresCount = 0
  let openFromMs = 0
  let isChecking = false

  const delayMs = (): number =>
    failuresCount < FREE_FAILURES
      ? 0
      : Math.min(DELAY_FIRST_MS * 2 ** (failuresCount - FREE_FAILURES), DELAY_MAX_MS)

  async function isRight(password: string): Promise<boolean> {
    const owner = await documents.get<OwnerDocument>(KIND, KEY)
    if (!owner) return false
    const hash = await derive(password, Buffer.from(owner.salt, 'base64url'), owner.cost)
    return timingSafeEqual(hash, Buffer.from(owner.hash, 'base64url'))
  }

  return {
    hasPassword: async () => (await documents.get(KIND, KEY)) !== undefined,
    setPassword: async (password) => {
      const salt = Buffer.from(random.bytes(16))
      const hash = await derive(password, salt, COST)
      await documents.put(KIND, KEY, {
        salt: salt.toString('base64url'),
        hash: hash.toString('base64url'),
        cost: COST,
      } satisfies OwnerDocument)
    },
    checkPassword: async (password) => {
      // One at a time: attempts side by side would escape the delay, and each takes 32 MB.
      const waitMs = Math.max(openFromMs - clock.now(), isChecking ? DELAY_FIRST_MS : 0)
      if (waitMs > 0) fail('login_throttled', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
      isChecking = true
      try {
        if (await isRight(password)) {
          failuresCount = 0
          return
        }
        openFromMs = clock.now() + delayMs()
        failuresCount++
      } finally {
        isChecking = false
      }
      fail('password_wrong')
    },
  }
}

function derive(password: string, salt: Uint8Array, cost: OwnerDocument['cost']): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    )
  })
}
