// Finds out who asks, and lets in whom the route allows: host name, origin, session or token. What is not allowed is refused.
import { fail } from '../errors.ts'
import type { Call, Caller, Route } from '../http/call.ts'
import { checkAccess } from './access.ts'
import type { Keys } from './keys.ts'
import { hashOf, isSameHash } from './secret.ts'
import type { SessionCookie } from './session.ts'
import type { Users } from './users.ts'

export interface DoorsParts {
  readonly keys: Keys
  readonly users: Pick<Users, 'get'>
  readonly cookie: SessionCookie
  /** Host names, without port, on which console and API answer. */
  readonly consoleHosts: readonly string[]
  /** Hash of the secret in the `cli-token` file. */
  readonly cliHash: string
  /** Hash of the secret with which `/metrics` may be read; undefined where none is set. */
  readonly metricsHash?: string | undefined
}

export type Enter = (route: Route, call: Call) => Promise<Caller>

const ANYONE: Caller = { kind: 'anyone' }

export function createDoors(parts: DoorsParts): Enter {
  const { keys, users, cookie, consoleHosts, cliHash, metricsHash } = parts

  async function ofBearer(secret: string, allow: Route['allow']): Promise<Caller> {
    const hash = hashOf(secret)
    if (isSameHash(hash, cliHash)) return { kind: 'command' }
    if (allow === 'machine' && metricsHash !== undefined && isSameHash(hash, metricsHash))
      return { kind: 'command' }
    const key = await keys.find('token', secret)
    if (!key?.scope || key.site === undefined) fail('token_wrong')
    // Tokens of earlier versions know one scope, by another name.
    const scope = key.scope === 'import' ? 'events' : key.scope
    return { kind: 'token', name: key.name ?? 'import', site: key.site, scope }
  }

  async function ofSession(call: Call): Promise<Caller> {
    const secret = cookie.read(call.headers.cookie)
    const session = secret === undefined ? undefined : await keys.find('session', secret)
    const user = session?.user === undefined ? undefined : users.get(session.user)
    if (!secret || !user) return ANYONE
    return {
      kind: 'user',
      id: user.id,
      login: user.login,
      roles: user.roles,
      session: hashOf(secret),
    }
  }

  return async (route, call) => {
    if (route.door === 'public') return ANYONE
    // As if it were not there: a shop's own host name may proxy to us, and must not become a way in.
    if (!consoleHosts.includes(hostnameOf(call.headers.host))) fail('not_found')
    if (route.door === 'console') return ANYONE
    const bearer = bearerOf(call)
    if (bearer === undefined) checkWrite(call)
    const caller =
      bearer === undefined ? await ofSession(call) : await ofBearer(bearer, route.allow)
    checkAccess(caller, route.allow ?? 'operator', call.params['site'])
    return caller
  }
}

/** A form of another site can neither set this media type nor hide its origin. */
function checkWrite({ method, headers }: Call): void {
  if (method === 'GET' || method === 'HEAD') return
  if (!/^application\/json(;|$)/i.test(headers['content-type'] ?? '')) fail('media_type_wrong')
  const { origin = '', host } = headers
  if (!URL.canParse(origin) || new URL(origin).host !== host) fail('origin_foreign')
}

function bearerOf({ headers }: Call): string | undefined {
  const { authorization } = headers
  if (authorization === undefined) return undefined
  return /^Bearer ([\w-]{1,100})$/.exec(authorization)?.[1] ?? fail('token_wrong')
}

function hostnameOf(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase()
}
