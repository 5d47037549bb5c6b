// Completeness counts every loss but what visitors took back, and no reason is swallowed.
import { expect, test } from 'vitest'
import type { Delivery } from '../../packages/wire/report.ts'
import { completeness, partsOf } from './delivery-parts.ts'

const DELIVERY: Delivery = {
  emitted: 1000,
  received: 900,
  voided: { withdrawn: 40, overflow: 10, refused: 0, novel: 5 },
  pending: 25,
  missing: 20,
  streams: 100,
  unfollowedStreams: 12,
}

test('what visitors withdrew is not held against completeness, what overflowed is', () => {
  expect(completeness(DELIVERY)).toBe(900 / 960)
})

test('without anything due there is no share', () => {
  expect(completeness({ ...DELIVERY, emitted: 40, received: 0 })).toBeNull()
})

test('the parts make up the whole, reasons of later versions included', () => {
  const parts = partsOf(DELIVERY)
  expect(parts.map((each) => each.name)).toEqual([
    'Received',
    'Withdrawn',
    'Overflowed',
    'novel',
    'Pending',
    'Missing',
  ])
  expect(parts.reduce((sum, each) => sum + each.events, 0)).toBe(DELIVERY.emitted)
})
