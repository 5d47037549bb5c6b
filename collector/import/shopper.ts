// One simulated shopper: seeded, assigned as a real page would assign them, with effects that are known.
import { assign } from '../../packages/experiments/assign.ts'
import { isFor } from '../../packages/experiments/targeting.ts'
import type { AnyEvent, Batch } from '../../packages/wire/event.ts'
import { createDice } from './dice.ts'
import type { Dice } from './dice.ts'
import { PERSONAS } from './personas.ts'
import type { Persona } from './personas.ts'
import { DEVICES, MARKETS } from './sample-shop.ts'
import { TOGETHER_DEFAULT, willingnessOf } from './truth.ts'
import type { Truth } from './truth.ts'
import { chooseProducts, walk } from './walk.ts'

export interface Shopper {
  readonly persona: string
  readonly market: string
  readonly device: string
  readonly userAgent: string
  /** Their visits, the first to be sent first. */
  readonly batches: readonly Batch[]
  /** Experiments and variations that were seen. */
  readonly seen: readonly string[]
  readonly ordered: boolean
}

/** The shopper with this number, whose last visit is over at `nowMs`; the same for the same seed and day. */
export function shopperOf(
  truth: Truth,
  site: string,
  origin: string,
  at: { readonly number: number; readonly nowMs: number },
): Shopper {
  const id = `${truth.seed}-${at.number}`
  const dice = createDice(id)
  const market = dice.pick(MARKETS)
  const { device, width, userAgent } = dice.pick(DEVICES)
  const persona = dice.pick(PERSONAS)
  const visitor = `simulated-${id}`
  const visits = visitsOf(persona, dice)
  const exposed = Array.from({ length: visits }, (_, visit) =>
    truth.experiments.flatMap((experiment) => {
      const situation = { path: '/', width, market: market.country, attributes: {} }
      const isTarget = isFor(experiment.targeting, { ...situation, isNew: visit === 0 })
      const variation = isTarget ? assign(experiment, visitor) : undefined
      return variation ? [{ experiment: experiment.key, variation: variation.key }] : []
    }),
  )
  const seen = [
    ...new Set(exposed.flat().map(({ experiment, variation }) => `${experiment}=${variation}`)),
  ]
  const traits = { persona, market: market.country, device }
  const ordered = dice.chance(willingnessOf(truth, traits, seen))
  const together = truth.together ?? TOGETHER_DEFAULT
  const walks = exposed.map((exposures, visit) => {
    const isLast = visit === visits - 1
    const looks = Math.round(dice.between(0, 2 * persona.looks))
    const products = chooseProducts(dice, { looks, together, nowMs: at.nowMs })
    return walk(dice, market, {
      origin,
      id: `${id}-${visit}`,
      exposures,
      // Whoever orders has looked at something.
      products:
        ordered && isLast && products.length === 0
          ? chooseProducts(dice, { looks: 1, together, nowMs: at.nowMs })
          : products,
      doubles: ordered && isLast ? persona.doubles : undefined,
    })
  })
  return {
    persona: persona.name,
    market: market.country,
    device,
    userAgent,
    batches: inTime(walks, at.nowMs).map((events, visit) => ({
      site,
      sdk: 'simulation',
      stream: `simulated-stream-${id}-${visit}`,
      sentMs: at.nowMs,
      emitted: events.length,
      grant: { analytics: 'full', experiments: 'full', recommendations: 'full' },
      visitor,
      language: market.language,
      width,
      events,
    })),
    seen,
    ordered,
  }
}

/** Around the persona's number, at least one. */
function visitsOf({ visits }: Persona, dice: Dice): number {
  return 1 + Math.round(dice.between(0, 2 * (visits - 1)))
}

/** Moves visits that each begin at 0 one behind the other, the last of them over at `nowMs`. */
function inTime(walks: readonly AnyEvent[][], nowMs: number): AnyEvent[][] {
  let endMs = nowMs
  return walks
    .toReversed()
    .map((events) => {
      const startMs = endMs - (events.at(-1)?.timeMs ?? 0)
      endMs = startMs - 1
      return events.map((event) => ({ ...event, timeMs: event.timeMs + startMs }))
    })
    .toReversed()
}
