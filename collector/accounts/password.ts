// Keeps passwords as salted scrypt hashes, and checks them: a few at a time, since each takes 32 MB.
import { scrypt, timingSafeEqual } from 'node:crypto'
import { GUESSES } from '../limits.ts'
import type { Random } from '../random.ts'
import { createTurns } from '../turns.ts'

/** OWASP's parameters for scrypt with 32 MB; kept beside each hash, so that they can grow. */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const
const HASH_BYTES = 32

export interface PasswordHash {
  readonly salt: string
  readonly hash: string
  readonly cost: { readonly N: number; readonly r: number; readonly p: number }
}

export interface Passwords {
  readonly hash: (password: string) => Promise<PasswordHash>
  /** Takes as long where there is nothing to check against. Undefined: too many ask. */
  readonly isRight: (
    password: string,
    known: PasswordHash | undefined,
  ) => Promise<boolean | undefined>
}

export function createPasswords(random: Random): Passwords {
  const nobody: PasswordHash = {
    salt: Buffer.from(random.bytes(16)).toString('base64url'),
    hash: Buffer.from(random.bytes(HASH_BYTES)).toString('base64url'),
    cost: COST,
  }
  const turns = createTurns(GUESSES.checkedAtOnce)

  return {
    hash: async (password) => {
      const salt = Buffer.from(random.bytes(16))
      const hash = await turns.run(() => derive(password, salt, COST))
      return { salt: salt.toString('base64url'), hash: hash.toString('base64url'), cost: COST }
    },
    isRight: async (password, known) => {
      if (turns.waiting() >= GUESSES.waiting) return undefined
      const { salt, hash, cost } = known ?? nobody
      const derived = await turns.run(() => derive(password, Buffer.from(salt, 'base64url'), cost))
      return timingSafeEqual(derived, Buffer.from(hash, 'base64url')) && known !== undefined
    },
  }
}

function derive(password: string, salt: Uint8Array, cost: PasswordHash['cost']): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    )
  })
}
