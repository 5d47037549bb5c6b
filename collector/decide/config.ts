// What of a site's settings goes down to its pages, in a form that is safe inside a script.
import type { SiteConfig } from '../../packages/wire/decision.ts'
import type { Site } from '../sites/site.ts'

/** JSON is not quite JavaScript: `<` could end the script element, U+2028 and U+2029 a line. */
export function configScript(id: string, site: Site): string {
  const config: SiteConfig = { site: id, currency: site.currency }
  return JSON.stringify(config).replaceAll(
    /[<\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
