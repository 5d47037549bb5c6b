// Cuts a long list into parts.
import type { PageQuery } from '../../packages/wire/api.ts'

export const PAGE_ROWS = 100

/** The part after `query.after` of rows in the order of their names, and where the next begins. */
export function pageOf<T>(
  rows: readonly T[],
  { limit = PAGE_ROWS, after }: PageQuery,
  nameOf: (row: T) => string,
): { rows: T[]; next: string | null } {
  const ordered = rows.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const left = after === undefined ? ordered : ordered.filter((row) => nameOf(row) > after)
  const part = left.slice(0, limit)
  const last = part.at(-1)
  return { rows: part, next: last && left.length > limit ? nameOf(last) : null }
}
