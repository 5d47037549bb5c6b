// A table for a spreadsheet says what it was given, and runs nothing.
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('a column for each name, also where a row lacks it', () => {
  expect(
    csvOf([
      { a: 1, b: 'x' },
      { b: 'y', c: { d: true } },
    ]),
  ).toBe('a,b,c\r\n1,x,\r\n,y,"{""d"":true}"\r\n')
})

test('commas, quotes and line ends are quoted', () => {
  expect(csvOf([{ a: 'one, "two"\nthree' }])).toBe('a\r\n"one, ""two""\nthree"\r\n')
})

test('what a spreadsheet would run gets an apostrophe; a number below zero does not', () => {
  expect(csvOf([{ a: '=HYPERLINK("x")' }, { a: '-1+2' }, { a: -1 }])).toBe(
    'a\r\n"\'=HYPERLINK(""x"")"\r\n\'-1+2\r\n-1\r\n',
  )
})
