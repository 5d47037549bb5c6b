// Lets the owner make a site, read or change its settings, and count what was imported for it.
import type { ApiHandlers } from '../api/asked.ts'
import { fail } from '../errors.ts'
import type { Call } from '../http/call.ts'
import type { Site } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'

export interface SiteParts {
  readonly sites: Sites
  /** How many imported events of a site are stored, counting all that was acknowledged before. */
  readonly countImported: (site: string) => Promise<number>
}

export function siteHandlers({
  sites,
  countImported,
}: SiteParts): Pick<ApiHandlers, 'readSite' | 'writeSite' | 'countImported'> {
  return {
    readSite: ({ site }) => site.settings,
    writeSite: async ({ params, body }) => {
      await sites.put(params.site, body)
      return body
    },
    countImported: async ({ site }) => ({ rows: await countImported(site.id) }),
  }
}

/** The site that stands in a path. */
export function siteOfPath(sites: Sites, { params }: Call): { id: string; site: Site } {
  const id = params['site'] ?? ''
  return { id, site: sites.get(id) ?? fail('site_unknown') }
}
