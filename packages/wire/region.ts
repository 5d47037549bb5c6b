// Which law asks what before data may be collected: one dated table by place, and what a browser's time zone tells of the place.
/**
 * `opt-in`: nothing before a yes · `opt-out`: until a no, with a way to say it always at hand · `notice`: the same, and
 * the visitor is told once. In this order of strictness.
 */
export type Model = 'opt-in' | 'opt-out' | 'notice'

export const MODELS = ['opt-in', 'opt-out', 'notice'] as const satisfies readonly Model[]

/** A place: ISO 3166-1 alpha-2, or with a subdivision as ISO 3166-2 has it (`US-CA`). */
export type Place = string

export interface Region {
  /** Its letter is all of the visitor's region that is kept beside a choice. */
  readonly group: 'A' | 'B' | 'C' | 'D'
  readonly places: readonly Place[]
  readonly model: Model
  /** Global Privacy Control has the force of law here, and that it was honoured must be shown. */
  readonly gpc?: true
  /** Days that an answer is remembered, accept and reject alike. */
  readonly days: number
  /** Where the rule was read, and when. Not reviewed by counsel. */
  readonly source: string
  readonly readOn: string
}

/** Changes with any line below; kept beside each proof of consent. */
export const REGIONS_VERSION = '2026-11-28'

const HALF_YEAR = 182
const YEAR = 365
const READ_ON = '2026-11-28'

/** What no line names is treated as the first: strictest. */
export const REGIONS: readonly Region[] = [
  {
    group: 'A',
    places:
      'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GF GP MQ YT RE MF AX IS LI NO SJ GB GG JE IM GI CH'.split(
        ' ',
      ),
    model: 'opt-in',
    days: HALF_YEAR,
    source:
      'Directive 2002/58/EC Art. 5(3) with GDPR Art. 7; PECR reg. 6; CNIL recommendation 2020-092 (six months)',
    readOn: READ_ON,
  },
  {
    group: 'B',
    places: ['BR', 'CA-QC', 'KR', 'TR', 'TH', 'IN', 'CN', 'VN', 'ZA', 'AR', 'CO', 'PE'],
    model: 'opt-in',
    days: HALF_YEAR,
    source: 'LGPD; Quebec Law 25; PIPA; KVKK; PDPA (TH); DPDP Act; PIPL; POPIA and others',
    readOn: READ_ON,
  },
  {
    group: 'C',
    // With states that have no such law, and those that are not known.
    places: 'US US-CA US-CO US-CT US-DE US-MD US-MN US-MT US-NE US-NH US-NJ US-OR US-TX'.split(' '),
    model: 'opt-out',
    gpc: true,
    days: YEAR,
    source: 'CCPA with 11 CCR §7025 (from 2026-01-01: honoured signals are shown); CPA and others',
    readOn: READ_ON,
  },
  {
    group: 'D',
    places: 'US-VA US-UT US-IA US-IN US-KY US-TN US-RI US-FL AU NZ JP SG MX CA'.split(' '),
    model: 'notice',
    days: HALF_YEAR,
    source: 'VCDPA and others; Privacy Act 1988; APPI; PDPA (SG); LFPDPPP; PIPEDA',
    readOn: READ_ON,
  },
]

const STRICTEST = REGIONS[0]!

/** Countries whose parts differ: without the part the strictest of them counts. */
const DIVIDED: Readonly<Record<string, Place>> = { US: 'US', CA: 'CA-QC' }

/**
 * The line for a place. Unknown: the strictest; a part that no line names: as its country.
 * @example regionOf('US-CA').model // 'opt-out'
 */
export function regionOf(place: Place | undefined): Region {
  if (place === undefined) return STRICTEST
  const known = DIVIDED[place] ?? place
  const [country = ''] = known.split('-')
  return lineOf(known) ?? lineOf(country) ?? STRICTEST
}

function lineOf(place: Place): Region | undefined {
  return REGIONS.find(({ places }) => places.includes(place))
}

/**
 * Time zones, as the start of a regular expression, and the place that one is in, where something may hold there before a
 * choice; all others tell nothing. `CA` is where
 * Quebec's clock is; `CA-BC` stands for the provinces whose clock Quebec does not have.
 */
