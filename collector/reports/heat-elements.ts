// What the sums of a page say of its elements, and of places in them; what too few sessions did is left out.
import { HEAT_SESSIONS_MIN } from '../../packages/wire/limits.ts'
import type { Estimate, HeatElement, HeatSpot } from '../../packages/wire/report.ts'

const ELEMENTS_MAX = 500
const SPOTS_MAX = 5_000
/** Standard errors to each side within which the whole lies 19 times in 20. */
const Z = 1.96

/** The sums of a place over the period: `estimate` and `variance` are scaled up from the sample. */
export interface Place {
  anchor: string
  type: string
  rx: number
  ry: number
  n: number
  sessions: number
  estimate: number
  variance: number
}

export const NOTHING: Estimate = { value: 0, margin: 0 }

/** A place's figure, scaled up, and how uncertain that is. */
export function estimateOf(place: Place | undefined): Estimate {
  return place
    ? { value: place.estimate, margin: Z * Math.sqrt(Math.max(0, place.variance)) }
    : NOTHING
}

/** Finds what a type adds up to at the place of another. */
function finder(places: readonly Place[]): (type: string, at: Place) => number {
  const key = (type: string, { anchor, rx, ry }: Place): string =>
    JSON.stringify([type, anchor, rx, ry])
  const found = new Map(places.map((place) => [key(place.type, place), place.estimate]))
  return (type, at) => found.get(key(type, at)) ?? 0
}

const isTold = ({ anchor, type, sessions }: Place): boolean =>
  type === 'click' && anchor !== '' && anchor !== '*' && sessions >= HEAT_SESSIONS_MIN

/** Elements with a name, the most clicked first. */
export function elementsOf(places: readonly Place[]): HeatElement[] {
  const count = finder(places)
  return places
    .filter((place) => isTold(place) && place.rx < 0)
    .slice(0, ELEMENTS_MAX)
    .map((place) => ({
      anchor: place.anchor,
      clicks: estimateOf(place),
      rage: count('rage', place),
      keyboard: count('keyboard', place),
      sessions: place.sessions,
    }))
}

/** Places in them. */
export function spotsOf(places: readonly Place[]): HeatSpot[] {
  const count = finder(places)
  return places
    .filter((place) => isTold(place) && place.rx >= 0)
    .slice(0, SPOTS_MAX)
    .map((place) => ({
      anchor: place.anchor,
      across: place.rx,
      down: place.ry,
      clicks: place.estimate,
      rage: count('rage', place),
    }))
}
