// The ratio of two colours, against pairs that are known.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrastOf, luminanceOf, textOfRatio } from './contrast.ts'

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  // The lightest grey that may stand on white, and the next.
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
  ['#595959', '#ffffff', 7],
  ['#949494', '#ffffff', 3.03],
  ['#ff0000', '#ffffff', 4],
  ['#00ff00', '#ffffff', 1.37],
  ['#0000ff', '#FFFFFF', 8.59],
  ['#0a0a0a', '#000000', 1.06],
])('%s on %s is %d', (one, other, ratio) => {
  expect(contrastOf(one, other)).toBeCloseTo(ratio, 2)
})

test('luminance ends at black and white', () => {
  expect(luminanceOf('#000000')).toBe(0)
  expect(luminanceOf('#ffffff')).toBeCloseTo(1, 10)
})

const colour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('whichever is on which, from 1 to 21', () => {
  fc.assert(
    fc.property(colour, colour, (one, other) => {
      const ratio = contrastOf(one, other)
      expect(ratio).toBe(contrastOf(other, one))
      expect(ratio).toBeGreaterThanOrEqual(1)
      expect(ratio).toBeLessThanOrEqual(21)
    }),
  )
})

test('what is shown as enough is enough', () => {
  expect(textOfRatio(4.4999)).toBe('4.49')
  expect(textOfRatio(4.5)).toBe('4.5')
  expect(textOfRatio(21)).toBe('21')
})
