// Makes a site at the start, or lets more origins send to one that is there.
import { takenSite } from '../sites/site.ts'
import type { Site } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'

const NEW: Site = {
  name: '',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  origins: [],
  rates: { USD: 0.92, GBP: 1.17, JPY: 0.0062 },
}

/**
 * Keeps what the owner changed, and adds `origins` to those that may send; `settings` are what a new site has on top.
 * Throws `Invalid` on a bad origin.
 */
export async function openSite(
  sites: Sites,
  id: string,
  origins: readonly string[],
  settings: Partial<Site> = {},
): Promise<void> {
  await sites.put(id, withOrigins(id, sites.get(id), origins, settings))
}

/** The site as it will be; `settings` are what a new one has on top. Throws `Invalid`. */
export function withOrigins(
  id: string,
  known: Site | undefined,
  origins: readonly string[],
  settings: Partial<Site> = {},
): Site {
  const name = id === 'demo' ? 'Harbour & Loom' : id
  const before = known ?? { ...NEW, name, ...settings }
  return takenSite({ ...before, origins: [...new Set([...before.origins, ...origins])] }, '')
}
