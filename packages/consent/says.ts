// What consent tools of others say, each in its own form, as an answer for each of our purposes.
import type { Grant, Grants, Purpose } from '../wire/purpose.ts'
import { PURPOSE_NAMES } from '../wire/signal.ts'
import type { Granted } from '../wire/signal.ts'

/**
 * `grant` and `refuse` are answers; `aggregate` lets counting alone; `wait`: no answer yet. A purpose that is not named
 * is left as it is.
 */
export type Word = 'grant' | 'refuse' | 'aggregate' | 'wait'
export type Said = Partial<Record<Purpose, Word>>
/** What is left of what is granted. */
export type Merge = (grants: Grants | null, how: Granted) => Grants | null

const all = (word: Word): Said =>
  Object.fromEntries(PURPOSE_NAMES.map((purpose) => [purpose, word]))

/** Purposes of the IAB's framework that must all be consented: its policy 5. */
const TCF: Readonly<Record<Purpose, readonly number[]>> = {
  analytics: [1, 8, 9],
  heatmaps: [1, 10],
  replay: [1, 10],
  experiments: [1, 10],
  recommendations: [1, 5, 6],
  marketing: [1, 7],
}

interface TcData {
  gdprApplies?: boolean
  eventStatus?: string
  cmpStatus?: string
  purpose?: { consents?: Record<string, boolean> }
  publisher?: { consents?: Record<string, boolean> }
}

/** IAB TCF 2.2 and 2.3, as a listener gets it. Legitimate interests grant nothing, and vendors are others' affair. */
export function tcfSays(data: TcData | null | undefined, isSuccess: boolean): Said {
  if (!isSuccess || !data) return all('wait')
  const { purpose, publisher } = data
  if (data.gdprApplies === false) return {}
  if (!isAnswered(data)) return all('wait')
  const own = publisher?.consents ?? {}
  const consents = Object.keys(own).length > 0 ? own : (purpose?.consents ?? {})
  const has = (numbers: readonly number[]) => numbers.every((number) => consents[number] === true)
  const said = PURPOSE_NAMES.map((each): [Purpose, Word] => [
    each,
    has(TCF[each]) ? 'grant' : 'refuse',
  ])
  const found: Said = Object.fromEntries(said)
  // Content by the visit alone, without a profile.
  if (found.recommendations === 'refuse' && has([1, 11])) found.recommendations = 'aggregate'
  return found
}

function isAnswered({ gdprApplies, eventStatus, cmpStatus }: TcData): boolean {
  const hasAnswer = eventStatus === 'tcloaded' || eventStatus === 'useractioncomplete'
  return gdprApplies === true && cmpStatus !== 'error' && hasAnswer
}

/** Sections of GPP 1.1 by their number, from 7 on. */
const SECTIONS =
  'usnat usca usva usco usut usct usfl usmt usor ustx usde usia usne usnh usnj ustn usmn usmd usin usky usri'.split(
    ' ',
  )
const OPT_OUTS = ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut']

interface GppEvent {
  eventName?: string
  data?: unknown
  pingData?: {
    applicableSections?: readonly number[]
    parsedSections?: Record<string, object>
  }
}

/** IAB GPP 1.1, the sections of the United States; a signal never grants. */
export function gppSays({ eventName, data, pingData }: GppEvent, isSuccess: boolean): Said {
  if (!isSuccess || eventName !== 'signalStatus') return {}
  if (data !== 'ready') return { marketing: 'wait' }
  const { applicableSections = [], parsedSections = {} } = pingData ?? {}
  const applying = applicableSections.flatMap((id) => {
    const section = parsedSections[id === 6 ? 'uspv1' : (SECTIONS[id - 7] ?? '')]
    // Some tools hand out a list of a section's segments.
    return [section ?? []].flat() as Record<string, unknown>[]
  })
  const isOut = applying.some(
    (section) => OPT_OUTS.some((field) => section[field] === 1) || section['OptOutSale'] === 'Y',
  )
  const hasGpc = applying.some((section) => section['Gpc'] === true)
  return {
    ...((isOut || hasGpc) && { marketing: 'refuse' }),
    ...(hasGpc && { replay: 'refuse', analytics: 'aggregate' }),
  }
}

