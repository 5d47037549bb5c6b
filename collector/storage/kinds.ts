// The one list of kinds of documents, each with what becomes of it when a site is deleted: one that is left out does not compile.

type Body = Readonly<Record<string, unknown>>

/** The site that a document belongs to; those that belong to a site go with it. */
type SiteOf = (key: string, body: Body) => unknown

/**
 * `people`: of somebody, who is forgotten with their last site · `folder`: of the collector, whatever the sites ·
 * `kept`: says who did what, and stays.
 */
type Belonging = SiteOf | 'people' | 'folder' | 'kept'

const byKey: SiteOf = (key) => key
/** `SITE/NAME`; no site's name holds a slash. */
const byFirst: SiteOf = (key) => key.slice(0, Math.max(0, key.indexOf('/')))
const byBody: SiteOf = (_, { site }) => site

export const KINDS = {
  site: byKey,
  experiment: byFirst,
  flag: byFirst,
  'recommend-rules': byKey,
  'privacy-request': byFirst,
  notice: byFirst,
  token: byBody,
  overlay: byBody,
  user: 'people',
  owner: 'people',
  session: 'people',
  invitation: 'people',
  'sign-in-link': 'people',
  audit: 'kept',
  upkeep: 'folder',
  /** Says that the site of this name is being deleted; goes last. */
  'site-removal': 'folder',
} as const satisfies Readonly<Record<string, Belonging>>

export type DocumentKind = keyof typeof KINDS

/** The kinds whose documents go with their site. */
export const OF_SITES = Object.entries(KINDS).flatMap(([kind, belonging]) =>
  typeof belonging === 'function'
    ? [{ kind: kind as DocumentKind, siteOf: belonging as SiteOf }]
    : [],
)
