// What a copy looks like as a table: quoted where it must be, and nothing that a spreadsheet would run.
import { expect, test } from 'vitest'
import { csv } from './rights.ts'

test('a column for each name that occurs, in the order in which they come', () => {
  expect(csv([{ a: 1 }, { b: true, a: 2 }])).toBe('a,b\r\n1,\r\n2,true\r\n')
  expect(csv([])).toBe('\r\n')
})

test('commas, quotes and line breaks are quoted', () => {
  expect(csv([{ a: 'x,y', b: 'say "no"', c: 'two\nlines', d: { k: [1] } }])).toBe(
    'a,b,c,d\r\n"x,y","say ""no""","two\nlines","{""k"":[1]}"\r\n',
  )
})

test.each(['=1+1', '+1', '-1', '@sum', '\t=1'])('%j is text', (text) => {
  expect(csv([{ a: text }])).toBe(`a\r\n'${text}\r\n`)
})

test('numbers below nothing stay numbers', () => {
  expect(csv([{ a: -5 }])).toBe('a\r\n-5\r\n')
})
