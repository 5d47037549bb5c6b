// Who may see a site: invited, given roles, and let go by its owners.
import type { Member } from '../../packages/wire/account.ts'
import { isOperator } from '../accounts/access.ts'
import type { Keys } from '../accounts/keys.ts'
import { leave } from '../accounts/leave.ts'
import type { User, Users } from '../accounts/users.ts'
import type { ApiHandlers } from '../api/asked.ts'
import { pageOf } from '../api/pages.ts'
import { fail } from '../errors.ts'

type Names = 'listMembers' | 'inviteMember' | 'changeMember' | 'removeMember'

export interface MembersParts {
  readonly users: Users
  readonly keys: Keys
  readonly consoleOrigin: () => string
}

export function membersHandlers(parts: MembersParts): Pick<ApiHandlers, Names> {
  const { users, keys, consoleOrigin } = parts

  /** Somebody with a role of their own on this site: those of all sites are beyond its owner. */
  function ownMember(id: string, site: string): User {
    const user = users.get(id)
    return user && Object.hasOwn(user.roles, site) ? user : fail('not_found')
  }

  return {
    listMembers: ({ site, query }) => {
      const all = users.list().flatMap((user) => memberOf(user, site.id) ?? [])
      const { rows, next } = pageOf(all, query, ({ login }) => login)
      return { members: rows, next }
    },
    inviteMember: async ({ site, body: { login, role } }) => {
      const known = users.find(login)
      if (known && memberOf(known, site.id)) fail('login_taken', { path: 'login' })
      const user = known
        ? ((await users.setRole(known.id, site.id, role)) ?? fail('internal'))
        : await users.add(login, { [site.id]: role })
      const member = memberOf(user, site.id) ?? fail('internal')
      // A link chooses the password of the whole account: who knows a name must not get at what it may do elsewhere.
      if (known) return { member, link: null }
      const secret = await keys.issue('invitation', { user: user.id })
      return {
        member,
        link: `${consoleOrigin()}/console/#sign-in=${secret}&name=${encodeURIComponent(login)}`,
      }
    },
    changeMember: async ({ site, params, body: { role }, caller }) => {
      const user = ownMember(params.id, site.id)
      refuseSelf(caller.kind === 'user' && caller.id === user.id && !isOperator(caller))
      const after = await users.setRole(user.id, site.id, role)
      return memberOf(after ?? user, site.id) ?? fail('internal')
    },
    removeMember: async ({ site, params, caller }) => {
      const user = ownMember(params.id, site.id)
      refuseSelf(caller.kind === 'user' && caller.id === user.id && !isOperator(caller))
      await leave({ users, keys }, user.id, site.id)
    },
  }
}

/** An owner who demotes themself by mistake could not undo it. */
function refuseSelf(isSelf: boolean): void {
  if (isSelf) fail('last_owner')
}

function memberOf(user: User, site: string): Member | undefined {
  const isOfAll = user.roles['*'] !== undefined
  const role = isOfAll ? user.roles['*'] : Object.hasOwn(user.roles, site) && user.roles[site]
  return role
    ? {
        id: user.id,
        login: user.login,
        role,
        isOperator: isOfAll,
        hasCode: user.code !== undefined,
        isInvited: user.password === undefined,
      }
    : undefined
}
