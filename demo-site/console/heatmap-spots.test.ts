// All clicks of an element are drawn: those with a place there, the others evenly.
import { expect, test } from 'vitest'
import { drawnSpots } from './heatmap-spots.ts'

const element = (anchor: string, value: number) => ({
  anchor,
  clicks: { value, margin: 0 },
  rage: 0,
  keyboard: 0,
  sessions: 9,
})
const spot = (anchor: string, clicks: number) => ({ anchor, across: 4, down: 5, clicks, rage: 0 })

test('what has a place keeps it, and the rest is spread over its own element', () => {
  const drawn = drawnSpots({
    elements: [element('#buy', 30), element('#all', 8)],
    spots: [spot('#buy', 12), spot('#all', 8)],
  })
  expect(drawn.slice(0, 2)).toEqual([
    { anchor: '#buy', across: 4, down: 5, clicks: 12 },
    { anchor: '#all', across: 4, down: 5, clicks: 8 },
  ])
  const rest = drawn.slice(2)
  expect(rest).toHaveLength(9)
  expect(rest.every(({ anchor, clicks }) => anchor === '#buy' && clicks === 2)).toBe(true)
  expect(new Set(rest.map(({ across, down }) => `${across} ${down}`)).size).toBe(9)
})
