// Chooses what differs from shop to shop, by foretelling the shop's own newest visits from those before.
import { rank } from '../../packages/recommend/rank.ts'
import type { Row } from '../../packages/recommend/rows.ts'
import { findNeighbours } from './pairs.ts'
import type { Neighbours, PairSettings } from './pairs.ts'
import { itemsOf, selectVisits } from './visits.ts'
import type { Visits } from './visits.ts'

export interface Settings extends PairSettings {
  /** The n-th newest product of a history counts exp(-n / decay). */
  readonly decay: number
}

export const DEFAULTS: Settings = { backward: 1, fadeMs: Infinity, decay: 2 }

/** Share of the visits, the newest, that is foretold. */
const HELD_OUT = 0.05
/** With fewer cases than this, a difference is chance. */
const CASES_MIN = 300
const CASES_MAX = 3_000
const LIST_LENGTH = 20

/** One setting after the other, each at its best with those before it. */
export function tune(visits: Visits, k: number): Settings {
  const sorted = visits.timesMs.toSorted()
  const cutMs = sorted[Math.floor(sorted.length * (1 - HELD_OUT))] ?? Infinity
  const cases = casesOf(selectVisits(visits, (visit) => visits.timesMs[visit]! >= cutMs))
  if (cases.length < CASES_MIN) return DEFAULTS
  const before = selectVisits(visits, (visit) => visits.timesMs[visit]! < cutMs)
  const spanMs = cutMs - sorted[0]!
  const judge = (settings: Settings) =>
    qualityOf(findNeighbours(before, k, settings), settings.decay, cases)

  let best = { settings: DEFAULTS, quality: judge(DEFAULTS) }
  for (const changes of [
    [{ backward: 0.5 }, { backward: 0.25 }],
    [{ decay: 0.5 }, { decay: 1 }, { decay: 4 }],
    [{ fadeMs: spanMs }, { fadeMs: spanMs / 4 }, { fadeMs: spanMs / 16 }],
  ])
    best = changes.reduce((leader, change) => {
      const settings = { ...best.settings, ...change }
      const quality = judge(settings)
      return quality > leader.quality ? { settings, quality } : leader
    }, best)
  return best.settings
}

interface Case {
  /** Numbers of the products, the newest first, each once. */
  readonly seen: readonly number[]
  readonly target: number
}

/** Each step to a product that is new to its visit; evenly thinned where there are many. */
function casesOf(visits: Visits): Case[] {
  const cases: Case[] = []
  for (const visit of visits.visitors.keys()) {
    const items = [...itemsOf(visits, visit)]
    items.forEach((target, at) => {
      const seen = [...new Set(items.slice(0, at).toReversed())]
      if (at && !seen.includes(target)) cases.push({ seen, target })
    })
  }
  const step = Math.max(1, cases.length / CASES_MAX)
  return cases.filter((_case, at) => Math.floor(at / step) > Math.floor((at - 1) / step))
}

/** Hit rate plus mean reciprocal rank, of lists of twenty. */
function qualityOf(
  neighbours: readonly Neighbours[],
  decay: number,
  cases: readonly Case[],
): number {
  const head = { decay, trending: [], categories: {}, excluded: [] }
  const rowOf = (id: string): Row => ({ place: Number(id), ...neighbours[Number(id)]! })
  let sum = 0
  for (const { seen, target } of cases) {
    const list = rank(
      seen.map((id) => ({ id: String(id) })),
      rowOf,
      head,
    )
    const found = list.findIndex(({ place }) => place === target)
    if (found >= 0 && found < LIST_LENGTH) sum += 1 + 1 / (found + 1)
  }
  return sum / cases.length
}
