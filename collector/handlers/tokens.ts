// Tokens with which programs send and read: made, listed and revoked by the site's owners.
import type { Token } from '../../packages/wire/account.ts'
import type { Keys, ListedKey } from '../accounts/keys.ts'
import { hashOf } from '../accounts/secret.ts'
import type { ApiHandlers } from '../api/asked.ts'
import { pageOf } from '../api/pages.ts'
import { nameOf } from '../api/routes.ts'
import { fail } from '../errors.ts'
import { ACCOUNTS } from '../limits.ts'

const DAY_MS = 86_400_000
const DAYS = 365

type Names = 'listTokens' | 'makeToken' | 'revokeToken'

export function tokensHandlers(keys: Keys): Pick<ApiHandlers, Names> {
  const ofSite = async (site: string): Promise<ListedKey[]> =>
    (await keys.list('token')).filter((key) => key.site === site)

  return {
    listTokens: async ({ site, query }) => {
      const { rows, next } = pageOf((await ofSite(site.id)).map(tokenOf), query, ({ id }) => id)
      return { tokens: rows, next }
    },
    makeToken: async ({ site, body: { name, scope, days = DAYS }, caller }) => {
      if ((await ofSite(site.id)).length >= ACCOUNTS.tokensOfSite) fail('tokens_full')
      const by = caller.kind === 'command' ? '' : nameOf(caller)
      const limits = { site: site.id, scope, name, by }
      const secret = await keys.issue('token', limits, days * DAY_MS)
      const made = (await ofSite(site.id)).find(({ id }) => id === hashOf(secret))
      return { ...tokenOf(made ?? fail('internal')), secret }
    },
    revokeToken: async ({ site, params }) => {
      const isMeant = (key: ListedKey) => key.site === site.id && key.id === params.id
      if ((await keys.revokeWhere('token', isMeant)) === 0) fail('not_found')
    },
  }
}

function tokenOf(key: ListedKey): Token {
  return {
    id: key.id,
    name: key.name ?? 'import',
    scope: key.scope === 'import' || !key.scope ? 'events' : key.scope,
    createdMs: key.createdMs ?? 0,
    expiresMs: key.expiresMs,
    by: key.by ?? '',
  }
}
