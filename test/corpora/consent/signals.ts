// Signals that a browser, a CMP or a shop system gives, as they stand in the page, and what each does to our purposes.
import { ALL, NOTHING_SAID } from './signal-types.ts'
import type { Effects, Signal } from './signal-types.ts'
import { AS_GPC, IAB_SIGNALS } from './signals-iab.ts'

type Rest = Pick<Signal, 'effect' | 'why'> & Partial<Pick<Signal, 'where' | 'silent'>>
const signal = (from: Signal['from'], name: string, raw: unknown, rest: Rest): Signal => ({
  name,
  from,
  raw,
  ...rest,
})

const GPC_EVERYWHERE: Effects = { marketing: 'refuse', replay: 'refuse' }
const ON = '§1.2: marketing and replay off everywhere'
const ON_OUT = '§1.2: and analytics drops to counting where opt-out is the rule'
const OFF = { effect: NOTHING_SAID, why: '§1.2: any other value is ignored; off is no consent' }

const gpc = (name: string, raw: unknown, rest: Rest) => signal('gpc', `GPC: ${name}`, raw, rest)
const GPC: readonly Signal[] = [
  gpc(
    'true, where opt-in is the rule',
    { globalPrivacyControl: true },
    { where: 'opt-in', effect: GPC_EVERYWHERE, why: ON },
  ),
  gpc(
    'true, where opt-out is the rule',
    { globalPrivacyControl: true },
    { where: 'opt-out', effect: AS_GPC, why: ON_OUT },
  ),
  gpc(
    '"1", as old browsers have it',
    { globalPrivacyControl: '1' },
    { where: 'opt-out', effect: AS_GPC, why: '§1.2: some expose "1"' },
  ),
  gpc('false', { globalPrivacyControl: false }, OFF),
  gpc('undefined', {}, OFF),
  gpc('"0"', { globalPrivacyControl: '0' }, OFF),
  gpc(
    'header 1, where opt-in is the rule',
    { headers: { 'sec-gpc': '1' } },
    { where: 'opt-in', effect: GPC_EVERYWHERE, why: ON },
  ),
  gpc(
    'header 1, where opt-out is the rule',
    { headers: { 'sec-gpc': '1' } },
    { where: 'opt-out', effect: AS_GPC, why: ON_OUT },
  ),
  gpc('header 0', { headers: { 'sec-gpc': '0' } }, OFF),
  gpc('header true', { headers: { 'sec-gpc': 'true' } }, OFF),
  gpc('header 1;ext', { headers: { 'sec-gpc': '1;ext' } }, OFF),
  gpc('header 1, 1', { headers: { 'sec-gpc': '1, 1' } }, OFF),
  gpc('header 11', { headers: { 'sec-gpc': '11' } }, OFF),
  gpc('header ?1', { headers: { 'sec-gpc': '?1' } }, OFF),
  gpc(
    'header 1, navigator says false',
    { headers: { 'sec-gpc': '1' }, globalPrivacyControl: false },
    { where: 'opt-out', effect: AS_GPC, why: 'the strictest of both' },
  ),
  gpc(
    'navigator says true, no header',
    { headers: {}, globalPrivacyControl: true },
    { where: 'opt-out', effect: AS_GPC, why: 'the strictest of both' },
  ),
]

const NO_ANALYTICS = {
  effect: { analytics: 'refuse' },
  why: '§1.2: as a rejection of analytics, where no explicit choice was made',
} as const
const NOT_DNT = { effect: NOTHING_SAID, why: '§1.2: not a wish' }
const dnt = (name: string, raw: unknown, rest: Rest) => signal('dnt', `DNT: ${name}`, raw, rest)
const DNT: readonly Signal[] = [
  dnt('"1"', { doNotTrack: '1' }, NO_ANALYTICS),
  dnt('header 1', { headers: { dnt: '1' } }, NO_ANALYTICS),
  // Heatmaps, replay and experiments are not named; who measures them measures too.
  dnt(
    '"1", what measures besides',
    { doNotTrack: '1' },
    {
      silent: true,
      effect: { analytics: 'refuse', heatmaps: 'refuse', replay: 'refuse', experiments: 'refuse' },
      why: '§1.2 names analytics alone; the strictest',
    },
  ),
  dnt('"0"', { doNotTrack: '0' }, NOT_DNT),
  dnt('null', { doNotTrack: null }, NOT_DNT),
  dnt('"unspecified"', { doNotTrack: 'unspecified' }, NOT_DNT),
  dnt('header 0', { headers: { dnt: '0' } }, NOT_DNT),
  dnt('"yes", as old browsers have it', { doNotTrack: 'yes' }, { ...NO_ANALYTICS, silent: true }),
  dnt(
    '"1", and the operator switched DNT off',
    { doNotTrack: '1', respectDnt: false },
    { effect: NOTHING_SAID, why: '§1.2: an option, on by default' },
  ),
]

