// Takes a role on a site away: who is nobody any more has no way in.
import type { Keys } from './keys.ts'
import type { User, Users } from './users.ts'

export interface LeaveParts {
  readonly users: Pick<Users, 'list' | 'setRole'>
  readonly keys: Pick<Keys, 'revokeWhere'>
}

/** Answers who they are then; undefined where they are nobody. */
export async function leave(
  { users, keys }: LeaveParts,
  id: string,
  site: string,
): Promise<User | undefined> {
  const after = await users.setRole(id, site, undefined)
  if (!after)
    for (const kind of ['session', 'invitation', 'sign-in-link'] as const)
      await keys.revokeWhere(kind, ({ user }) => user === id)
  return after
}

/** Nobody has a role on this site any more, but those of all sites. */
export async function leaveAll(parts: LeaveParts, site: string): Promise<void> {
  for (const { id, roles } of parts.users.list())
    if (Object.hasOwn(roles, site)) await leave(parts, id, site)
}
