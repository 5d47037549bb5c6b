// Work keeps its order, and is left for another round once a slice is over: shorter ones while connections come.
import { expect, test } from 'vitest'
import { createSlices } from './slices.ts'

/** Slices by a clock of which each piece of work takes a millisecond, and what was done in which round. */
function createRig() {
  let nowMs = 0
  let round = 0
  const slices = createSlices({ sliceMs: 4, hurriedMs: 2 }, () => nowMs)
  const done: number[][] = []
  const run = (connection: object, piece: number): Promise<void> =>
    slices.run(connection, async () => {
      nowMs++
      ;(done[round] ??= []).push(piece)
    })
  const count = (): void => {
    round++
    if (done.flat().length < 100 && round < 100) setImmediate(count)
  }
  setImmediate(count)
  return { run, rounds: () => done.filter(Boolean) }
}

const pieces = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

test('a slice a round, in the order of the calls', async () => {
  const { run, rounds } = createRig()
  const known = {}
  await run(known, 0)
  await Promise.all(pieces(10).map((piece) => run(known, piece)))
  expect(rounds()).toEqual([[0], [0, 1, 2, 3], [4, 5, 6, 7], [8, 9]])
})

test('shorter while connections come', async () => {
  const { run, rounds } = createRig()
  const known = {}
  await run(known, 0)
  await Promise.all(pieces(8).map((piece) => run(piece === 5 ? {} : known, piece)))
  expect(rounds()).toEqual([[0], [0, 1], [2, 3, 4, 5], [6, 7]])
})

test('work that takes longer than a slice is done all the same, and its fault is told', async () => {
  const slices = createSlices({ sliceMs: 0, hurriedMs: 0 }, () => performance.now())
  await expect(slices.run({}, async () => Promise.reject(new Error('broken')))).rejects.toThrow(
    'broken',
  )
  await expect(slices.run({}, async () => 'next')).resolves.toBe('next')
})

test('tells how long the first of those that wait has waited', async () => {
  let nowMs = 100
  const slices = createSlices({ sliceMs: 1, hurriedMs: 1 }, () => nowMs)
  expect(slices.lateMs()).toBe(0)
  const done = slices.run({}, async () => {})
  nowMs = 130
  expect(slices.lateMs()).toBe(30)
  await done
  expect(slices.lateMs()).toBe(0)
})
