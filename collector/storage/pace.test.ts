// Rests grow with how late everything else came, and end.
import { expect, test } from 'vitest'
import { createPace, restMs } from './pace.ts'

test('nothing late: no rest', () => {
  expect(restMs(2_000, 0)).toBe(0)
  expect(restMs(2_000, -1)).toBe(0)
})

test('a short question needs none', () => {
  expect(restMs(20, 1_000)).toBe(0)
})

test('the later everything comes, the longer the rest, up to a bound', () => {
  expect(restMs(220, 5)).toBe(100)
  expect(restMs(220, 10)).toBe(200)
  expect(restMs(220, 30)).toBe(600)
  expect(restMs(220, 1_000)).toBe(800)
  expect(restMs(60_000, 1_000)).toBe(10_000)
})

test('a loop that is kept busy is noticed', async () => {
  const rest = createPace().begin()
  for (let round = 0; round < 8; round++) {
    const until = performance.now() + 40
    while (performance.now() < until);
    await new Promise(setImmediate)
  }
  const startedMs = performance.now()
  await rest()
  expect(performance.now() - startedMs).toBeGreaterThan(200)
})

test('the control: one that is idle is not', async () => {
  const rest = createPace().begin()
  await new Promise(setImmediate)
  const startedMs = performance.now()
  await rest()
  expect(performance.now() - startedMs).toBeLessThan(100)
})

test('a rest ends where nothing more is asked', async () => {
  const { begin, stop } = createPace()
  const rest = begin()
  const until = performance.now() + 300
  while (performance.now() < until);
  await new Promise(setImmediate)
  const resting = rest()
  stop()
  const startedMs = performance.now()
  await resting
  expect(performance.now() - startedMs).toBeLessThan(100)
})

test('what is told to be late counts too', async () => {
  const { begin, giveWayTo } = createPace()
  giveWayTo(() => 40)
  const rest = begin()
  const until = performance.now() + 200
  while (performance.now() < until) await new Promise(setImmediate)
  const startedMs = performance.now()
  await rest()
  expect(performance.now() - startedMs).toBeGreaterThan(150)
})