/** What `gtag()` pushes: an Arguments object, which is no array. */
export const asArguments = (...values: readonly unknown[]): object =>
  Reflect.apply(
    function pushed() {
      // oxlint-disable-next-line prefer-rest-params
      return arguments
    },
    undefined,
    values,
  )

const TYPES = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'personalization_storage',
  'functionality_storage',
  'security_storage',
] as const
type Types = { readonly [T in (typeof TYPES)[number]]?: string }
const every = (value: 'granted' | 'denied'): Types =>
  Object.fromEntries(TYPES.map((type) => [type, value]))
const AD = (value: string): Types => ({
  ad_storage: value,
  ad_user_data: value,
  ad_personalization: value,
})

type Command = readonly ['consent' | 'config', string, object]
const mode = (name: string, commands: readonly Command[], rest: Rest) =>
  signal(
    'consent-mode',
    `Consent Mode: ${name}`,
    { dataLayer: commands.map((command) => asArguments(...command)) },
    rest,
  )
const told = (types: Types): readonly Command[] => [
  ['consent', 'default', { ...every('denied'), wait_for_update: 500 }],
  ['consent', 'update', types],
]
/** §1.5, the map: analytics_storage is measurement. Who is refused measurement is not watched either. */
const MEASURING_REFUSED: Effects = {
  analytics: 'refuse',
  heatmaps: 'refuse',
  replay: 'refuse',
  experiments: 'refuse',
}
const MAP = '§1.5, the map'
const READ: readonly Signal[] = [
  mode('all granted', told(every('granted')), {
    effect: { analytics: 'grant', recommendations: 'grant', marketing: 'grant' },
    why: `${MAP}; no type stands for heatmaps, replay, experiments: they are not granted by it`,
    silent: true,
  }),
  mode('all denied', told(every('denied')), { effect: ALL('refuse'), why: MAP }),
  mode('analytics granted', told({ analytics_storage: 'granted' }), {
    effect: { analytics: 'grant' },
    why: MAP,
  }),
  mode('analytics denied', told({ analytics_storage: 'denied' }), {
    effect: MEASURING_REFUSED,
    why: MAP,
    silent: true,
  }),
  mode('advertising granted', told(AD('granted')), { effect: { marketing: 'grant' }, why: MAP }),
  mode('one of three of advertising denied', told({ ...AD('granted'), ad_user_data: 'denied' }), {
    effect: { marketing: 'refuse' },
    why: 'the strictest of the three',
  }),
  mode('one of three of advertising alone', told({ ad_storage: 'granted' }), {
    effect: NOTHING_SAID,
    why: 'two of three are still at their default of denied',
  }),
  mode('personalization granted', told({ personalization_storage: 'granted' }), {
    effect: { recommendations: 'grant' },
    why: MAP,
  }),
  mode('personalization denied', told({ personalization_storage: 'denied' }), {
    effect: { recommendations: 'refuse' },
    why: MAP,
  }),
  mode(
    'what needs no consent',
    told({ functionality_storage: 'granted', security_storage: 'granted' }),
    { effect: NOTHING_SAID, why: MAP },
  ),
  mode('default denied, no update', [['consent', 'default', every('denied')]], {
    effect: ALL('wait'),
    why: '§1.5: a default is no choice',
  }),
  mode('default granted, no update', [['consent', 'default', every('granted')]], {
    effect: NOTHING_SAID,
    why: '§1.5: prefer updates; a default is no choice',
  }),
  mode(
    'default for one region',
    [['consent', 'default', { ...every('granted'), region: ['US'] }]],
    { effect: NOTHING_SAID, why: '§1.5: defaults by region are ambiguous' },
  ),
  mode(
    'default denied for one region',
    [['consent', 'default', { ...every('denied'), region: ['FR', 'US-CA'] }]],
    { effect: NOTHING_SAID, why: '§1.5: defaults by region are ambiguous' },
  ),
  mode(
    'granted, then denied',
    [
      ...told({ analytics_storage: 'granted' }),
      ['consent', 'update', { analytics_storage: 'denied' }],
    ],
    { effect: MEASURING_REFUSED, why: 'the last update counts', silent: true },
  ),
  mode(
    'denied, then granted',
    [
      ...told({ analytics_storage: 'denied' }),
      ['consent', 'update', { analytics_storage: 'granted' }],
    ],
    { effect: { analytics: 'grant' }, why: 'the last update counts' },
  ),
  mode('an update without a default', [['consent', 'update', { analytics_storage: 'granted' }]], {
    effect: { analytics: 'grant' },
    why: '§1.5: returning visitors get an update',
  }),
  mode(
    'a second default after the update',
    [...told({ analytics_storage: 'denied' }), ['consent', 'default', every('granted')]],
    { effect: MEASURING_REFUSED, why: '§1.5: prefer updates', silent: true },
  ),
  mode('a value that is none', told({ analytics_storage: 'Granted', ad_storage: 'true' }), {
    effect: NOTHING_SAID,
    why: '§1.5: granted or denied',
  }),
  mode('another command', [['config', 'G-1', { analytics_storage: 'granted' }]], {
    effect: NOTHING_SAID,
    why: 'not about consent',
  }),
  signal(
    'consent-mode',
    'Consent Mode: a plain array',
    { dataLayer: [['consent', 'update', { analytics_storage: 'granted' }]] },
    { effect: NOTHING_SAID, why: '§1.5: not recognised as a command' },
  ),
  signal(
    'consent-mode',
    'Consent Mode: an event of the tag manager',
    { dataLayer: [{ event: 'consent', analytics_storage: 'granted' }] },
    { effect: NOTHING_SAID, why: '§1.5: not a command' },
  ),
]

