// Who one is: the ways in and out, and what one may see.
import { roleOn } from '../accounts/access.ts'
import type { Audit } from '../accounts/audit.ts'
import type { Keys } from '../accounts/keys.ts'
import type { SessionCookie } from '../accounts/session.ts'
import type { SignIn } from '../accounts/sign-in.ts'
import { FIRST_LOGIN } from '../accounts/users.ts'
import type { User, Users } from '../accounts/users.ts'
import type { ApiHandlers, Asked } from '../api/asked.ts'
import { pageOf } from '../api/pages.ts'
import { Fault } from '../errors.ts'
import type { Caller } from '../http/call.ts'
import type { Settings } from '../settings.ts'
import type { Sites } from '../sites/sites.ts'
import type { Me } from '../../packages/wire/account.ts'

type Names = 'claim' | 'logIn' | 'logOut' | 'readMe' | 'listSites'

export interface SessionParts {
  readonly users: Users
  readonly keys: Keys
  readonly signIn: SignIn
  readonly cookie: SessionCookie
  readonly sites: Sites
  readonly audit: Audit
  readonly settings: Pick<Settings, 'paths'>
}

export function sessionHandlers(parts: SessionParts): Pick<ApiHandlers, Names> {
  const { users, keys, signIn, cookie, audit } = parts

  const tell = (by: string, what: string, detail = ''): Promise<void> =>
    audit.add({ by, site: '', what, detail })

  async function begin(user: User, setCookie: (text: string) => void, how: string): Promise<void> {
    setCookie(cookie.set(await keys.issue('session', { user: user.id })))
    await tell(user.login, how)
  }

  return {
    claim: async ({ body: { token, password, login }, setCookie }) =>
      begin(await signIn.claim(token, password, login), setCookie, 'claim'),
    logIn: async ({ body: { login = FIRST_LOGIN, password, code }, address, setCookie }) => {
      try {
        const user = await signIn.enter({ login, password, code, address })
        await begin(user, setCookie, 'signIn')
      } catch (error) {
        const isGuess = error instanceof Fault && /^(password|code)_wrong$/.test(error.code)
        // A name that nobody has may be a password typed into the wrong field.
        if (isGuess) await tell(users.find(login) ? login : 'nobody', 'signInFailed', error.code)
        throw error
      }
    },
    logOut: async ({ cookie: cookies, setCookie }) => {
      const secret = cookie.read(cookies)
      if (secret !== undefined) await keys.revoke('session', secret)
      setCookie(cookie.clear())
    },
    readMe: (asked) => meOf(parts, asked),
    listSites: ({ caller, query }) => {
      const { rows, next } = pageOf(seenSites(parts.sites, caller), query, ({ id }) => id)
      return { sites: rows, next }
    },
  }
}

/** The sites that a caller may see, with what they are there. */
function seenSites(sites: Sites, caller: Caller): Me['sites'] {
  return sites.list().flatMap(([id, site]) => {
    const role = caller.kind === 'user' ? roleOn(caller.roles, id) : 'owner'
    const { name, currency, timeZone, origins, heatmap, off, staging } = site
    const state = off ? 'off' : staging ? 'staging' : 'live'
    return role
      ? [
          {
            id,
            name,
            currency,
            timeZone,
            origins,
            heatmap: heatmap?.sample ?? 0,
            state,
            role,
          } as const,
        ]
      : []
  })
}

function meOf({ users, sites, settings }: SessionParts, { caller }: Asked<'readMe'>): Me {
  const user = caller.kind === 'user' ? users.get(caller.id) : undefined
  return {
    login: user?.login ?? null,
    hasCode: user?.code !== undefined,
    recoveryCodes: user?.code?.recovery.length ?? 0,
    isOperator: caller.kind === 'command' || user?.roles['*'] === 'owner',
    tagPath: settings.paths.tag,
    sites: seenSites(sites, caller),
  }
}
