// Signals of the IAB's two frameworks: TCF as a CMP hands it to listeners, GPP with its sections of the United States.
import { ALL, NOTHING_SAID } from './signal-types.ts'
import type { Effects, Signal } from './signal-types.ts'

const flags = (numbers: readonly number[], most = 11) =>
  Object.fromEntries(
    Array.from({ length: most }, (_, at) => [String(at + 1), numbers.includes(at + 1)]),
  )

interface TcfFacts {
  readonly consents?: readonly number[]
  readonly interests?: readonly number[]
  readonly publisher?: readonly number[]
  readonly eventStatus?: 'tcloaded' | 'cmpuishown' | 'useractioncomplete'
  readonly gdprApplies?: boolean
  readonly cmpStatus?: string
  readonly vendors?: readonly number[]
}

/** What a listener gets: `(tcData, success)`. */
export const tcData = ({
  consents = [],
  interests = [],
  publisher = [],
  eventStatus = 'useractioncomplete',
  gdprApplies,
  cmpStatus = 'loaded',
  vendors = [],
}: TcfFacts) => ({
  tcString: 'CQtest',
  tcfPolicyVersion: 5,
  cmpId: 300,
  cmpVersion: 1,
  ...(gdprApplies !== undefined && { gdprApplies }),
  eventStatus,
  cmpStatus,
  listenerId: 7,
  isServiceSpecific: true,
  useNonStandardTexts: false,
  publisherCC: 'DE',
  purposeOneTreatment: false,
  purpose: { consents: flags(consents), legitimateInterests: flags(interests) },
  vendor: {
    consents: flags(vendors, 3),
    legitimateInterests: {},
    // Since 2.3.
    disclosedVendors: { '1': true, '2': true, '3': true },
  },
  specialFeatureOptins: { '1': false, '2': false },
  publisher: {
    consents: publisher.length > 0 ? flags(publisher) : {},
    legitimateInterests: {},
    customPurpose: { consents: {}, legitimateInterests: {} },
    restrictions: {},
  },
})

export type TcData = ReturnType<typeof tcData>

const EU = { gdprApplies: true }
/** §1.3: what each purpose of ours needs; attribution of advertising is what `marketing` is, nothing is exported. */
export const TCF_NEEDS = {
  analytics: [1, 8, 9],
  heatmaps: [1, 10],
  replay: [1, 10],
  experiments: [1, 10],
  recommendations: [1, 5, 6],
  marketing: [1, 7],
} as const

const only = (granted: Effects): Effects => ({ ...ALL('refuse'), ...granted })

const tcf = (name: string, facts: TcfFacts, effect: Effects, why: string): Signal => ({
  name: `TCF: ${name}`,
  from: 'tcf',
  raw: { tcData: tcData(facts), success: true },
  effect,
  why,
})

