// More than can be done is refused at once, and taken again as soon as there is time.
import { expect, test } from 'vitest'
import { ADMISSION } from '../limits.ts'
import { createAdmission } from './admission.ts'

test('so many requests are under way, and one that ends makes room for one', () => {
  const { enter, state } = createAdmission()
  const leaves = Array.from({ length: ADMISSION.requests }, enter)
  expect(leaves.every((leave) => leave !== undefined)).toBe(true)
  expect(enter()).toBeUndefined()
  leaves[0]?.()
  expect(enter()).toBeDefined()
  expect(state().requests).toBe(ADMISSION.requests)
})

/** Ticks that each come so much too late. */
function createLate(...lates: readonly number[]) {
  const admission = createAdmission()
  let nowMs = 0
  admission.tick(nowMs)
  for (const late of lates) admission.tick((nowMs += ADMISSION.tickMs + late))
  return admission
}

test('one long task is no overload, a loop that stays late is', () => {
  expect(createLate(0, 700, 0).enter()).toBeDefined()
  expect(createLate(400, 400, 400, 400).enter()).toBeUndefined()
})

test('half a second after it is on time again, it takes again', () => {
  const calm = Array.from({ length: 10 }, () => 0)
  expect(createLate(...Array.from({ length: 50 }, () => 1_000), ...calm).enter()).toBeDefined()
})
