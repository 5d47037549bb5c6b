// Spells columns and their empty values as DuckDB wants them.
import { emptyOf } from './columns.ts'
import type { Column } from './columns.ts'

export const names = (columns: readonly Column[]): string =>
  columns.map(({ name }) => name).join(', ')

/** The empty value of a column. */
export function literal(column: Column): string {
  const empty = emptyOf(column)
  if (empty === null) return 'null'
  return typeof empty === 'number' || typeof empty === 'boolean'
    ? String(empty)
    : `'${typeof empty === 'string' ? empty : JSON.stringify(empty)}'`
}
