// Answers a slot from a model: the owner's pins first, then what the slot is about, each product once.
import type { Card, ModelHead, SlotName } from '../wire/model.ts'
import { rank } from './rank.ts'
import type { Ranked, Seen } from './rank.ts'
import type { Row } from './rows.ts'

/** Where rows and cards come from: fetched by a page, read from the disk by the collector. */
export interface Source {
  readonly head: ModelHead
  readonly row: (id: string) => Promise<Row | undefined>
  readonly card: (place: number) => Promise<Card | undefined>
}

export interface Question {
  readonly slot: SlotName
  /** The visitor's history, the newest first, each product once. */
  readonly seen: readonly Seen[]
  /** The product that the page is about, where it is about one. */
  readonly current?: Seen | undefined
  /** Ids that stand elsewhere on the page. */
  readonly taken?: ReadonlySet<string> | undefined
  readonly count: number
}

/** A product in an answer. */
export interface Listed extends Card {
  readonly score: number
  readonly from: Ranked['from'] | 'pin'
  /** Id of the product of the history that spoke the loudest for it. */
  readonly because?: string | undefined
}

/** The products for a slot, the best first; for `recently-viewed` see the history itself. */
export async function answer(source: Source, question: Question): Promise<Listed[]> {
  const { head, card } = source
  const { slot, seen, current, taken, count } = question
  const query = slot === 'trending' ? [] : slot === 'for-you' ? seen : [current ?? seen[0]!]
  const speakers = query.filter(Boolean)
  const rows = new Map<string, Row | undefined>()
  await Promise.all(speakers.map(async ({ id }) => rows.set(id, await source.row(id))))
  const pins = (head.pins[slot] ?? []).map((place) => ({ place, score: 0, from: 'pin' as const }))
  const choices = [...pins, ...rank(speakers, (id) => rows.get(id), head)]
  const gone = new Set([current?.id, ...(taken ?? [])])
  const known = new Set(seen.map(({ id }) => id))
  const list: Listed[] = []
  // Those that will most likely be needed come together, the others as they turn out to be.
  await Promise.all(choices.slice(0, count).map(({ place }) => card(place)))
  for (const { place, ...why } of choices) {
    if (list.length === count) break
    const found = await card(place)
    if (!found || gone.has(found.id) || (why.from !== 'pin' && known.has(found.id))) continue
    gone.add(found.id)
    list.push({ ...found, ...why })
  }
  return list
}
