// Queries keep text and values apart, however they are woven.
import { expect, test } from 'vitest'
import { raw, sql } from './sql.ts'

test('values are never part of the text', () => {
  const hostile = "'; drop table events; --"
  const inner = sql`site = ${hostile} and seq > ${5}`
  expect(sql`select * from ${raw('events')} where ${inner} and ${true}`).toEqual({
    parts: ['select * from events where site = ', ' and seq > ', ' and ', ''],
    values: [hostile, 5, true],
  })
})

test('a fragment without values joins the text around it', () => {
  expect(sql`a ${sql`b ${sql`c`}`} d`).toEqual({ parts: ['a b c d'], values: [] })
})
