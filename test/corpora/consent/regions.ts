// What each part of the world asks of consent, row by row: what is on before a choice, what GPC does, how long a choice lasts.
import type { Grant, Purpose } from '../../../packages/wire/purpose.ts'

/**
 * A strict opt-in, B opt-in, C opt-out with GPC by law, D notice and opt-out.
 * What is not known at all falls under A.
 */
export type Group = 'A' | 'B' | 'C' | 'D'

/** A: the strictest. */
export const STRICTEST_FIRST: readonly Group[] = ['A', 'B', 'C', 'D']

export type Before = Readonly<Record<Purpose, Grant>>

export interface GroupFacts {
  readonly model: 'opt-in' | 'opt-out' | 'notice'
  /** What meets the visitor first. */
  readonly shows: 'banner' | 'link' | 'notice'
  readonly before: Before
  /** The same where the browser sends GPC. */
  readonly beforeWithGpc: Before
  /** By law, or because the product does so everywhere; its being honoured is shown in either case. */
  readonly gpc: 'by law' | 'by choice'
}

const NOTHING: Before = {
  analytics: 'none',
  heatmaps: 'none',
  replay: 'none',
  experiments: 'none',
  recommendations: 'none',
  marketing: 'none',
}

/**
 * Opting out presumes that something is on; which purposes is not said anywhere.
 * Replay stays off: GPC turns it off everywhere, so it is on no first-party footing, and no row names it.
 */
const UNTIL_OPT_OUT: Before = {
  analytics: 'full',
  heatmaps: 'full',
  replay: 'none',
  experiments: 'full',
  recommendations: 'full',
  marketing: 'full',
}

/**
 * §1.2: marketing and replay off everywhere; analytics counts without a cookie. Heatmaps and experiments are not named:
 * both mint identifiers that analytics may no longer have, so they are off. GPC does not limit a first party's own use,
 * and a history that stays on the device is nothing else: recommendations stay.
 */
const OPTED_OUT_BY_SIGNAL: Before = {
  analytics: 'aggregate',
  heatmaps: 'none',
  replay: 'none',
  experiments: 'none',
  recommendations: 'full',
  marketing: 'none',
}

/** Purposes of `OPTED_OUT_BY_SIGNAL` and `UNTIL_OPT_OUT` that no source decides: less is right too, more is not. */
export const UNDECIDED = {
  untilOptOut: ['replay', 'heatmaps', 'marketing'],
  bySignal: ['heatmaps', 'experiments', 'recommendations'],
} as const satisfies Record<string, readonly Purpose[]>

export const GROUPS: Readonly<Record<Group, GroupFacts>> = {
  // §1.9 A: L0 until choice. GPC: §1.2 "in opt-in regions banner still allowed but marketing pre-denied".
  A: {
    model: 'opt-in',
    shows: 'banner',
    before: NOTHING,
    beforeWithGpc: NOTHING,
    gpc: 'by choice',
  },
  // §1.9 B: banner opt-in.
  B: {
    model: 'opt-in',
    shows: 'banner',
    before: NOTHING,
    beforeWithGpc: NOTHING,
    gpc: 'by choice',
  },
  // §1.9 C: no banner, footer link, status display, GPC honoured.
  C: {
    model: 'opt-out',
    shows: 'link',
    before: UNTIL_OPT_OUT,
    beforeWithGpc: OPTED_OUT_BY_SIGNAL,
    gpc: 'by law',
  },
  // §1.9 D: notice + opt-out.
  D: {
    model: 'notice',
    shows: 'notice',
    before: UNTIL_OPT_OUT,
    beforeWithGpc: OPTED_OUT_BY_SIGNAL,
    gpc: 'by choice',
  },
}

/** A level L1 that the operator may switch on for one country; off by default (§1.6, DESIGN "Consent"). */
export type Mode = 'france-exempt' | 'uk-statistics'

export interface RegionRow {
  /** ISO 3166-1. */
  readonly country: string
  /** The part of ISO 3166-2 after the dash; without it the row is the country's, where no row names the part. */
  readonly region?: string
  readonly group: Group
  /** Days until the visitor is asked again. */
  readonly days: { readonly granted: number; readonly refused: number }
  readonly mode?: Mode
  /** What differs from the group's. */
  readonly before?: Partial<Before>
  /** No source names the place or the value: something stricter is right too. */
  readonly silent?: string
}

/** §1.8 and DESIGN: one default for both answers; CNIL 6 months, Garante, DPC, ÚOOÚ, AEPD and TCF allow it. */
const HALF_A_YEAR = { granted: 182, refused: 182 } as const
/** DESIGN: 365 days for an opt-out in the US opt-out group. */
const UNITED_STATES = { granted: 182, refused: 365 } as const

const countries = (group: Group, list: string): RegionRow[] =>
  list.split(' ').map((country) => ({ country, group, days: HALF_A_YEAR }))
const states = (group: Group, list: string, silent?: string): RegionRow[] =>
  list.split(' ').map((region) => ({
    country: 'US',
    region,
    group,
    days: UNITED_STATES,
    ...(silent && { silent }),
  }))

export const EU = 'AT BE BG HR CY CZ DK EE FI DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'

const STRICTEST = 'in no row of the table: the strictest of all'

