// What must hold: the judge gives a known method its known figures, and ours passes its bars.
import type { Accuracy } from './evaluate.ts'
import type { Contestant } from './recommenders.ts'

export interface Result {
  readonly dataset: string
  readonly name: string
  readonly role: Contestant['role']
  readonly k: number
  readonly accuracy: Accuracy
  readonly bytes: number
  readonly trainMs: number
}

export interface Floor {
  readonly bar: number
  readonly value: number
  readonly ok: boolean
}

type Bars = Readonly<Record<string, Pick<Accuracy, 'hitRate' | 'mrr'>>>

/** VMIS-kNN as measured by another program with the same protocol. */
const ANCHORS: Bars = {
  eshop: { hitRate: 0.628, mrr: 0.214 },
  serenade: { hitRate: 0.522, mrr: 0.245 },
}
/** How far from its anchor a figure may be, on either side. */
const ANCHOR_REACH = 0.01

/** What ours must reach where one session is enough. */
const BARS: Bars = {
  eshop: { hitRate: 0.7, mrr: 0.27 },
  serenade: { hitRate: 0.52, mrr: 0.24 },
}

/** By the names of the figures that they hold. */
export function floorsOf(results: readonly Result[]): Record<string, Floor> {
  const floors: Record<string, Floor> = {}
  for (const result of results)
    for (const figure of ['hitRate', 'mrr'] as const) {
      const { dataset, role, k } = result
      const value = round(result.accuracy[figure])
      const name = figureName(result, figure === 'mrr' ? 'mrr' : 'hr')
      const anchor = ANCHORS[dataset]?.[figure]
      if (role === 'anchor' && anchor !== undefined)
        floors[name] = { bar: anchor, value, ok: round(Math.abs(value - anchor)) <= ANCHOR_REACH }
      const bar = BARS[dataset]?.[figure]
      if (role === 'ours' && k === 1 && bar !== undefined)
        floors[name] = { bar, value, ok: value >= bar }
    }
  return floors
}

export function figureName({ dataset, name, role, k }: Result, figure: string): string {
  const threshold = role === 'ours' ? ` k${k}` : ''
  return `${dataset} ${name}${threshold} ${figure}`.toLowerCase().replaceAll(/\W+/g, '_')
}

/** Figures are compared as they are printed. */
export function round(value: number): number {
  return Number(value.toFixed(4))
}