/** Consent types of Google's that stand for a purpose; all must be granted. */
const GOOGLE: readonly (readonly [purpose: Purpose, types: readonly string[]])[] = [
  ['analytics', ['analytics_storage']],
  ['recommendations', ['personalization_storage']],
  ['marketing', ['ad_storage', 'ad_user_data', 'ad_personalization']],
]
/** Who may not be measured may not be watched either. */
const MEASURING: readonly Purpose[] = ['heatmaps', 'replay', 'experiments']

/** Google Consent Mode v2, as it lies in a `dataLayer`; `isOurs` tells what we have written ourselves. */
export function googleSays(
  dataLayer: readonly unknown[],
  isOurs: (entry: unknown) => boolean = () => false,
): Said {
  const state: Record<string, unknown> = {}
  let isDenied = false
  let isUpdated = false
  for (const entry of dataLayer) {
    const command = commandIn(entry)
    if (!command || isOurs(entry)) continue
    const [what, types] = command
    if (what === 'update') {
      isUpdated = true
      Object.assign(state, types)
    } else if (!('region' in types) && Object.values(types).includes('denied')) isDenied = true
  }
  if (!isUpdated) return isDenied ? all('wait') : {}
  const found: Said = {}
  for (const [purpose, types] of GOOGLE) {
    if (types.some((type) => state[type] === 'denied')) found[purpose] = 'refuse'
    else if (types.every((type) => state[type] === 'granted')) found[purpose] = 'grant'
  }
  return withMeasuring(found)
}

/** Google's tags know their own calls by `arguments`: a list of the page's is none. */
function commandIn(entry: unknown): [what: string, types: Record<string, unknown>] | undefined {
  if (Object.prototype.toString.call(entry) !== '[object Arguments]') return undefined
  const [name, what, types] = Array.from(entry as ArrayLike<unknown>)
  if (name !== 'consent' || (what !== 'default' && what !== 'update')) return undefined
  return [what, (types ?? {}) as Record<string, unknown>]
}

function withMeasuring(said: Said): Said {
  if (said.analytics === 'refuse') for (const purpose of MEASURING) said[purpose] = 'refuse'
  return said
}

/** Shopify's customer privacy, from the event `visitorConsentCollected`. */
export function shopifySays(detail: Readonly<Record<string, unknown>>): Said {
  const word = (value: unknown): Word | undefined =>
    value === true ? 'grant' : value === false ? 'refuse' : undefined
  const marketing = [detail['marketingAllowed'], detail['saleOfDataAllowed']].map(word)
  const words = {
    analytics: word(detail['analyticsProcessingAllowed']),
    recommendations: word(detail['preferencesProcessingAllowed']),
    marketing: marketing.includes('refuse')
      ? 'refuse'
      : marketing.every((each) => each === 'grant')
        ? 'grant'
        : undefined,
  }
  const found = Object.entries(words).filter(([, said]) => said)
  return withMeasuring(Object.fromEntries(found))
}

const RANK: readonly Grant[] = ['none', 'aggregate', 'full']
const LEVEL: Readonly<Record<Word, Grant>> = {
  grant: 'full',
  aggregate: 'aggregate',
  refuse: 'none',
  wait: 'none',
}

/**
 * What holds where others were asked too. A choice made with us, or what holds by law, is only lessened; where there is
 * neither, what others were told grants. All of them must agree: the strictest counts.
 */
export function withOthers(
  grants: Grants | null,
  says: readonly Said[],
  { isChosen, isOptOut }: Granted,
): Grants | null {
  const spoken = says.filter((said) => Object.keys(said).length > 0)
  if (spoken.length === 0) return grants
  const isGranted = spoken.some((said) => Object.values(said).includes('grant'))
  if (!grants && !isGranted) return null
  const base = (purpose: Purpose): Grant =>
    isChosen || isOptOut
      ? (grants?.[purpose] ?? 'none')
      : spoken.some((said) => said[purpose] === 'grant' || said[purpose] === 'aggregate')
        ? 'full'
        : (grants?.[purpose] ?? 'none')
  const least = (purpose: Purpose): Grant =>
    spoken.reduce<Grant>((level, said) => {
      const word = said[purpose]
      if (!word || (word === 'wait' && isOptOut)) return level
      return RANK.indexOf(LEVEL[word]) < RANK.indexOf(level) ? LEVEL[word] : level
    }, base(purpose))
  return Object.fromEntries(PURPOSE_NAMES.map((purpose) => [purpose, least(purpose)]))
}
