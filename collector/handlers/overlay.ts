// Lets the console draw over one page of the shop: a token for minutes, spent once, by that page alone.
import { URL_CHARS_MAX } from '../../packages/wire/limits.ts'
import { matching, object, text } from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'
import type { Keys } from '../accounts/keys.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Handler } from '../http/call.ts'
import { readJson } from '../http/read-json.ts'
import type { Sites } from '../sites/sites.ts'
import { siteOfPath } from './site.ts'

const page = text(URL_CHARS_MAX, 1)
const asked: Schema<{ origin: string; page: string }> = object({
  origin: matching(/^https?:\/\/[^\s/]{1,290}$/, 'an origin like https://shop.example'),
  page,
})
const spent: Schema<{ token: string; page: string }> = object({
  token: matching(/^[\w-]{43}$/, 'the secret of an overlay'),
  page,
})

export interface OverlayParts {
  readonly sites: Sites
  readonly keys: Pick<Keys, 'issue' | 'find' | 'spend'>
}

export interface OverlayHandlers {
  readonly issue: Handler
  readonly spend: Handler
}

export function overlayHandlers({ sites, keys }: OverlayParts): OverlayHandlers {
  return {
    issue: async (call) => {
      const { id, site } = siteOfPath(sites, call)
      const { origin, page } = readJson(call.body, asked)
      if (!site.origins.includes(origin) && !site.origins.includes('*')) fail('origin_not_allowed')
      // Where the reader sits is where the page may talk to, and nowhere else.
      const console = call.headers.origin ?? fail('origin_foreign')
      const overlay = { page, origin, console }
      return json(201, { token: await keys.issue('overlay', { site: id, overlay }) })
    },
    /** Tells the page nothing but whom it may ask: figures come from there. */
    spend: async ({ body, headers }) => {
      const { token, page } = readJson(body, spent)
      const known = (await keys.find('overlay', token))?.overlay
      if (known?.origin !== headers.origin || known?.page !== page) return fail('token_wrong')
      if (!(await keys.spend('overlay', token))) fail('token_wrong')
      return json(200, { console: known.console })
    },
  }
}
