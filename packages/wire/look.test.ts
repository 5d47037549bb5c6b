// A look is read against what it does not set, and becomes rules of style that hold nothing else.
import { expect, test } from 'vitest'
import { styleOf, textOfUnreadable, unreadableIn, USUAL_COLOURS } from './look.ts'

test('ours can be read, in light and dark', () => {
  expect(unreadableIn()).toEqual([])
  expect(unreadableIn(USUAL_COLOURS)).toEqual([])
})

test.each([
  ['pale text', { light: { text: '#999999' } }, ['light text on background 2.84']],
  ['a background of the other scheme', { dark: { background: '#ffffff' } }, 3],
  ['a text of buttons like the buttons', { light: { onAccent: '#1f4e79' } }, 1],
  ['a faint line', { light: { line: '#dddddd' } }, ['light line on background 1.35']],
  ['a line that needs less than text', { light: { line: '#949494' } }, []],
])('%s', (_, look, expected) => {
  const found = unreadableIn(look).map(
    ({ scheme, colour, on, ratio }) =>
      `${scheme} ${colour} on ${on} ${Math.floor(ratio * 100) / 100}`,
  )
  if (typeof expected === 'number') expect(found).toHaveLength(expected)
  else expect(found).toEqual(expected)
})

test('it is said with both colours, the ratio and what is needed', () => {
  const [unreadable] = unreadableIn({ light: { text: '#999999' } })
  expect(textOfUnreadable(unreadable!)).toBe(
    'text on background with a contrast of 4.5 at least, not 2.84',
  )
})

test('a scheme changes itself alone, and nothing set is nothing said', () => {
  expect(styleOf()).toBe('')
  expect(styleOf({ light: {}, dark: {} })).toBe('')
  expect(styleOf({ light: { accent: '#0b5d2a', text: '#111111' }, radius: 0 })).toBe(
    '@media(prefers-color-scheme:light){:host{--ink:#111111;--main:#0b5d2a}}:host{--tm-radius:0px}',
  )
})

test('what is no colour is left out, wherever it came from', () => {
  const stored = { light: { text: 'red;}*{display:none' }, radius: '1px}*{' } as object
  expect(styleOf(stored)).toBe('')
})