export const ZONES: readonly (readonly [zones: string, place: Place])[] = [
  [
    'America/(Adak|Anchorage|Boise|Chicago|Denver|Detroit|Fort_W|Indiana|Juneau|Kentucky|Los_|Louisv|Menom|Metlak|New_Y|Nome|North_D|Phoenix|Puerto|Sitka|Yakutat)|Pacific/Honol|US/',
    'US',
  ],
  ['Australia/', 'AU'],
  ['Pacific/(Auck|Chat)', 'NZ'],
  ['Asia/Tokyo', 'JP'],
  ['Asia/Sing', 'SG'],
  [
    'America/(Bahia_B|Cancun|Chihuahua|Ciudad_J|Hermos|Matam|Mazat|Merida|Mexico|Monterrey|Ojin|Tij)',
    'MX',
  ],
  ['America/(Halif|Toron)', 'CA'],
  ['Europe/Paris', 'FR'],
  ['Europe/London', 'GB'],
  [
    'America/(Cambr|Daws|Edmon|Fort_N|Glace|Goose|Inuv|Iqal|Monc|Rankin|Reg|Resol|St_Jo|Swift|Vanc|Whiteh|Winn)',
    'CA-BC',
  ],
]

/** What the operator has decided otherwise; what is looser than the table needs a reason. */
export interface RegionChange {
  /** Places, or letters of groups. */
  readonly places: readonly (Place | Region['group'])[]
  readonly model: Model
  /** Why this is lawful there; required where it is looser. */
  readonly reason?: string
}

/**
 * What holds at a place on a site: its line of the table, with what the operator has changed. The most exact change
 * counts; of a country whose parts differ, where the part is not known, the strictest. Unknown places stay strictest.
 */
export function modelOf(place: Place | undefined, changes: readonly RegionChange[] = []): Model {
  if (place === undefined) return STRICTEST.model
  const parts = partsOf(place, changes)
  return MODELS[Math.min(...parts.map((part) => MODELS.indexOf(exactly(part, changes))))]!
}

function partsOf(country: Place, changes: readonly RegionChange[]): readonly Place[] {
  if (!(country in DIVIDED)) return [country]
  const named = [...REGIONS, ...changes].flatMap(({ places }) => places)
  return [country, ...named.filter((each) => each.startsWith(`${country}-`))]
}

function exactly(place: Place, changes: readonly RegionChange[]): Model {
  const country = place.slice(0, 2)
  const region = lineOf(place) ?? lineOf(country) ?? STRICTEST
  for (const name of [place, country, region.group]) {
    const changed = changes.find(({ places }) => places.includes(name))
    if (changed) return changed.model
  }
  return region.model
}

/** Whether a change lets collect what the table would not. */
export function isLooser(change: RegionChange): boolean {
  return change.places.some((place) => {
    const lines =
      place.length === 1 ? REGIONS.filter(({ group }) => group === place) : [regionOf(place)]
    return lines.some(({ model }) => MODELS.indexOf(change.model) > MODELS.indexOf(model))
  })
}

/** What holds for a visitor; `place` where the collector has told one. */
export interface Rule {
  readonly group: Region['group']
  readonly model: Model
  readonly place?: Place
  /** Before a choice pages are counted without identifiers, by an exemption of this place. */
  readonly counts?: true
}

/** Countries with such an exemption: CNIL's for own statistics, and the UK's since 5 February 2026. */
export type Exempt = 'FR' | 'GB'

/** What a page is told: by time zone what holds there, where that is not strictest. */
export type PageRegions = readonly (readonly [zones: string, rule: Rule])[]

/** What the operator has decided of places. */
export interface Decisions {
  readonly regions?: readonly RegionChange[]
  readonly exempt?: readonly Exempt[]
}

/** What holds at a place, or where none is known. */
export function ruleOf(place: Place | undefined, { regions, exempt = [] }: Decisions): Rule {
  const model = modelOf(place, regions)
  const counts = model === 'opt-in' && exempt.some((country) => country === place)
  const { group } = regionOf(place)
  return { group, model, ...(place && { place }), ...(counts && { counts }) }
}

/** `canAsk`: the collector may know the place more exactly; where that would loosen the rule, the page is to ask it. */
export function pageRegions(decisions: Decisions, canAsk: boolean): PageRegions {
  return ZONES.map(([zones, place]): PageRegions[number] => [
    zones,
    { ...ruleOf(place, decisions), place: place.slice(0, 2) },
  ]).filter(
    ([, { model, counts, place }]) => model !== 'opt-in' || counts || (canAsk && place === 'CA'),
  )
}

/** The stricter of two rules; the first where they are equal. */
export function stricter(one: Rule, other: Rule): Rule {
  const rank = ({ model, group }: Rule): string => MODELS.indexOf(model) + group
  return rank(other) < rank(one) ? other : one
}
