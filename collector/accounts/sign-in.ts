// The ways in: password and code, and links that are good once.
import { fail } from '../errors.ts'
import type { Keys } from './keys.ts'
import type { Passwords } from './password.ts'
import type { SecondFactor } from './second-factor.ts'
import type { Throttle } from './throttle.ts'
import { FIRST_LOGIN } from './users.ts'
import type { User, Users } from './users.ts'

export interface Attempt {
  readonly login: string
  readonly password: string
  readonly code?: string | undefined
  readonly address: string
}

export interface SignIn {
  /** Whether anybody can sign in without a link. */
  readonly isSetUp: () => boolean
  /** A link to choose the first owner's password with, and their name where they have one. */
  readonly issueLink: () => Promise<{ link: string; login: string | undefined }>
  /** Throws `Fault`: `password_wrong`, `code_needed`, `code_wrong`, `login_throttled`. */
  readonly enter: (attempt: Attempt) => Promise<User>
  /** Spends a link; who had a session of that user is out. Throws `Fault`: `link_spent`, `login_taken`. */
  readonly claim: (link: string, password: string, login?: string) => Promise<User>
  /** Throws `Fault` as `enter` does: whoever sits at an open console is not yet its owner. */
  readonly confirm: (user: User, password: string, address: string) => Promise<void>
  readonly changePassword: (user: User, next: string) => Promise<void>
}

export interface SignInParts {
  readonly users: Users
  readonly keys: Keys
  readonly passwords: Passwords
  readonly throttle: Throttle
  readonly codes: SecondFactor
}

export function createSignIn(parts: SignInParts): SignIn {
  const { users, keys, passwords, throttle, codes } = parts

  const first = (): User | undefined => users.list().find(({ roles }) => roles['*'] === 'owner')

  async function checkPassword({ login, password, address }: Attempt): Promise<User> {
    throttle.check(login, address)
    const user = users.find(login)
    const isRight = await passwords.isRight(password, user?.password)
    if (isRight === undefined) fail('login_throttled', { retryAfterSeconds: 1 })
    // Those that came at once were all let in before the first of them had failed.
    throttle.check(login, address)
    if (isRight && user) return user
    throttle.failed(login, address)
    return fail('password_wrong')
  }

  /** The user of a link; the first one is made by it. */
  async function userOf(linkUser: string | undefined, login: string | undefined): Promise<User> {
    if (linkUser !== undefined) return users.get(linkUser) ?? fail('link_spent')
    const known = first()
    if (!known) return users.add(login ?? FIRST_LOGIN, { '*': 'owner' })
    if (login === undefined || login === known.login) return known
    if (users.find(login)) fail('login_taken', { path: 'login' })
    return users.change(known.id, { login })
  }

  return {
    isSetUp: () => users.list().some(({ password }) => password !== undefined),
    issueLink: async () => ({ link: await keys.issue('sign-in-link'), login: first()?.login }),
    enter: async (attempt) => {
      const user = await checkPassword(attempt)
      await codes.check(user, attempt.code, attempt.address)
      throttle.succeeded(attempt.login, attempt.address)
      return user
    },
    claim: async (link, password, login) => {
      const kind = (await keys.find('invitation', link)) ? 'invitation' : 'sign-in-link'
      const key = await keys.find(kind, link)
      if (!key || !(await keys.spend(kind, link))) fail('link_spent')
      const { id } = await userOf(key.user, login)
      // A code survives: who finds a link has not found the phone. But the operator who reads the folder may start anew.
      const user = await users.change(id, {
        password: await passwords.hash(password),
        ...(kind === 'sign-in-link' && { code: undefined, pendingCode: undefined }),
      })
      await keys.revokeWhere('session', (session) => session.user === id)
      return user
    },
    confirm: async (user, password, address) => {
      await checkPassword({ login: user.login, password, address })
      throttle.succeeded(user.login, address)
    },
    changePassword: async (user, next) => {
      await users.change(user.id, { password: await passwords.hash(next) })
    },
  }
}