const shopify = (name: string, detail: object, rest: Rest) =>
  signal('shopify', `Shopify: ${name}`, { type: 'visitorConsentCollected', detail }, rest)
const payload = (analytics: boolean, marketing: boolean, preferences: boolean, sale: boolean) => ({
  analyticsProcessingAllowed: analytics,
  marketingAllowed: marketing,
  preferencesProcessingAllowed: preferences,
  saleOfDataAllowed: sale,
})
const PAYLOAD = '§1.5, the payload; nothing in it stands for heatmaps, replay, experiments'
const SHOPIFY: readonly Signal[] = [
  shopify('all allowed', payload(true, true, true, true), {
    effect: { analytics: 'grant', marketing: 'grant', recommendations: 'grant' },
    why: PAYLOAD,
    silent: true,
  }),
  shopify('nothing allowed', payload(false, false, false, false), {
    effect: ALL('refuse'),
    why: PAYLOAD,
    silent: true,
  }),
  shopify('analytics alone', payload(true, false, false, false), {
    effect: { analytics: 'grant', marketing: 'refuse', recommendations: 'refuse' },
    why: PAYLOAD,
    silent: true,
  }),
  shopify('marketing, but no sale', payload(true, true, true, false), {
    effect: { analytics: 'grant', marketing: 'refuse', recommendations: 'grant' },
    why: 'the strictest of both',
    silent: true,
  }),
  shopify(
    'half a payload',
    { analyticsProcessingAllowed: true },
    { effect: { analytics: 'grant' }, why: 'what is not said is not granted', silent: true },
  ),
  shopify(
    'words instead of truth',
    { analyticsProcessingAllowed: 'yes', marketingAllowed: 1 },
    { effect: NOTHING_SAID, why: 'booleans alone', silent: true },
  ),
]

export const SIGNALS: readonly Signal[] = [...GPC, ...DNT, ...IAB_SIGNALS, ...READ, ...SHOPIFY]

export interface Written {
  readonly name: string
  /** What is granted when it is written. */
  readonly granted: Readonly<Record<string, 'none' | 'aggregate' | 'full'>>
  readonly command: readonly ['consent', 'default' | 'update', Readonly<Record<string, unknown>>]
}

const types = (analytics: boolean, recommendations: boolean, marketing: boolean) => {
  const as = (value: boolean) => (value ? 'granted' : 'denied')
  return {
    ...AD(as(marketing)),
    analytics_storage: as(analytics),
    personalization_storage: as(recommendations),
    security_storage: 'granted',
  }
}
const DEFAULT = { wait_for_update: 500 }
const granted = (
  analytics: 'none' | 'aggregate' | 'full',
  recommendations: 'none' | 'full',
  marketing: 'none' | 'full',
) => ({ analytics, recommendations, marketing })

/** §1.5: one default before any tag of Google's, then updates; no type of ours is functionality_storage: it is not written. */
export const WRITTEN: readonly Written[] = [
  {
    name: 'before a choice, opt-in',
    granted: granted('none', 'none', 'none'),
    command: ['consent', 'default', { ...types(false, false, false), ...DEFAULT }],
  },
  {
    name: 'before a choice, opt-out',
    granted: granted('full', 'full', 'full'),
    command: ['consent', 'default', { ...types(true, true, true), ...DEFAULT }],
  },
  {
    name: 'before a choice, opt-out with GPC',
    granted: granted('aggregate', 'full', 'none'),
    command: ['consent', 'default', { ...types(false, true, false), ...DEFAULT }],
  },
  {
    name: 'all accepted',
    granted: granted('full', 'full', 'full'),
    command: ['consent', 'update', types(true, true, true)],
  },
  {
    name: 'all refused',
    granted: granted('none', 'none', 'none'),
    command: ['consent', 'update', types(false, false, false)],
  },
  {
    name: 'analytics alone',
    granted: granted('full', 'none', 'none'),
    command: ['consent', 'update', types(true, false, false)],
  },
  {
    name: 'counting without storage',
    granted: granted('aggregate', 'none', 'none'),
    command: ['consent', 'update', types(false, false, false)],
  },
  {
    name: 'withdrawn',
    granted: granted('none', 'none', 'none'),
    command: ['consent', 'update', types(false, false, false)],
  },
]