export const REGIONS: readonly RegionRow[] = [
  // §1.9 A, EU27: France apart, for its mode.
  ...countries('A', EU),
  // §1.6 CNIL: exempt counting; no UTM, no experiments, heatmaps, replay or orders in it.
  { country: 'FR', group: 'A', days: HALF_A_YEAR, mode: 'france-exempt' },
  // §1.9 A, EU outermost regions with codes of their own. Whether CNIL's exemption holds there is said nowhere: no mode.
  ...countries('A', 'GF GP MQ YT RE MF'),
  // §1.9 A: Åland, EEA, Svalbard.
  ...countries('A', 'AX IS LI NO SJ'),
  // §1.9 A and §1.6: Data (Use and Access) Act 2025, in force 5 Feb 2026, statistics to improve the service.
  { country: 'GB', group: 'A', days: HALF_A_YEAR, mode: 'uk-statistics' },
  // §1.9 A: Crown dependencies and Gibraltar have laws of their own: the UK's exception is not theirs.
  ...countries('A', 'GG JE IM GI'),
  // §1.9 A: the law is softer, Google's policy for the EU is not.
  ...countries('A', 'CH'),
  // §1.9 B.
  ...countries('B', 'BR KR TR TH IN CN VN ZA AR CO PE'),
  // §1.9 B: Law 25.
  { country: 'CA', region: 'QC', group: 'B', days: HALF_A_YEAR },
  // §1.9 C; §1.2 names who requires GPC.
  ...states('C', 'CA CO CT DE MD MN MT NE NH NJ OR TX'),
  // §1.9 D: other states with laws. That a refusal lasts as long as in group C is said nowhere; sooner would ask more.
  ...states('D', 'VA UT IA IN KY TN RI FL', 'how long an opt-out lasts outside group C'),
  // States without a law are in no row: the strictest row of the country, which is C.
  ...states('C', 'NY WA PA IL GA OH MA AZ NC MI WI NV AK HI DC PR', 'a state without a law: as C'),
  { country: 'US', group: 'C', days: UNITED_STATES, silent: 'a state that is not known: as C' },
  // §1.9 D.
  ...countries('D', 'AU NZ SG MX'),
  // §1.9 D: consent for provision to third parties, which marketing may be.
  { country: 'JP', group: 'D', days: HALF_A_YEAR, before: { marketing: 'none' } },
  ...'AB BC MB NB NL NS NT NU ON PE SK YT'
    .split(' ')
    .map((region): RegionRow => ({ country: 'CA', region, group: 'D', days: HALF_A_YEAR })),
  // A Canadian whose province is not known may be in Quebec.
  {
    country: 'CA',
    group: 'B',
    days: HALF_A_YEAR,
    silent: 'a province that is not known: as Quebec',
  },
  // Places that shops sell to and no row names.
  ...'SA AE QA KW BH OM EG JO MA IL TW HK MO UA RS BA AL MK ME MD BY RU MC SM VA AD GE AM AZ KZ ID MY PH PK BD LK NG KE GH CL UY EC FO GL BL PM NC PF'
    .split(' ')
    .map((country): RegionRow => ({ country, group: 'A', days: HALF_A_YEAR, silent: STRICTEST })),
]

/** What L1 counts in each mode, and what stays out of it (§1.6). */
export const MODES: Readonly<
  Record<Mode, { readonly before: Before; readonly withheld: readonly string[] }>
> = {
  'france-exempt': {
    before: { ...NOTHING, analytics: 'aggregate' },
    withheld: [
      'utm',
      'click ids',
      'path of the referrer',
      'items and orders',
      'experiments',
      'heatmaps',
      'replay',
      'identifiers',
      'storage',
    ],
  },
  'uk-statistics': {
    before: { ...NOTHING, analytics: 'aggregate' },
    // L1 is the same everywhere: what UK law would allow beyond it is not used.
    withheld: [
      'utm',
      'click ids',
      'path of the referrer',
      'items and orders',
      'experiments',
      'heatmaps',
      'replay',
      'identifiers',
      'storage',
    ],
  },
}

/** What authorities say of how long a choice is kept, in days (§1.8); `undefined` where they do not. */
export const AUTHORITIES: readonly {
  readonly country: string
  readonly authority: string
  readonly grantedMost?: number
  readonly refusedLeast?: number
}[] = [
  // Six months are 181 to 184 days: the shortest is what 182 is measured by.
  { country: 'FR', authority: 'CNIL', grantedMost: 184, refusedLeast: 181 },
  { country: 'IT', authority: 'Garante', refusedLeast: 181 },
  { country: 'CZ', authority: 'ÚOOÚ', grantedMost: 366, refusedLeast: 181 },
  { country: 'IE', authority: 'DPC', grantedMost: 184 },
  { country: 'ES', authority: 'AEPD', grantedMost: 731 },
  { country: 'DE', authority: 'TCF, at least every 13 months', grantedMost: 395 },
]

/** The row of a place: its own, else its country's, else none. */
export function rowOf(country: string, region?: string): RegionRow | undefined {
  const rows = REGIONS.filter((row) => row.country === country)
  return rows.find((row) => row.region === region) ?? rows.find((row) => !row.region)
}
