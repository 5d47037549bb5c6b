// Lets the owner make a site, read or change its settings, delete it, and count what was imported for it.
import type { ApiHandlers } from '../api/asked.ts'
import { fail } from '../errors.ts'
import { nameOf } from '../api/routes.ts'
import type { Removal } from '../removal.ts'
import type { Call } from '../http/call.ts'
import type { Site } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'

export interface SiteParts {
  readonly sites: Sites
  readonly removal: Pick<Removal, 'remove'>
  /** How many imported events of a site are stored, counting all that was acknowledged before. */
  readonly countImported: (site: string) => Promise<number>
}

type Names = 'readSite' | 'writeSite' | 'removeSite' | 'countImported'

export function siteHandlers({
  sites,
  removal,
  countImported,
}: SiteParts): Pick<ApiHandlers, Names> {
  return {
    readSite: ({ site }) => site.settings,
    writeSite: async ({ params, body }) => {
      await sites.put(params.site, body)
      return body
    },
    removeSite: ({ site, query: { confirm }, caller }) => {
      // Typed once more, so that no slip and no program that goes through all sites deletes one.
      if (confirm !== site.id) fail('ask_invalid', { path: 'confirm' })
      return removal.remove(site.id, nameOf(caller))
    },
    countImported: async ({ site }) => ({ rows: await countImported(site.id) }),
  }
}

/** The site that stands in a path. */
export function siteOfPath(sites: Sites, { params }: Call): { id: string; site: Site } {
  const id = params['site'] ?? ''
  return { id, site: sites.get(id) ?? fail('site_unknown') }
}
