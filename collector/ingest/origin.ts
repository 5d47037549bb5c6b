// Decides whether a page may send for a site, by the origin its browser names.
import { fail } from '../errors.ts'
import type { Site } from '../sites/site.ts'

/** Browsers name the origin on every POST: without one it is no page. */
export function checkOrigin(site: Site, origin: string | undefined): void {
  if (origin === undefined) fail('origin_not_allowed')
  if (!site.origins.includes(origin) && !site.origins.includes('*')) fail('origin_not_allowed')
}
