// Everybody who may sign in, in memory since every request of the console asks; written through to the documents.
import type { Role } from '../../packages/wire/account.ts'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import type { Roles } from '../http/call.ts'
import { ACCOUNTS } from '../limits.ts'
import type { Random } from '../random.ts'
import type { Documents } from '../storage/documents.ts'
import type { PasswordHash } from './password.ts'

const KIND = 'user'
/** Where versions with one person kept the password. */
const OWNER_KIND = 'owner'
export const FIRST_LOGIN = 'owner'

/** The second factor: the secret of an authenticator app, and what was used of it. */
export interface CodeSetting {
  readonly secret: string
  /** The last time step whose code was taken: none is good twice. */
  readonly lastStep: number
  /** Hashes of the codes for the day the app is lost. */
  readonly recovery: readonly string[]
}

export interface User {
  readonly id: string
  /** A name or an e-mail address, in small letters. */
  readonly login: string
  readonly roles: Roles
  readonly createdMs: number
  /** Absent until one is chosen. */
  readonly password?: PasswordHash
  readonly code?: CodeSetting | undefined
  /** A secret that was shown, but of which no code has come yet. */
  readonly pendingCode?: string | undefined
}

export interface Users {
  readonly load: () => Promise<void>
  readonly get: (id: string) => User | undefined
  readonly find: (login: string) => User | undefined
  readonly list: () => readonly User[]
  /** Throws `Fault`: `login_taken`, `users_full`. */
  readonly add: (login: string, roles: Roles) => Promise<User>
  readonly change: (id: string, change: Partial<Omit<User, 'id' | 'createdMs'>>) => Promise<User>
  /** Takes a role away; who has none left is forgotten. */
  readonly setRole: (id: string, site: string, role: Role | undefined) => Promise<User | undefined>
}

export interface UsersParts {
  readonly documents: Documents
  readonly random: Random
  readonly clock: Clock
}

export function createUsers({ documents, random, clock }: UsersParts): Users {
  const known = new Map<string, User>()

  /** Known at once: what was spent must be spent for whoever asks before the disk has answered. */
  async function put(user: User): Promise<User> {
    const before = known.get(user.id)
    known.set(user.id, user)
    try {
      await documents.put(KIND, user.id, user)
    } catch (error) {
      if (before) known.set(user.id, before)
      else known.delete(user.id)
      throw error
    }
    return user
  }

  const must = (id: string): User => known.get(id) ?? fail('not_found')
  const find = (login: string): User | undefined =>
    [...known.values()].find((user) => user.login === login)

  async function add(login: string, roles: Roles): Promise<User> {
    if (find(login)) fail('login_taken', { path: 'login' })
    if (known.size >= ACCOUNTS.users) fail('users_full')
    const id = Buffer.from(random.bytes(12)).toString('base64url')
    return put({ id, login, roles, createdMs: clock.now() })
  }

  return {
    load: async () => {
      for (const { body } of await documents.list<User>(KIND)) known.set(body.id, body)
      const [owner] = await documents.list<PasswordHash>(OWNER_KIND)
      if (!owner || known.size > 0) return
      const { id } = await add(FIRST_LOGIN, { '*': 'owner' })
      await put({ ...must(id), password: owner.body })
      await documents.delete(OWNER_KIND, owner.key)
    },
    get: (id) => known.get(id),
    find,
    list: () => [...known.values()],
    add,
    change: (id, change) => put({ ...must(id), ...change }),
    setRole: async (id, site, role) => {
      const user = must(id)
      const { [site]: _, ...others } = user.roles
      const roles = role ? { ...others, [site]: role } : others
      if (Object.keys(roles).length > 0) return put({ ...user, roles })
      await documents.delete(KIND, id)
      known.delete(id)
      return undefined
    },
  }
}
