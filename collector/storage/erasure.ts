// What remains of an order once its visitor is erased: amount, day and market, for the books.
import { emptyOf, EVENT_COLUMNS } from './columns.ts'
import type { Row } from './columns.ts'

/** Event types that are kept without their visitor instead of being deleted. */
export const ORDER_TYPES: readonly string[] = ['purchase', 'refund']

export const DAY_MS = 86_400_000

/** The columns that are emptied on such an order. */
export const ERASED_COLUMNS = EVENT_COLUMNS.filter((column) => !('outlives' in column))

/** What the stream of an order begins with that is nobody's any more: each is one of its own. */
export const ERASED_STREAM = 'erased-'

/** The row without its visitor; of its time the day is left that began at `dayMs`, of UTC without it. */
export function withoutVisitor(row: Row, dayMs = row.time_ms - (row.time_ms % DAY_MS)): Row {
  const emptied = Object.fromEntries(ERASED_COLUMNS.map((each) => [each.name, emptyOf(each)]))
  return { ...row, ...emptied, time_ms: dayMs }
}
