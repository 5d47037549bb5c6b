// Decides who may come in by which door: host name, origin, session or token. What is not allowed is refused.
import { fail } from '../errors.ts'
import type { Call, Caller, Route } from '../http/call.ts'
import type { Keys } from './keys.ts'
import { hashOf, isSameHash } from './secret.ts'
import type { SessionCookie } from './session.ts'

export interface DoorsParts {
  readonly keys: Keys
  readonly cookie: SessionCookie
  /** Host names, without port, on which console and API answer. */
  readonly consoleHosts: readonly string[]
  /** Hash of the secret in the `cli-token` file. */
  readonly cliHash: string
}

export type Enter = (route: Route, call: Call) => Promise<Caller>

const ANYONE: Caller = { kind: 'anyone' }
const OWNER: Caller = { kind: 'owner' }
const COMMAND: Caller = { kind: 'owner', isCommand: true }

export function createDoors(parts: DoorsParts): Enter {
  const { keys, cookie, consoleHosts, cliHash } = parts

  async function bearer(secret: string): Promise<Caller> {
    if (isSameHash(hashOf(secret), cliHash)) return COMMAND
    const key = await keys.find('token', secret)
    if (key?.scope !== 'import' || key.site === undefined) fail('token_wrong')
    return { kind: 'token', site: key.site }
  }

  async function owner(call: Call): Promise<Caller> {
    const secret = bearerOf(call)
    if (secret !== undefined) {
      const caller = await bearer(secret)
      return caller.kind === 'owner' ? caller : fail('token_wrong')
    }
    checkWrite(call)
    const session = cookie.read(call.headers.cookie)
    if (session === undefined || !(await keys.find('session', session))) fail('not_signed_in')
    return OWNER
  }

  return async (route, call) => {
    if (route.door === 'public') return ANYONE
    // As if it were not there: a shop's own host name may proxy to us, and must not become a way in.
    if (!consoleHosts.includes(hostnameOf(call.headers.host))) fail('not_found')
    if (route.door === 'import') return bearer(bearerOf(call) ?? fail('token_wrong'))
    if (route.door === 'owner') return owner(call)
    checkWrite(call)
    return ANYONE
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
  return /^Bearer ([\w-]{1,100})$/.exec(headers.authorization ?? '')?.[1]
}

function hostnameOf(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase()
}
