// A table that sorts by any column and draws figures as bars, for mouse, keyboard and screen reader alike.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { sorted } from './sort.ts'
import type { Cell, Direction } from './sort.ts'

export interface Column<Row> {
  title: string
  /** What the column sorts by. */
  cell: (row: Row) => Cell
  /** How the cell is written. */
  text: (row: Row) => string
  /** Draws the cell's number as a bar, against the column's largest or this bound. */
  bar?: true | { max: number }
}

interface TableProps<Row> {
  caption: string
  rows: readonly Row[]
  /** The first names the row; the others are figures. */
  columns: readonly Column<Row>[]
  /** Column to sort by at first, the largest on top. */
  sortBy: number
}

export function Table<Row>({ caption, rows, columns, sortBy }: TableProps<Row>): VNode {
  const [order, setOrder] = useState<{ at: number; direction: Direction }>({
    at: sortBy,
    direction: 'descending',
  })
  const column = columns[order.at]
  const shown = column ? sorted(rows, column.cell, order.direction) : rows
  const sortAt = (at: number) => setOrder((last) => ({ at, direction: directionAfter(last, at) }))
  const maxima = columns.map(({ bar, cell }) =>
    bar === true ? Math.max(1, ...rows.map((row) => Number(cell(row)))) : (bar?.max ?? 0),
  )
  return (
    <div class="table-frame panel" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="unseen">{caption}, sortable</caption>
        <thead>
          <tr>
            {columns.map(({ title }, at) => (
              <th scope="col" aria-sort={at === order.at ? order.direction : 'none'} key={title}>
                <button type="button" onClick={() => sortAt(at)}>
                  {title}
                  <span class="sort-arrow" aria-hidden="true">
                    {at !== order.at ? '' : order.direction === 'ascending' ? '▲' : '▼'}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, at) => (
            <Row row={row} columns={columns} maxima={maxima} key={at} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function directionAfter(last: { at: number; direction: Direction }, at: number): Direction {
  if (last.at !== at) return at === 0 ? 'ascending' : 'descending'
  return last.direction === 'ascending' ? 'descending' : 'ascending'
}

interface RowProps<Row> {
  row: Row
  columns: readonly Column<Row>[]
  maxima: readonly number[]
}

function Row<R>({ row, columns, maxima }: RowProps<R>): VNode {
  return (
    <tr>
      {columns.map((column, at) =>
        at === 0 ? (
          <th scope="row" key={column.title} title={column.text(row)}>
            {column.text(row)}
          </th>
        ) : (
          <td key={column.title}>
            {column.text(row)}
            {column.bar && <Bar share={Number(column.cell(row)) / (maxima[at] || 1)} />}
          </td>
        ),
      )}
    </tr>
  )
}

function Bar({ share }: { share: number }): VNode {
  return (
    <svg class="bar" aria-hidden="true">
      <rect width="100%" height="100%" class="bar-track" />
      <rect width={`${Math.min(1, Math.max(0, share)) * 100}%`} height="100%" />
    </svg>
  )
}
