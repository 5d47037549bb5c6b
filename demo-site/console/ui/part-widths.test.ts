// Parts fill the bar exactly, and no part that exists vanishes.
import { expect, test } from 'vitest'
import { partWidths } from './part-widths.ts'

test('parts share the room by their size', () => {
  expect(partWidths([3, 1, 0], 1000)).toEqual([750, 250, 0])
})

test('one in a million can still be seen, and the bar is not longer for it', () => {
  const widths = partWidths([999_999, 1, 0, 1], 1000)
  expect(widths).toEqual([992, 4, 0, 4])
})

test('nothing at all has no width', () => {
  expect(partWidths([0, 0], 1000)).toEqual([0, 0])
})
