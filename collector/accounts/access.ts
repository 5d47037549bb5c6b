// Decides who may do what where. What is not allowed by a line here is refused.
import { ROLES } from '../../packages/wire/account.ts'
import type { Role, Scope } from '../../packages/wire/account.ts'
import { fail } from '../errors.ts'
import type { Allow, Caller, Roles } from '../http/call.ts'

/** The role under which a token reads or writes; those for events do neither. */
const SCOPE_ROLE: Readonly<Record<Scope, Role | undefined>> = {
  events: undefined,
  read: 'analyst',
  write: 'marketer',
}

export const isAtLeast = (role: Role, least: Role): boolean =>
  ROLES.indexOf(role) >= ROLES.indexOf(least)

/** The role on a site: its own or that on all sites, whichever is more. */
export function roleOn(roles: Roles, site: string): Role | undefined {
  const own = Object.hasOwn(roles, site) ? roles[site] : undefined
  const everywhere = roles['*']
  if (!own || !everywhere) return own ?? everywhere
  return isAtLeast(own, everywhere) ? own : everywhere
}

export const isOperator = (caller: Caller): boolean =>
  caller.kind === 'command' || (caller.kind === 'user' && caller.roles['*'] === 'owner')

/** What a caller is on a site; undefined where the site is not there for them. */
export function roleOf(caller: Caller, site: string): Role | undefined {
  switch (caller.kind) {
    case 'command':
      return 'owner'
    case 'user':
      return roleOn(caller.roles, site)
    case 'token':
      return caller.site === site ? SCOPE_ROLE[caller.scope] : undefined
    default:
      return undefined
  }
}

/** Returns where it is allowed; throws `Fault` where not: whether there is a site is told to nobody who may not see it. */
export function checkAccess(caller: Caller, allow: Allow, site: string | undefined): void {
  if (allow === 'anyone' || caller.kind === 'command') return
  if (caller.kind === 'anyone') fail('not_signed_in')
  if (allow === 'command') fail('command_only')
  if (allow === 'events') return caller.kind === 'token' ? checkScope(caller.scope) : refuse(caller)
  if (allow === 'user') return caller.kind === 'user' ? undefined : refuse(caller)
  if (allow === 'operator' || allow === 'machine')
    return isOperator(caller) ? undefined : refuse(caller)
  checkRole(caller, allow, site ?? '*')
}

function checkRole(caller: Caller, least: Role, site: string): void {
  const role = roleOf(caller, site)
  if (role && isAtLeast(role, least)) return
  if (caller.kind === 'token') fail('token_wrong')
  if (role) fail('role_too_low')
  fail('site_unknown')
}

function checkScope(scope: Scope): void {
  if (scope !== 'events') fail('token_wrong')
}

function refuse(caller: Caller): never {
  return fail(caller.kind === 'token' ? 'token_wrong' : 'role_too_low')
}