const ANSWERS: readonly Signal[] = [
  tcf(
    'all purposes',
    { ...EU, consents: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
    ALL('grant'),
    '§1.3, the map',
  ),
  tcf('nothing', EU, ALL('refuse'), '§1.3'),
  tcf('measuring', { ...EU, consents: [1, 8, 9] }, only({ analytics: 'grant' }), '§1.3: 1+8+9'),
  tcf('8 without 9', { ...EU, consents: [1, 8] }, ALL('refuse'), '§1.3: all three are needed'),
  tcf('9 without 8', { ...EU, consents: [1, 9] }, ALL('refuse'), '§1.3: all three are needed'),
  tcf(
    'improving',
    { ...EU, consents: [1, 10] },
    only({ heatmaps: 'grant', replay: 'grant', experiments: 'grant' }),
    '§1.3: 1+10',
  ),
  tcf('content', { ...EU, consents: [1, 5, 6] }, only({ recommendations: 'grant' }), '§1.3: 1+5+6'),
  tcf('5 without 6', { ...EU, consents: [1, 5] }, ALL('refuse'), '§1.3: both are needed'),
  tcf(
    'limited content',
    { ...EU, consents: [1, 11] },
    only({ recommendations: 'aggregate' }),
    '§1.3: 11 only within the session, without a profile',
  ),
  tcf(
    'measuring of advertising',
    { ...EU, consents: [1, 7] },
    only({ marketing: 'grant' }),
    '§1.3: 1+7',
  ),
  tcf('profiles for advertising', { ...EU, consents: [1, 3, 4] }, ALL('refuse'), '§1.3: 1+7'),
  tcf(
    'everything but storage',
    { ...EU, consents: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
    ALL('refuse'),
    '§1.3: "require 1 AND the purpose"',
  ),
  tcf(
    'legitimate interests alone',
    { ...EU, consents: [1], interests: [2, 7, 8, 9, 10, 11] },
    ALL('refuse'),
    '§1.3 reads consents alone',
  ),
  tcf(
    'no consent at all, all interests',
    { ...EU, interests: [2, 7, 8, 9, 10, 11] },
    ALL('refuse'),
    '§1.3 reads consents alone',
  ),
  tcf(
    'purposes for all vendors',
    { ...EU, consents: [1, 8, 9], vendors: [1, 2, 3] },
    only({ analytics: 'grant' }),
    '§1.3: checks of vendors apply to vendors of the list alone',
  ),
  tcf(
    'purposes, every vendor refused',
    { ...EU, consents: [1, 8, 9], vendors: [] },
    only({ analytics: 'grant' }),
    '§1.3: checks of vendors apply to vendors of the list alone',
  ),
  tcf(
    'the publisher’s own segment grants less',
    { ...EU, consents: [1, 5, 6, 7, 8, 9, 10], publisher: [1, 8, 9] },
    only({ analytics: 'grant' }),
    '§1.3: the publisher’s segment where there is one',
  ),
  tcf(
    'the publisher’s own segment grants more',
    { ...EU, consents: [], publisher: [1, 8, 9] },
    only({ analytics: 'grant' }),
    '§1.3: the publisher’s segment where there is one',
  ),
  tcf(
    'a returning visitor',
    { ...EU, consents: [1, 8, 9, 10], eventStatus: 'tcloaded' },
    only({ analytics: 'grant', heatmaps: 'grant', replay: 'grant', experiments: 'grant' }),
    '§1.3: tcloaded is a valid string without a dialog',
  ),
  tcf(
    'a returning visitor who refused',
    { ...EU, eventStatus: 'tcloaded' },
    ALL('refuse'),
    '§1.3: tcloaded is a valid string without a dialog',
  ),
]

const ALL_BUT_ANSWERS: readonly Signal[] = [
  tcf(
    'the dialog is open',
    { ...EU, interests: [2, 7, 8, 9, 10, 11], eventStatus: 'cmpuishown' },
    ALL('wait'),
    '§1.3: all consents are false, and that is no refusal',
  ),
  tcf(
    'the dialog is open again, over an old answer',
    { ...EU, consents: [1, 8, 9], eventStatus: 'cmpuishown' },
    ALL('wait'),
    '§1.3: what is told while the dialog is open is no answer',
  ),
  tcf(
    'whether the GDPR applies is open',
    { consents: [1, 8, 9, 10], eventStatus: 'tcloaded' },
    ALL('wait'),
    '§1.3: gdprApplies undefined, hold',
  ),
  tcf(
    'the GDPR does not apply',
    { gdprApplies: false, eventStatus: 'tcloaded' },
    NOTHING_SAID,
    'the rule of the region holds; refusals in the string are none',
  ),
  {
    ...tcf('the CMP failed', { ...EU, cmpStatus: 'error', consents: [1, 8, 9] }, ALL('wait'), ''),
    why: '§1.3: failed where the GDPR applies, no consent is assumed; nobody refused either',
  },
  {
    name: 'TCF: the call did not succeed',
    from: 'tcf',
    raw: { tcData: null, success: false },
    effect: ALL('wait'),
    why: '§1.3: no consent is assumed',
  },
  {
    name: 'TCF: only the stub is there',
    from: 'tcf',
    raw: { ping: { cmpLoaded: false, cmpStatus: 'stub', apiVersion: '2.3' } },
    effect: ALL('wait'),
    why: '§1.3: gdprApplies is undefined in a stub, hold',
  },
]

/** Section ids and names of GPP 1.1 (§1.4); `gpc` where the section has that part. */
export const GPP_SECTIONS = [
  {
    id: 7,
    name: 'usnat',
    fields: ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'],
    gpc: true,
  },
  { id: 8, name: 'usca', fields: ['SaleOptOut', 'SharingOptOut'], gpc: true },
  { id: 9, name: 'usva', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: false },
  { id: 10, name: 'usco', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 11, name: 'usut', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: false },
  { id: 12, name: 'usct', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 13, name: 'usfl', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: false },
  { id: 14, name: 'usmt', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 15, name: 'usor', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 16, name: 'ustx', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 17, name: 'usde', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 18, name: 'usia', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 19, name: 'usne', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 20, name: 'usnh', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 21, name: 'usnj', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 22, name: 'ustn', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 23, name: 'usmn', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 24, name: 'usmd', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: true },
  { id: 25, name: 'usin', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: false },
  { id: 26, name: 'usky', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: false },
  { id: 27, name: 'usri', fields: ['SaleOptOut', 'TargetedAdvertisingOptOut'], gpc: false },
] as const

type Sections = Readonly<Record<string, object>>

/** What a listener gets: `(eventData, success)`. */
export const gppEvent = (
  parsedSections: Sections,
  applicableSections: readonly number[],
  data: 'ready' | 'not ready' = 'ready',
) => ({
  eventName: 'signalStatus',
  listenerId: 3,
  data,
  pingData: {
    gppVersion: '1.1',
    cmpStatus: 'loaded',
    cmpDisplayStatus: 'hidden',
    signalStatus: data,
    cmpId: 1,
    applicableSections,
    gppString: 'DBtest',
    parsedSections,
  },
})

const gpp = (name: string, event: object, effect: Effects, why: string): Signal => ({
  name: `GPP: ${name}`,
  from: 'gpp',
  raw: { event, success: true },
  effect,
  why,
})

const NO_MARKETING: Effects = { marketing: 'refuse' }
export const AS_GPC: Effects = { marketing: 'refuse', replay: 'refuse', analytics: 'aggregate' }

const EVERY_SECTION: readonly Signal[] = GPP_SECTIONS.flatMap(({ id, name, fields, gpc }) => [
  ...fields.map((field) =>
    gpp(
      `${name} ${field} 1`,
      gppEvent({ [name]: { Version: 1, [field]: 1 } }, [id]),
      NO_MARKETING,
      '§1.4: 1 is opted out',
    ),
  ),
  gpp(
    `${name}, nothing opted out of`,
    gppEvent({ [name]: Object.fromEntries(fields.map((field) => [field, 2])) }, [id]),
    NOTHING_SAID,
    '§1.4: 2 is "did not opt out", which is no consent',
  ),
  ...(gpc
    ? [
        gpp(
          `${name} Gpc`,
          gppEvent({ [name]: { Version: 1, GpcSegmentType: 1, Gpc: true } }, [id]),
          AS_GPC,
          '§1.4 and §1.2: the same signal by another way',
        ),
      ]
    : []),
])

const USNAT_OUT = { usnat: { SaleOptOut: 1, SharingOptOut: 1, TargetedAdvertisingOptOut: 1 } }

const GPP_REST: readonly Signal[] = [
  gpp(
    'not applicable',
    gppEvent({ usnat: { SaleOptOut: 0, SharingOptOut: 0, Gpc: false } }, [7]),
    NOTHING_SAID,
    '§1.4: 0 is not applicable',
  ),
  gpp(
    'a section that does not apply',
    gppEvent({ usca: { SaleOptOut: 1 } }, [7]),
    NOTHING_SAID,
    '§1.4: the applicable sections are read',
  ),
  gpp(
    'two sections, one opted out of',
    gppEvent({ usnat: { SaleOptOut: 2 }, usca: { SaleOptOut: 1 } }, [7, 8]),
    NO_MARKETING,
    'the strictest wins',
  ),
  gpp('no section applies', gppEvent(USNAT_OUT, [-1]), NOTHING_SAID, 'GPP: -1 is none'),
  gpp(
    'not ready',
    gppEvent(USNAT_OUT, [7], 'not ready'),
    { marketing: 'wait' },
    '§1.4: act on ready alone',
  ),
  gpp(
    'another event',
    { ...gppEvent(USNAT_OUT, [7]), eventName: 'cmpDisplayStatus', data: 'visible' },
    NOTHING_SAID,
    '§1.4: act on signalStatus alone',
  ),
  gpp(
    'the old string, sale opted out of',
    gppEvent({ uspv1: { Version: 1, Notice: 'Y', OptOutSale: 'Y', LspaCovered: 'N' } }, [6]),
    NO_MARKETING,
    '§1.4, section 6',
  ),
]

export const IAB_SIGNALS: readonly Signal[] = [
  ...ANSWERS,
  ...ALL_BUT_ANSWERS,
  ...EVERY_SECTION,
  ...GPP_REST,
]
