// What is true of simulated shoppers, and what results are to find: known beforehand, written down, never looked up.
import type { PageExperiment } from '../../packages/wire/experiment.ts'
import { companionsOf } from './companions.ts'
import type { Companion } from './companions.ts'
import { BY_DEVICE, BY_MARKET, PERSONAS, meanOf } from './personas.ts'
import type { Persona } from './personas.ts'
import { DEVICES, MARKETS, PRODUCTS } from './sample-shop.ts'
import { seasonOf } from './seasons.ts'

export interface Truth {
  readonly seed: string
  /** Share of those who see the control that order. */
  readonly conversion: number
  /** By experiment and variation (`hero=bold`): how much more of them order, 0.2 for a fifth. */
  readonly lifts: Readonly<Record<string, number>>
  readonly experiments: readonly PageExperiment[]
  /** How often the next product is a companion of the last; others are taken by how popular they are. @default 0.6 */
  readonly together?: number
}

export const TOGETHER_DEFAULT = 0.6

/** What a shopper is, as far as it moves them to order. */
export interface Traits {
  readonly persona: Persona
  readonly market: string
  readonly device: string
}

const PERSONA_MEAN = meanOf(PERSONAS, ({ orders }) => orders)
const MARKET_MEAN = meanOf(MARKETS, ({ country }) => BY_MARKET[country] ?? 1)
const DEVICE_MEAN = meanOf(DEVICES, ({ device }) => BY_DEVICE[device] ?? 1)

/**
 * Probability that a shopper orders. The factors are drawn apart and each is 1 on average, so that the mean of all who
 * see the control is `conversion`, as long as nobody's is cut at 1.
 */
export function willingnessOf(
  { conversion, lifts }: Truth,
  { persona, market, device }: Traits,
  seen: readonly string[],
): number {
  const factor =
    (persona.orders / PERSONA_MEAN) *
    ((BY_MARKET[market] ?? 1) / MARKET_MEAN) *
    ((BY_DEVICE[device] ?? 1) / DEVICE_MEAN)
  const lift = seen.reduce((product, name) => product * (1 + (lifts[name] ?? 0)), 1)
  return Math.min(1, conversion * factor * lift)
}

/** A share of shoppers, and how many of them order where they see the control. */
interface Segment {
  readonly name: string
  readonly share: number
  readonly conversion: number
}

export interface TruthFile {
  readonly seed: string
  readonly shoppers: number
  readonly conversion: number
  readonly lifts: Truth['lifts']
  readonly personas: readonly Segment[]
  readonly markets: readonly Segment[]
  readonly devices: readonly Segment[]
  /** By category, beside the mean of the year. */
  readonly seasons: Readonly<Record<string, number>>
  /** By product, the strongest first. */
  readonly companions: Readonly<Record<string, readonly Companion[]>>
}

/** The truth in a form that a check can read, for so many shoppers who came at `nowMs`. */
export function truthFile(truth: Truth, shoppers: number, nowMs: number): TruthFile {
  const { seed, conversion, lifts } = truth
  const categories = [...new Set(PRODUCTS.map(({ category }) => category))]
  return {
    seed,
    shoppers,
    conversion,
    lifts,
    personas: segments(PERSONAS, conversion, ({ name, orders }) => [name, orders]),
    markets: segments(MARKETS, conversion, ({ country }) => [country, BY_MARKET[country] ?? 1]),
    devices: segments(DEVICES, conversion, ({ device }) => [device, BY_DEVICE[device] ?? 1]),
    seasons: Object.fromEntries(categories.map((each) => [each, seasonOf(each, nowMs)])),
    companions: Object.fromEntries(PRODUCTS.map(({ id }) => [id, companionsOf(id)])),
  }
}

function segments<T extends { readonly weight: number }>(
  from: readonly T[],
  conversion: number,
  namedFactor: (each: T) => readonly [name: string, factor: number],
): Segment[] {
  const mean = meanOf(from, (each) => namedFactor(each)[1])
  const total = from.reduce((sum, { weight }) => sum + weight, 0)
  const shares = new Map<string, number>()
  const rates = new Map<string, number>()
  for (const each of from) {
    const [name, factor] = namedFactor(each)
    shares.set(name, (shares.get(name) ?? 0) + each.weight / total)
    rates.set(name, (conversion * factor) / mean)
  }
  return [...shares].map(([name, share]) => ({ name, share, conversion: rates.get(name)! }))
}
