// Lets the console draw over one page of the shop: a token for minutes, given to that page and spent once by the console.
import type { Keys } from '../accounts/keys.ts'
import type { ApiHandlers } from '../api/asked.ts'
import { fail } from '../errors.ts'

export interface OverlayParts {
  readonly keys: Pick<Keys, 'issue' | 'find' | 'spend'>
  readonly consoleOrigin: () => string
}

export function overlayHandlers({
  keys,
  consoleOrigin,
}: OverlayParts): Pick<ApiHandlers, 'issueOverlay' | 'spendOverlay'> {
  return {
    issueOverlay: async ({ site, body: { origin, page }, origin: asker }) => {
      const { origins } = site.settings
      if (!origins.includes(origin) && !origins.includes('*')) fail('origin_not_allowed')
      // Pages know one console, and draw for no other.
      if (asker !== consoleOrigin()) fail('console_elsewhere')
      return { token: await keys.issue('overlay', { site: site.id, overlay: { page, origin } }) }
    },
    /** The page has shown the token: it is the one that was opened. */
    spendOverlay: async ({ site, body: { token, origin, page } }) => {
      const known = await keys.find('overlay', token)
      const isFor =
        known?.site === site.id && known.overlay?.origin === origin && known.overlay.page === page
      if (!isFor || !(await keys.spend('overlay', token))) fail('token_wrong')
    },
  }
}
