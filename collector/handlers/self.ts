// What one does with one's own account alone: password, codes, sessions.
import type { Keys } from '../accounts/keys.ts'
import type { SecondFactor } from '../accounts/second-factor.ts'
import type { SignIn } from '../accounts/sign-in.ts'
import type { User, Users } from '../accounts/users.ts'
import type { ApiHandlers } from '../api/asked.ts'
import { fail } from '../errors.ts'
import type { Caller } from '../http/call.ts'

type Names =
  | 'changePassword'
  | 'listSessions'
  | 'endSession'
  | 'beginCode'
  | 'confirmCode'
  | 'removeCode'

export interface SelfParts {
  readonly users: Users
  readonly keys: Keys
  readonly signIn: SignIn
  readonly codes: SecondFactor
}

export function selfHandlers({ users, keys, signIn, codes }: SelfParts): Pick<ApiHandlers, Names> {
  const self = ({ caller }: { caller: Caller }): User & { session: string } => {
    const user = caller.kind === 'user' ? users.get(caller.id) : undefined
    return user && caller.kind === 'user'
      ? { ...user, session: caller.session }
      : fail('not_signed_in')
  }

  const endOthers = ({ id, session }: User & { session: string }): Promise<number> =>
    keys.revokeWhere('session', (each) => each.user === id && each.id !== session)

  return {
    changePassword: async (asked) => {
      const user = self(asked)
      await signIn.confirm(user, asked.body.password, asked.address)
      await signIn.changePassword(user, asked.body.next)
      await endOthers(user)
    },
    listSessions: async (asked) => {
      const { id, session } = self(asked)
      const own = (await keys.list('session')).filter(({ user }) => user === id)
      return {
        sessions: own.map((each) => ({
          id: each.id,
          createdMs: each.createdMs ?? 0,
          expiresMs: each.expiresMs,
          isThis: each.id === session,
        })),
      }
    },
    endSession: async (asked) => {
      const { id } = self(asked)
      const ended = await keys.revokeWhere(
        'session',
        (each) => each.user === id && each.id === asked.params.id,
      )
      if (ended === 0) fail('not_found')
    },
    beginCode: async (asked) => {
      const user = self(asked)
      await signIn.confirm(user, asked.body.password, asked.address)
      return codes.begin(user)
    },
    confirmCode: async (asked) => {
      const user = self(asked)
      const recoveryCodes = await codes.confirm(user, asked.body.code)
      await endOthers(user)
      return { recoveryCodes }
    },
    removeCode: async (asked) => {
      const user = self(asked)
      await signIn.confirm(user, asked.body.password, asked.address)
      await codes.remove(user)
    },
  }
}
