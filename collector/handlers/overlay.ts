// Lets the console draw over one page of the shop: a token for minutes, given to that page and spent once by the console.
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
const origin = matching(/^https?:\/\/[^\s/]{1,290}$/, 'an origin like https://shop.example')
const asked: Schema<{ origin: string; page: string }> = object({
  origin,
  page,
})
const spent: Schema<{ token: string; origin: string; page: string }> = object({
  token: matching(/^[\w-]{43}$/, 'the secret of an overlay'),
  origin,
  page,
})

export interface OverlayParts {
  readonly sites: Sites
  readonly keys: Pick<Keys, 'issue' | 'find' | 'spend'>
  readonly consoleOrigin: () => string
}

export interface OverlayHandlers {
  readonly issue: Handler
  readonly spend: Handler
}

export function overlayHandlers({ sites, keys, consoleOrigin }: OverlayParts): OverlayHandlers {
  return {
    issue: async (call) => {
      const { id, site } = siteOfPath(sites, call)
      const { origin, page } = readJson(call.body, asked)
      if (!site.origins.includes(origin) && !site.origins.includes('*')) fail('origin_not_allowed')
      // Pages know one console, and draw for no other.
      if (call.headers.origin !== consoleOrigin()) fail('console_elsewhere')
      return json(201, {
        token: await keys.issue('overlay', { site: id, overlay: { page, origin } }),
      })
    },
    /** The page has shown the token: it is the one that was opened. */
    spend: async (call) => {
      const { id } = siteOfPath(sites, call)
      const { token, origin, page } = readJson(call.body, spent)
      const known = await keys.find('overlay', token)
      const isFor =
        known?.site === id && known.overlay?.origin === origin && known.overlay.page === page
      if (!isFor || !(await keys.spend('overlay', token))) fail('token_wrong')
      return { status: 204 }
    },
  }
}
