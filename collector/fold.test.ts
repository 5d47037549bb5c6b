// Points of heatmaps live for two days: what is asked of the store, and that its failure stops nothing.
import { expect, test } from 'vitest'
import { createFold } from './fold.ts'

const NOW_MS = 1_800_000_000_000
const clock = { now: () => NOW_MS }

test('folds what was received more than 48 hours ago', async () => {
  const asked: number[] = []
  const driver = { fold: async (beforeMs: number) => void asked.push(beforeMs) }
  await createFold({ driver, clock, logger: { write: () => {} } })()
  expect(asked).toEqual([NOW_MS - 48 * 3_600_000])
})

test('a store that cannot fold is told of, and thrown at nobody', async () => {
  const told: unknown[] = []
  const driver = { fold: () => Promise.reject(new Error('no space')) }
  const logger = { write: (...words: unknown[]) => void told.push(words) }
  await createFold({ driver, clock, logger })()
  expect(told).toEqual([['fold_failed', { cause: 'Error: no space' }]])
})
