// A place in a box is kept in two bytes, and found again within a pixel or two.
import { expect, test } from 'vitest'
import { placeIn, shareOf } from './share.ts'

const BOX = { left: 100, top: 50, width: 300, height: 200 }

test.each([
  [100, 50, 0, 0],
  [400, 250, 255, 255],
  [250, 150, 128, 128],
  [99, 251, 0, 255],
])('%d,%d is %d,%d', (x, y, across, down) => {
  expect([...shareOf(BOX, x, y)]).toEqual([across, down])
})

test('a box without a size has its places at its corner', () => {
  expect([...shareOf({ ...BOX, width: 0, height: 0 }, 100, 50)]).toEqual([0, 0])
})

test('it is found again in a box of another size', () => {
  const [across, down] = shareOf(BOX, 175, 100)
  const { x, y } = placeIn({ left: 0, top: 0, width: 600, height: 100 }, across!, down!)
  expect(Math.abs(x - 150)).toBeLessThan(1.5)
  expect(Math.abs(y - 25)).toBeLessThan(0.5)
})
