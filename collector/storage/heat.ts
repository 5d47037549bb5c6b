// How single points of a heatmap become sums: the reference that every engine is compared with, and the words they share.
import type { Heat } from '../../packages/wire/event.ts'
import { HEAT_SESSIONS_MIN } from '../../packages/wire/limits.ts'
import type { HeatCell, Row } from './columns.ts'

/** What a `heat` row holds in its body: what the page told, with its day and device band. */
export type StoredHeat = Heat & { readonly day: number; readonly band: string }

/** Stands for the whole page where the name of an element would. */
export const WHOLE_PAGE = '*'
/** Stands for the whole element where a place in it would. */
export const ANYWHERE = -1
/** Days that a place may wait for enough sessions before it is folded into its element, or an element into its page. */
export const WAITING_DAYS = 30
/** Of 256 steps across an element this many are one place. */
const STEPS = 16
const RAGE = 1
const KEYBOARD = 4

/** Whether a row is a point that has not become a sum: what was folded has lost its session. */
export function isRaw({ type, session }: Row): boolean {
  return type === 'heat' && session !== ''
}

type Mark = Pick<HeatCell, 'anchor' | 'type' | 'rx' | 'ry' | 'n'>

/** What a row adds to which sums. */
function marksOf({ anchors, points, fold, reach, before }: StoredHeat): Mark[] {
  const page = { anchor: WHOLE_PAGE, rx: ANYWHERE, ry: ANYWHERE, n: 1 }
  const clicks = points.flatMap(([, at, across, down, flags]) => {
    const place = {
      anchor: anchors[at] ?? '',
      rx: Math.floor(across / STEPS),
      ry: Math.floor(down / STEPS),
      n: 1,
    }
    const types = [
      'click',
      ...(flags & RAGE ? ['rage'] : []),
      ...(flags & KEYBOARD ? ['keyboard'] : []),
    ]
    return types.flatMap((type) => [
      { ...place, type },
      { ...place, type, rx: ANYWHERE, ry: ANYWHERE },
      { ...page, type },
    ])
  })
  const seen = { ...page, type: 'reach', rx: reach }
  // Parts of a view add up: each takes back what the one before has said.
  if (before !== undefined) return [...clicks, seen, { ...seen, rx: before, n: -1 }]
  return [...clicks, seen, { ...page, type: 'fold', rx: fold }, { ...page, type: 'view' }]
}

/** The sums of raw rows; robots' are left out. */
export function cellsOf(rows: readonly Row[]): HeatCell[] {
  const bySession = new Map<string, number>()
  for (const row of rows) {
    if (row.bot || row.staff) continue
    const heat = row.body as unknown as StoredHeat
    for (const { anchor, type, rx, ry, n } of marksOf(heat)) {
      const { day, band, sample } = heat
      const key = JSON.stringify([row.site, day, row.path, band, anchor, type, rx, ry, sample])
      const mine = `${key} ${row.session}`
      bySession.set(mine, (bySession.get(mine) ?? 0) + n)
    }
  }
  const cells = new Map<string, HeatCell>()
  for (const [mine, n] of bySession) {
    const key = mine.slice(0, mine.lastIndexOf(']') + 1)
    const cell = cells.get(key) ?? cellOf(key)
    cells.set(key, {
      ...cell,
      n: cell.n + n,
      sessions: cell.sessions + 1,
      squares: cell.squares + n * n,
    })
  }
  return [...cells.values()]
}

function cellOf(key: string): HeatCell {
  const [site, day, page, band, anchor, type, rx, ry, sample] = JSON.parse(key) as [
    string,
    number,
    string,
    string,
    string,
    string,
    number,
    number,
    number,
  ]
  return { site, day, page, band, anchor, type, rx, ry, sample, n: 0, sessions: 0, squares: 0 }
}

/** Those of `cells` that stay after a fold: places first, then elements, that too few sessions have clicked for too long. */
export function withoutFew(cells: readonly HeatCell[], today: number): HeatCell[] {
  const placeOf = ({ site, page, band, anchor, type, rx, ry }: HeatCell): string =>
    JSON.stringify([site, page, band, anchor, type, rx, ry])
  const sessions = new Map<string, number>()
  for (const cell of cells)
    sessions.set(placeOf(cell), (sessions.get(placeOf(cell)) ?? 0) + cell.sessions)
  return cells.filter(
    (cell) =>
      cell.anchor === WHOLE_PAGE ||
      cell.day >= today - WAITING_DAYS ||
      (sessions.get(placeOf(cell)) ?? 0) >= HEAT_SESSIONS_MIN,
  )
}
