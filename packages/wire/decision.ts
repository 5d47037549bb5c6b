// What goes down to the page with the tag: the settings of its site.

/** The site's part of the script tag's answer. */
export interface SiteConfig {
  site: string
  /** Base currency of the site, ISO 4217. */
  currency: string
  /** Version of the notice that is shown. */
  notice?: string
}
