// What the console shows, and how that is written in the address: everything a reader chose can be linked to.
import type { Band, ReportName, TrendPoint } from '../../packages/wire/report.ts'
import { DEFAULT_CHOICE, formatChoice, parseChoice } from './period.ts'
import type { Choice } from './period.ts'

/** A figure that has a trend. */
export type Metric = Exclude<keyof TrendPoint, 'startMs'>

/** A screen for each report, and one for all that is set. */
export type ScreenName = ReportName | 'settings'

/** What is set where. */
export const SETTINGS_PARTS = [
  'site',
  'consent',
  'requests',
  'people',
  'tokens',
  'audit',
  'you',
] as const
export type SettingsPart = (typeof SETTINGS_PARTS)[number]

export interface View {
  screen: ScreenName
  /** null until one is chosen: the account's first. */
  site: string | null
  period: Choice
  metric: Metric
  /** Key of the experiment that is looked at, `NEW` for one to be made; null for the list. */
  experiment: string | null
  /** Key of the flag that is looked at, `NEW` for one to be made, `ALL_FLAGS` for the list; null for experiments. */
  flag: string | null
  /** Page and kind of device of a heatmap; null for those with most views. */
  page: string | null
  band: Band | null
  /** What is set; null for the first part that the role allows. */
  part: SettingsPart | null
}

/** The screens in the order of the navigation, and of the keys 1 to 9 and 0. */
export const SCREEN_NAMES = [
  'overview',
  'pages',
  'events',
  'live',
  'delivery',
  'consent',
  'heatmap',
  'experiments',
  'recommend',
  'settings',
] as const satisfies readonly ScreenName[]

/** No key can be one of these. */
export const NEW = '+'
export const ALL_FLAGS = '*'
const KEY = /^([+*]|[a-z0-9-]{1,40})$/

const METRIC_NAMES = [
  'visitors',
  'sessions',
  'pageViews',
  'orders',
  'revenue',
] as const satisfies readonly Metric[]

const BANDS = ['phone', 'tablet', 'desktop'] as const satisfies readonly Band[]

const SIGN_IN = /^#sign-in=([\w.~-]{1,500})(?:&(.{0,1000}))?$/

const DEFAULT_METRIC: Metric = 'visitors'

/** Reads the view from an address's fragment; what it does not understand is as if it were not there. */
export function parseView(fragment: string): View {
  const [name = '', query = ''] = fragment.replace(/^#/, '').split('?')
  const asked = new URLSearchParams(query)
  return {
    screen: SCREEN_NAMES.find((each) => each === name) ?? 'overview',
    site: asked.get('site') || null,
    period: parseChoice(asked.get('period') ?? '') ?? DEFAULT_CHOICE,
    metric: METRIC_NAMES.find((each) => each === asked.get('metric')) ?? DEFAULT_METRIC,
    experiment: keyIn(asked, 'experiment'),
    flag: keyIn(asked, 'flag'),
    page: asked.get('page') || null,
    band: BANDS.find((each) => each === asked.get('band')) ?? null,
    part: SETTINGS_PARTS.find((each) => each === asked.get('part')) ?? null,
  }
}

function keyIn(asked: URLSearchParams, name: string): string | null {
  return KEY.exec(asked.get(name) ?? '')?.[0] ?? null
}

/** Writes a view as an address's fragment. */
export function formatView(view: View): string {
  const asked = new URLSearchParams()
  if (view.site) asked.set('site', view.site)
  asked.set('period', formatChoice(view.period))
  if (view.metric !== DEFAULT_METRIC) asked.set('metric', view.metric)
  if (view.experiment && view.screen === 'experiments') asked.set('experiment', view.experiment)
  if (view.flag && view.screen === 'experiments') asked.set('flag', view.flag)
  if (view.page && view.screen === 'heatmap') asked.set('page', view.page)
  if (view.band && view.screen === 'heatmap') asked.set('band', view.band)
  if (view.part && view.screen === 'settings') asked.set('part', view.part)
  return `#${view.screen}?${asked}`
}

/** The token of a sign-in link (`#sign-in=…`), or null. */
export function parseSignIn(fragment: string): string | null {
  return SIGN_IN.exec(fragment)?.[1] ?? null
}

/** The name of whom the link is for (`…&name=…`), or null where they choose one. */
export function parseSignInName(fragment: string): string | null {
  return new URLSearchParams(SIGN_IN.exec(fragment)?.[2] ?? '').get('name') || null
}
