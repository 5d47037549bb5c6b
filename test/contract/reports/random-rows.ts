// Random visits for comparing reports with a plain count: the same seed gives the same rows.
import { toRow } from '../../../collector/storage/columns.ts'
import type { Row, SparseRow } from '../../../collector/storage/columns.ts'
import { createPrng } from '../../support/prng.ts'
import type { Prng } from '../../support/prng.ts'
import { SITE } from './cases.ts'

const DAY_MS = 86_400_000
const PATHS = ['/', '/lamps', '/rugs', '/p/1', '/p/2', '/cart', '/thanks']
/** Minor units of EUR for one of each; of SEK no rate is stored. */
const RATES: readonly (readonly [string, number | null])[] = [
  ['EUR', 1],
  ['USD', 0.92],
  ['SEK', null],
]

interface Visit {
  readonly base: SparseRow
  readonly prng: Prng
  timeMs: number
  seq: number
  /** `seq` and path of the page view that goes on. */
  view: number
  path: string
  rows: Row[]
}

/** Visits on `days` days from `fromMs` on; none of them goes past midnight. */
export function randomRows(seed: number, fromMs: number, days: number): Row[] {
  const prng = createPrng(seed)
  const visits = prng.whole(20, 120)
  return Array.from({ length: visits }, (_, index) => {
    const dayMs = fromMs + prng.whole(0, days - 1) * DAY_MS
    return visit(prng, index, dayMs + prng.whole(0, 22 * 3_600_000))
  }).flat()
}

function visit(prng: Prng, index: number, timeMs: number): Row[] {
  const base: SparseRow = {
    site: SITE,
    stream: `stream-${index}`,
    seq: 0,
    type: 'page_view',
    time_ms: timeMs,
    received_ms: timeMs,
    visitor: prng.chance(0.1) ? '' : `visitor-${prng.whole(1, 40)}`,
    session: `session-${index}`,
    bot: prng.chance(0.1),
    staff: prng.chance(0.1),
  }
  const going: Visit = { base, prng, timeMs, seq: 0, view: 0, path: '/', rows: [] }
  show(going)
  const steps = prng.whole(0, 8)
  for (let step = 0; step < steps; step++) STEPS[prng.whole(0, STEPS.length - 1)]?.(going)
  return going.rows
}

function add(going: Visit, type: string, more: Partial<SparseRow> = {}): void {
  going.seq += 1
  going.timeMs += going.prng.whole(1, 120_000)
  const timeMs = going.timeMs
  const place = { seq: going.seq, time_ms: timeMs, received_ms: timeMs, path: going.path }
  going.rows.push(toRow({ ...going.base, ...place, type, name: type, ...more }))
}

function show(going: Visit): void {
  going.path = going.prng.pick(PATHS)
  add(going, 'page_view')
  going.view = going.seq
}

function engage(going: Visit): void {
  const { prng } = going
  const measured = prng.chance(0.8)
  add(going, 'user_engagement', {
    engaged_ms: prng.whole(0, 9_000),
    view: prng.chance(0.1) ? 1 : going.view,
    ...(measured && { reach: prng.whole(0, 100) }),
  })
}

/** An order; now and then one of the few of this visitor, so that the same one is told again. */
function order(going: Visit): void {
  const { base, prng } = going
  const known = base.visitor ? Number(base.visitor.slice('visitor-'.length)) : 0
  const number = prng.chance(0.3) ? known : prng.whole(100, 1e6)
  const items = [0, 1].map((at) => ({
    item_id: `item-${(number + at) % 5}`,
    price: number % (at + 2),
  }))
  const transaction_id = `T${number}`
  add(going, 'purchase', { transaction_id, ...amount(number), body: { items } })
  // Now and then the shop's server tells it too, with another amount, and without visitor or products.
  if (prng.chance(0.3))
    add(going, 'purchase', {
      transaction_id,
      ...amount(number + 1),
      imported: true,
      visitor: '',
      body: prng.chance(0.5) ? { items: [] } : { items: items.slice(1) },
    })
  if (prng.chance(0.2)) add(going, 'refund', { transaction_id: `T${number}`, ...amount(number) })
}

/** A slot is shown, and mostly something is chosen from it. */
function recommended(going: Visit): void {
  const { prng } = going
  const item_list = `tidemark:${prng.pick(['related', 'for-you'])}`
  const items = [{ item_id: `item-${prng.whole(0, 4)}` }]
  add(going, 'view_item_list', { item_list, body: { items } })
  if (prng.chance(0.8)) add(going, 'select_item', { item_list, body: { items } })
}

/** The same for the same order. */
function amount(number: number): Partial<SparseRow> {
  const [currency, rate] = RATES[number % RATES.length] ?? ['EUR', 1]
  const value = 100 + (number % 9_900)
  return { value, currency, ...(rate !== null && { revenue: Math.round(value * rate) }) }
}

const STEPS: readonly ((going: Visit) => void)[] = [
  show,
  engage,
  engage,
  engage,
  (going) => add(going, 'add_to_cart', { value: 500, currency: 'EUR' }),
  (going) => add(going, 'click'),
  (going) => add(going, 'sdk_error'),
  (going) => add(going, 'custom', { name: going.prng.pick(['spin', 'click']) }),
  recommended,
  recommended,
  order,
]
