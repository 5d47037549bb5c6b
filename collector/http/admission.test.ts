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

/** How many are taken at once. */
function takenBy({ enter }: ReturnType<typeof createAdmission>): number {
  let count = 0
  while (count < 10_000 && enter()) count++
  return count
}

test('one long task is no overload; a loop that stays late takes fewer, and never none', () => {
  expect(takenBy(createLate(0, 700, 0))).toBe(ADMISSION.requests)
  const late = takenBy(createLate(...Array.from({ length: 9 }, () => 500)))
  expect(late).toBeGreaterThan(ADMISSION.requestsMin)
  expect(late).toBeLessThan(ADMISSION.requests)
  expect(takenBy(createLate(...Array.from({ length: 50 }, () => 60_000)))).toBe(
    ADMISSION.requestsMin,
  )
})

test('half a second after it is on time again, it takes as many as before', () => {
  const calm = Array.from({ length: 10 }, () => 0)
  const admission = createLate(...Array.from({ length: 50 }, () => 1_000), ...calm)
  expect(takenBy(admission)).toBe(ADMISSION.requests)
})

/** Turns some away, and says how many of them have been told as time goes on. */
function createRefused(count: number) {
  const admission = createAdmission()
  let nowMs = 0
  let told = 0
  admission.tick(nowMs)
  for (let each = 0; each < count; each++) void admission.turnAway().then(() => told++)
  return {
    admission,
    toldAfter: async (ms: number) => {
      for (const endMs = nowMs + ms; nowMs < endMs;) admission.tick((nowMs += ADMISSION.tickMs))
      await Promise.resolve()
      await Promise.resolve()
      return told
    },
  }
}

test('who is turned away is told so a moment later, all who waited', async () => {
  const { admission, toldAfter } = createRefused(3)
  expect(await toldAfter(ADMISSION.refuseMs - ADMISSION.tickMs)).toBe(0)
  expect(admission.state().refused).toBe(3)
  expect(await toldAfter(ADMISSION.tickMs)).toBe(3)
  expect(admission.state().refused).toBe(0)
})

test('where too many wait to be told, the next are told at once', async () => {
  expect(await createRefused(ADMISSION.refusedAtOnce + 2).toldAfter(0)).toBe(2)
})

test('room is seen before a body is read, and takes no turn', () => {
  const { enter, hasRoom, state } = createAdmission()
  expect(hasRoom()).toBe(true)
  expect(state().requests).toBe(0)
  Array.from({ length: ADMISSION.requests }, enter)
  expect(hasRoom()).toBe(false)
})
