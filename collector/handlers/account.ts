// What the console asks about its owner: claim a link, log in and out, who am I, make a token.
import { matching, object, oneOf, text } from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Handler, Reply } from '../http/call.ts'
import { readJson } from '../http/read-json.ts'
import { SITE_ID } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'
import type { Keys } from '../accounts/keys.ts'
import type { Owner } from '../accounts/owner.ts'
import type { SessionCookie } from '../accounts/session.ts'

const PASSWORD_CHARS_MIN = 12
const PASSWORD_CHARS_MAX = 200

const claimed: Schema<{ token: string; password: string }> = object({
  token: matching(/^[\w-]{43}$/, 'the secret of a sign-in link'),
  password: text(PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN),
})
const login: Schema<{ password: string }> = object({ password: text(PASSWORD_CHARS_MAX) })
const wanted: Schema<{ site: string; scope: 'import' }> = object({
  site: SITE_ID,
  scope: oneOf('import'),
})

export interface AccountParts {
  readonly owner: Owner
  readonly keys: Keys
  readonly cookie: SessionCookie
  readonly sites: Sites
}

export interface AccountHandlers {
  readonly claim: Handler
  readonly logIn: Handler
  readonly logOut: Handler
  readonly me: Handler
  readonly makeToken: Handler
}

export function accountHandlers({ owner, keys, cookie, sites }: AccountParts): AccountHandlers {
  const signedIn = async (): Promise<Reply> => ({
    status: 204,
    headers: { 'set-cookie': cookie.set(await keys.issue('session')) },
  })
  return {
    claim: async ({ body }) => {
      const { token, password } = readJson(body, claimed)
      if (!(await keys.spend('sign-in-link', token))) fail('link_spent')
      await owner.setPassword(password)
      // Whoever knew the old one is out.
      await keys.revokeAll('session')
      return signedIn()
    },
    logIn: async ({ body }) => {
      await owner.checkPassword(readJson(body, login).password)
      return signedIn()
    },
    logOut: async ({ headers }) => {
      const session = cookie.read(headers.cookie)
      if (session !== undefined) await keys.revoke('session', session)
      return { status: 204, headers: { 'set-cookie': cookie.clear() } }
    },
    me: async () => {
      const shown = sites.list().map(([id, { name, currency, timeZone, origins, heatmap }]) => ({
        id,
        name,
        currency,
        timeZone,
        origins,
        heatmap: heatmap?.sample ?? 0,
      }))
      return json(200, { sites: shown, passwordSet: await owner.hasPassword() })
    },
    makeToken: async ({ body }) => {
      const limits = readJson(body, wanted)
      if (!sites.get(limits.site)) fail('site_unknown', { path: 'site' })
      return json(201, { token: await keys.issue('token', limits) })
    },
  }
}
