// Learns from stored events: gathers visits and product facts row by row, and makes a model of them in the end.
import { buildModel } from './build.ts'
import type { BuildOptions, BuiltModel, Facts } from './build.ts'
import { createFacts } from './facts.ts'
import { gatherVisits } from './visits.ts'
import type { Visit } from './visits.ts'

/** What is read of one stored event. */
export interface LearnedRow {
  readonly visitor: string
  readonly session: string
  readonly time_ms: number
  readonly type: string
  readonly host: string
  readonly path: string
  readonly currency: string
  /** JSON; what it holds was bounded when it came in. */
  readonly body: string
}

export interface LearnedItem {
  readonly item_id: string
  readonly item_name?: string
  readonly item_category?: string
  readonly price?: number
}

export interface LearnOptions extends Omit<BuildOptions, 'facts' | 'told'> {
  /** What the shop itself has told, by id: it outweighs what visitors' pages said. */
  readonly feed: ReadonlyMap<string, Facts>
  /** What its own pages say, by id: it outweighs visitors too, but not the list. */
  readonly fetched: ReadonlyMap<string, Facts>
}

export interface Learner {
  /** Takes rows, the newest first. */
  readonly add: (rows: readonly LearnedRow[]) => void
  readonly finish: (options: LearnOptions) => BuiltModel
}

/** `origins` are the site's: no other address goes into a card. */
export function createLearner(origins: readonly string[]): Learner {
  const visits = new Map<string, { visitor: string; timeMs: number; items: string[] }>()
  const facts = createFacts(origins)

  function take(row: LearnedRow): void {
    const { items = [] } = JSON.parse(row.body) as { items?: readonly LearnedItem[] }
    const key = `${row.visitor} ${row.session}`
    const visit = visits.get(key) ?? { visitor: row.visitor, timeMs: row.time_ms, items: [] }
    visits.set(key, visit)
    // Rows come the newest first, and so do the steps of a visit until the end.
    for (const { item_id } of items.toReversed()) visit.items.push(item_id)
    facts.add(row, items)
  }

  return {
    add: (rows) => rows.forEach(take),
    finish: ({ feed, fetched, ...options }) => {
      const all: Visit[] = [...visits.values()].map((visit) => ({
        ...visit,
        items: visit.items.toReversed(),
      }))
      const gathered = gatherVisits(all.sort((a, b) => a.timeMs - b.timeMs))
      return buildModel(gathered, {
        ...options,
        facts: facts.agreed(feed, fetched),
        told: feed.keys(),
      })
    },
  }
}
