// What a truthful audit lists of each page: as measured in Chromium 156, by a browser that does not say it is driven.

/** What the browser holds at the end of a phase, and whom it asked during it. Cookies and keys of others carry their host. */
export interface Facts {
  /** `name host`. */
  readonly cookies: readonly string[]
  readonly local: readonly string[]
  readonly session: readonly string[]
  readonly databases: readonly string[]
  readonly caches: readonly string[]
  /** Of others; after an answer, those asked since. */
  readonly hosts: readonly string[]
  /** Cookies that a response set and the browser did not take: those of third parties. */
  readonly attempted: readonly string[]
}

export type Breach =
  | 'cookie before choice'
  | 'storage before choice'
  | 'third party before choice'
  | 'cookie after refusal'
  | 'storage after refusal'
  | 'third party after refusal'
  | 'no choice offered'

export interface PageFacts {
  readonly before: Facts
  readonly rejected?: Facts
  readonly accepted?: Facts
  /** `before`, in a browser that lets third parties store. */
  readonly permissive?: Facts
  readonly breaches: readonly Breach[]
  readonly note?: string
}

/** Remembers the answer itself: may be stored without one. */
export const NECESSARY: readonly string[] = ['cmp_choice', '__ph_opt_in_out_phc_test']

const OWN = '127.0.0.1'
const TRACKER = 'localhost'
const THIRD = 'ads.localhost'

const facts = (some: Partial<Facts> = {}): Facts => ({
  cookies: [],
  local: [],
  session: [],
  databases: [],
  caches: [],
  hosts: [],
  attempted: [],
  ...some,
})

const ANSWERED = facts({ local: ['cmp_choice'] })

const POSTHOG_COOKIE = [`ph_phc_test_posthog ${OWN}`]
const POSTHOG_SESSION = [
  'ph_phc_test_posthog',
  'ph_phc_test_primary_window_exists',
  'ph_phc_test_session_registered_properties',
]
const POSTHOG_ON = {
  cookies: POSTHOG_COOKIE,
  local: ['ph_phc_test_posthog'],
  session: [...POSTHOG_SESSION, 'ph_phc_test_window_id'],
  hosts: [TRACKER],
}

/** The suffix is a hash of the host and path, the same on every port. */
const SNOWPLOW_ON = {
  cookies: [`_sp_id.dc78 ${OWN}`, `_sp_ses.dc78 ${OWN}`],
  local: ['snowplowOutQueue_sp'],
  hosts: [TRACKER],
}

const HONEST_BANNER: PageFacts = {
  before: facts(),
  rejected: ANSWERED,
  accepted: facts({ cookies: [`_ga ${OWN}`], local: ['cmp_choice'], hosts: [THIRD] }),
  breaches: [],
}

export const EXPECTED: Readonly<Record<string, PageFacts>> = {
  clean: { before: facts(), breaches: [] },
  posthog: {
    before: facts(POSTHOG_ON),
    breaches: [
      'cookie before choice',
      'storage before choice',
      'third party before choice',
      'no choice offered',
    ],
  },
  'posthog-gated': {
    before: facts({ ...POSTHOG_ON, session: POSTHOG_SESSION }),
    rejected: facts({
      cookies: POSTHOG_COOKIE,
      local: ['__ph_opt_in_out_phc_test', 'ph_phc_test_posthog'],
      session: POSTHOG_SESSION,
    }),
    accepted: facts({
      ...POSTHOG_ON,
      local: ['__ph_opt_in_out_phc_test', 'ph_phc_test_posthog'],
    }),
    breaches: [
      'cookie before choice',
      'storage before choice',
      'third party before choice',
      'cookie after refusal',
      'storage after refusal',
    ],
    note: 'opt_out_capturing_by_default holds back events alone: script, settings and identifiers come before the choice',
  },
  'posthog-late': {
    before: facts(),
    rejected: ANSWERED,
    accepted: facts({ ...POSTHOG_ON, local: ['cmp_choice', 'ph_phc_test_posthog'] }),
    breaches: [],
  },
  snowplow: {
    before: facts(SNOWPLOW_ON),
    breaches: [
      'cookie before choice',
      'storage before choice',
      'third party before choice',
      'no choice offered',
    ],
  },
  'snowplow-gated': {
    before: facts({ hosts: [TRACKER] }),
    rejected: ANSWERED,
    accepted: facts({ ...SNOWPLOW_ON, local: ['cmp_choice', 'snowplowOutQueue_sp'] }),
    breaches: ['third party before choice'],
    note: 'the script is fetched, nothing is stored',
  },
  'shadow-banner': HONEST_BANNER,
  'closed-banner': HONEST_BANNER,
  'header-cookie': {
    before: facts({ cookies: [`ab_group ${OWN}`, `visit ${OWN}`] }),
    rejected: facts({ cookies: [`ab_group ${OWN}`, `visit ${OWN}`], local: ['cmp_choice'] }),
    accepted: facts({ cookies: [`ab_group ${OWN}`, `visit ${OWN}`], local: ['cmp_choice'] }),
    breaches: ['cookie before choice', 'cookie after refusal'],
    note: 'one of them is HttpOnly: no script of the page sees it',
  },
  'lying-reject': {
    before: facts(),
    rejected: facts({
      cookies: [`uid ${OWN}`],
      local: ['cmp_choice'],
      session: ['seen'],
      hosts: [THIRD],
    }),
    accepted: facts({ cookies: [`uid ${OWN}`], local: ['cmp_choice'] }),
    breaches: ['cookie after refusal', 'storage after refusal', 'third party after refusal'],
  },
  pixel: {
    before: facts({ hosts: [THIRD], attempted: [`px ${THIRD}`] }),
    permissive: facts({
      cookies: [`frame_cookie ${THIRD}`, `px ${THIRD}`],
      local: [`frame_id ${THIRD}`],
      hosts: [THIRD],
    }),
    breaches: ['third party before choice', 'no choice offered'],
    note: 'that the browser refused the cookie is no merit of the page',
  },
  'first-party-storage': {
    before: facts({
      local: ['cart'],
      session: ['scroll'],
      databases: ['history'],
      caches: ['assets'],
    }),
    breaches: ['storage before choice', 'no choice offered'],
    note: 'what of it is necessary no machine can tell: it is listed',
  },
}

/**
 * Only served when the file of Matomo's tracker is given, which no package of the registry holds; not measured.
 * By Matomo's own account: `_pk_id.SITE.HASH` for 13 months and `_pk_ses.SITE.HASH` for half an hour.
 */
export const MATOMO = {
  cookies: [/^_pk_id\.1\.[0-9a-f]{4} 127\.0\.0\.1$/, /^_pk_ses\.1\.[0-9a-f]{4} 127\.0\.0\.1$/],
  hosts: [TRACKER],
  measured: false,
} as const
