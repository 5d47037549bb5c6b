// Asks for a code beside the password, where its owner wants that.
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import type { Random } from '../random.ts'
import { createCodeSecret, codeUri, createRecoveryCodes, spendCode, stepOf } from './code.ts'
import type { Throttle } from './throttle.ts'
import type { User, Users } from './users.ts'

export interface SecondFactor {
  /** Throws `Fault`: `code_needed`, `code_wrong`. */
  readonly check: (user: User, code: string | undefined, address: string) => Promise<void>
  /** A secret for an app; it counts once a code of it was confirmed. */
  readonly begin: (user: User) => Promise<{ secret: string; uri: string }>
  /** Throws `Fault`: `code_wrong`. Answers the recovery codes. */
  readonly confirm: (user: User, code: string) => Promise<string[]>
  readonly remove: (user: User) => Promise<void>
}

export interface SecondFactorParts {
  readonly users: Users
  readonly throttle: Throttle
  readonly random: Random
  readonly clock: Clock
}

export function createSecondFactor(parts: SecondFactorParts): SecondFactor {
  const { users, throttle, random, clock } = parts
  return {
    check: async (user, code, address) => {
      if (!user.code) return
      if (code === undefined || code === '') fail('code_needed')
      // Read again: of two who come with one code, one is served.
      const setting = users.get(user.id)?.code
      const spent = setting && spendCode(setting, code, clock.now())
      if (!spent) {
        throttle.failed(user.login, address)
        fail('code_wrong', { path: 'code' })
      }
      await users.change(user.id, { code: spent })
    },
    begin: async (user) => {
      const secret = createCodeSecret(random)
      await users.change(user.id, { pendingCode: secret })
      return { secret, uri: codeUri(secret, user.login) }
    },
    confirm: async (user, code) => {
      const { pendingCode: secret } = user
      const step = secret === undefined ? undefined : stepOf(secret, code, clock.now())
      if (secret === undefined || step === undefined) fail('code_wrong', { path: 'code' })
      const { codes, hashes } = createRecoveryCodes(random)
      await users.change(user.id, {
        pendingCode: undefined,
        code: { secret, lastStep: step, recovery: hashes },
      })
      return codes
    },
    remove: async (user) => {
      await users.change(user.id, { code: undefined, pendingCode: undefined })
    },
  }
}
