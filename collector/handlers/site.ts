// Lets the owner make a site, read or change its settings, and count what was imported for it.
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Call, Handler } from '../http/call.ts'
import { readJson, readValue } from '../http/read-json.ts'
import { parseSite, SITE_ID } from '../sites/site.ts'
import type { Site } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'

export interface SiteParts {
  readonly sites: Sites
  /** How many imported events of a site are stored, counting all that was acknowledged before. */
  readonly countImported: (site: string) => Promise<number>
}

export interface SiteHandlers {
  readonly read: Handler
  readonly write: Handler
  readonly imported: Handler
}

export function siteHandlers({ sites, countImported }: SiteParts): SiteHandlers {
  return {
    read: (call) => json(200, siteOfPath(sites, call).site),
    write: async ({ params, body }) => {
      const id = readValue(params['site'], (value) => SITE_ID(value, 'site'))
      const site = readJson(body, parseSite)
      await sites.put(id, site)
      return json(200, site)
    },
    imported: async (call) => json(200, { rows: await countImported(siteOfPath(sites, call).id) }),
  }
}

/** The site that stands in a path. */
export function siteOfPath(sites: Sites, { params }: Call): { id: string; site: Site } {
  const id = params['site'] ?? ''
  return { id, site: sites.get(id) ?? fail('site_unknown') }
}
