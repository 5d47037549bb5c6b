// The owner's word on recommendations: what stands at the top of a slot, and what is never shown.
import { NAME_CHARS_MAX } from '../../packages/wire/limits.ts'
import { SLOTS } from '../../packages/wire/model.ts'
import type { Card, ModelHead, SlotName } from '../../packages/wire/model.ts'
import type { Pin, RecommendRules } from '../../packages/wire/recommend.ts'
import { identity, list, object, oneOf } from '../../packages/wire/schema.ts'
import type { Documents } from '../storage/documents.ts'

const KIND = 'recommend-rules'
const PINS_MAX = 100
const EXCLUDED_MAX = 2_000

const item = identity(NAME_CHARS_MAX)

export const parseRules = object<RecommendRules>({
  pins: list(object<Pin>({ slot: oneOf(...SLOTS), item }), PINS_MAX),
  excluded: list(item, EXCLUDED_MAX),
})

export interface RulesBook {
  readonly get: (site: string) => Promise<RecommendRules>
  readonly put: (site: string, rules: RecommendRules) => Promise<void>
}

export function createRules(documents: Documents): RulesBook {
  return {
    get: async (site) =>
      (await documents.get<RecommendRules>(KIND, site)) ?? { pins: [], excluded: [] },
    put: (site, rules) => documents.put(KIND, site, rules),
  }
}

/** The head with the rules laid over it; products that the model does not know are passed over. */
export function withRules(
  head: Omit<ModelHead, 'pins' | 'excluded'>,
  cards: readonly Card[],
  rules: RecommendRules,
  out: ReadonlySet<string>,
): ModelHead {
  const hidden = new Set([...rules.excluded, ...out])
  const excluded = cards.flatMap(({ id }, place) => (hidden.has(id) ? [place] : []))
  const wanted = new Set(rules.pins.map((pin) => pin.item))
  const places = new Map(cards.flatMap(({ id }, place) => (wanted.has(id) ? [[id, place]] : [])))
  const pins: Partial<Record<SlotName, number[]>> = {}
  for (const pin of rules.pins) {
    const place = places.get(pin.item)
    if (place !== undefined && !hidden.has(pin.item)) (pins[pin.slot] ??= []).push(place)
  }
  return { ...head, pins, excluded }
}
