// Sorting keeps the order of equals, and puts the unknown last whichever way it goes.
import { expect, test } from 'vitest'
import { sorted } from './sort.ts'

const rows = [
  { id: 1, size: 5, name: 'page 10' },
  { id: 2, size: null, name: 'Page 9' },
  { id: 3, size: 9, name: 'about' },
  { id: 4, size: 5, name: 'page 10' },
]
const ids = (by: 'size' | 'name', direction: 'ascending' | 'descending') =>
  sorted(rows, (row) => row[by], direction).map((row) => row.id)

test('numbers sort by size, the unknown last', () => {
  expect(ids('size', 'ascending')).toEqual([1, 4, 3, 2])
  expect(ids('size', 'descending')).toEqual([3, 1, 4, 2])
})

test('texts sort as people read them', () => {
  expect(ids('name', 'ascending')).toEqual([3, 2, 1, 4])
  expect(ids('name', 'descending')).toEqual([1, 4, 2, 3])
})
