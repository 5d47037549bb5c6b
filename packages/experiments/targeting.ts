// Whether an experiment is for this visitor on this page.
import type { Targeting } from '../wire/experiment.ts'

/** What targeting may look at. */
export interface Situation {
  readonly path: string
  readonly width: number
  readonly market: string
  /** Undefined where nobody knows: rules about it do not hold. */
  readonly isNew: boolean | undefined
  readonly attributes: Readonly<Record<string, string>>
}

/** Widest viewports, in CSS pixels, that count as a phone's and as a tablet's. */
const MOBILE_MAX = 600
const TABLET_MAX = 1_024

/** Whether `path` fits `pattern`, where `*` stands for anything; capitals and a slash at the end do not matter. */
export function fitsPath(path: string, pattern: string): boolean {
  const tidy = (text: string) => text.toLowerCase().replace(/(.)\/$/, '$1')
  const [first = '', ...others] = tidy(pattern).split('*')
  let rest = tidy(path)
  if (!rest.startsWith(first)) return false
  rest = rest.slice(first.length)
  if (!others[0] && others[0] !== '') return !rest
  const last = others.pop()!
  // Part by part instead of by a regular expression: a pattern with many stars must not take for ever.
  for (const part of others) {
    const at = rest.indexOf(part)
    if (at < 0) return false
    rest = rest.slice(at + part.length)
  }
  return rest.endsWith(last)
}

/** Whether `path` fits any of `patterns`; all do where there is none. */
export function fitsPaths(path: string, patterns: readonly string[] = []): boolean {
  return !patterns[0] || patterns.some((pattern) => fitsPath(path, pattern))
}

const deviceOf = (width: number) =>
  width <= MOBILE_MAX ? 'mobile' : width <= TABLET_MAX ? 'tablet' : 'desktop'

/** Whether every rule of `targeting` holds; where there is none, it is for all. */
export function isFor(targeting: Targeting, situation: Situation): boolean {
  const { paths, devices, markets, visitors, attributes = {} } = targeting
  const { path, width, market, isNew } = situation
  return (
    fitsPaths(path, paths) &&
    (!devices?.[0] || devices.includes(deviceOf(width))) &&
    (!markets?.[0] || markets.includes(market)) &&
    (!visitors || isNew === (visitors === 'new')) &&
    Object.entries(attributes).every(([name, values]) =>
      values.includes(situation.attributes[name] ?? ''),
    )
  )
}
