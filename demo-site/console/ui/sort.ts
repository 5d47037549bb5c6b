// Puts table rows in order: by text or by number, what is not known always last.

export type Cell = string | number | null
export type Direction = 'ascending' | 'descending'

const texts = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Rows in order of what `cell` reads from them; rows that are equal keep their order. */
export function sorted<Row>(
  rows: readonly Row[],
  cell: (row: Row) => Cell,
  direction: Direction,
): Row[] {
  const sign = direction === 'ascending' ? 1 : -1
  return rows.toSorted((one, other) => {
    const a = cell(one)
    const b = cell(other)
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    return sign * texts.compare(`${a}`, `${b}`)
  })
}
