// The style of the banner and what the console says of it are one: its colours, its properties, its two answers.
import { expect, test } from 'vitest'
import { RADIUS, styleOf, USUAL_COLOURS } from '../wire/look.ts'
import { STYLE } from './style.ts'

const whole = (colour: string) =>
  colour.length === 4 ? colour.replaceAll(/[\da-f]/g, '$&$&') : colour

test('its colours are those that the console shows as usual', () => {
  const written = [...STYLE.matchAll(/--(?:bg|ink|line|main|on):var\([^,]+,(#[\da-f]+)\)/g)]
  const { light, dark } = USUAL_COLOURS
  const inOrder = [light, dark].flatMap(({ background, text, line, accent, onAccent }) => [
    background,
    text,
    line,
    accent,
    onAccent,
  ])
  expect(written.map(([, colour = '']) => whole(colour))).toEqual(inOrder)
  expect(STYLE).toContain(`var(--tm-radius,${RADIUS.usual}px)`)
})

test('whatever a look sets, the style reads', () => {
  const set = styleOf({ ...USUAL_COLOURS, radius: 3 })
  const properties = [...set.matchAll(/(--[\w-]+):/g)].map(([, name]) => name)
  expect(properties).toHaveLength(11)
  for (const name of properties) expect(STYLE).toContain(`var(${name}`)
})

test('no look can tell Accept from Reject', () => {
  const set = styleOf({ ...USUAL_COLOURS, radius: 3 })
  const selectors = [...set.matchAll(/([^{}]+)\{/g)].map(([, selector]) => selector)
  expect(new Set(selectors)).toEqual(
    new Set(['@media(prefers-color-scheme:light)', '@media(prefers-color-scheme:dark)', ':host']),
  )
})
