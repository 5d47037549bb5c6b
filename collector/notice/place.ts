// Where a visitor is, as far as the collector can tell without keeping anything: what holds there.
import { ruleOf, stricter } from '../../packages/wire/region.ts'
import type { Decisions, Place, Rule } from '../../packages/wire/region.ts'

/** Codes that stand for no country: unknown, Tor, and areas of old. */
const NOWHERE = new Set(['XX', 'T1', 'EU', 'AP', 'ZZ'])
/** Countries whose parts have laws of their own. */
const DIVIDED = new Set(['US', 'CA'])

/**
 * ISO codes out of what an edge or a table says; undefined where it is no place.
 * @example placeOf('us', 'CA') // 'US-CA'
 */
export function placeOf(country: string | undefined, part?: string): Place | undefined {
  const code = country?.trim().toUpperCase() ?? ''
  if (!/^[A-Z]{2}$/.test(code) || NOWHERE.has(code)) return undefined
  const sub = part?.trim().toUpperCase() ?? ''
  return DIVIDED.has(code) && /^[A-Z0-9]{1,3}$/.test(sub) ? `${code}-${sub}` : code
}

/** What holds at all these places together: who says they disagree, and the strictest counts. None known: strictest. */
export function ruleAt(places: readonly (Place | undefined)[], decisions: Decisions): Rule {
  const known = [...new Set(places.filter((place) => place !== undefined))]
  const rules = known.filter((place) => !known.some((other) => other.startsWith(`${place}-`)))
  const [first, ...others] = rules.map((place) => ruleOf(place, decisions))
  if (!first) return ruleOf(undefined, decisions)
  const rule = others.reduce(stricter, first)
  if (others.length === 0) return rule
  const { place: _, ...anywhere } = rule
  return anywhere
}

/** Whether the collector has a source that says where visitors are. */
export function knowsPlaces({
  countryHeader,
  countryTable,
}: {
  readonly countryHeader: string | undefined
  readonly countryTable: string | undefined
}): boolean {
  return (countryHeader ?? countryTable) !== undefined
}
