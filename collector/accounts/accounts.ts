// Puts together what it takes to know who asks: users, keys, passwords, the audit log.
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import type { Documents } from '../storage/documents.ts'
import { createAudit } from './audit.ts'
import type { Audit } from './audit.ts'
import { createKeys } from './keys.ts'
import type { Keys } from './keys.ts'
import { createPasswords } from './password.ts'
import { createSecondFactor } from './second-factor.ts'
import type { SecondFactor } from './second-factor.ts'
import { createSignIn } from './sign-in.ts'
import type { SignIn } from './sign-in.ts'
import { createThrottle } from './throttle.ts'
import { createUsers } from './users.ts'
import type { Users } from './users.ts'

export interface Accounts {
  readonly users: Users
  readonly keys: Keys
  readonly signIn: SignIn
  readonly codes: SecondFactor
  readonly audit: Audit
}

export async function openAccounts(parts: {
  readonly documents: Documents
  readonly random: Random
  readonly clock: Clock
}): Promise<Accounts> {
  const { documents, random, clock } = parts
  const users = createUsers(parts)
  const keys = createKeys(parts)
  const audit = createAudit(documents, clock)
  await Promise.all([users.load(), keys.sweep(), audit.load()])
  const throttle = createThrottle(parts)
  const codes = createSecondFactor({ users, throttle, random, clock })
  const signIn = createSignIn({
    users,
    keys,
    passwords: createPasswords(random),
    throttle,
    codes,
  })
  return { users, keys, signIn, codes, audit }
}
