// So much runs at once; who waited the longest comes next, also after work that failed.
import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('so many run at once, the rest in the order they came', async () => {
  const turns = createTurns(2)
  const order: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string): Promise<void> =>
    turns.run(async () => {
      order.push(name)
      await new Promise<void>((resolve) => ends.set(name, resolve))
    })
  const all = ['a', 'b', 'c', 'd'].map(work)
  await Promise.resolve()
  expect(order).toEqual(['a', 'b'])
  expect(turns.waiting()).toBe(2)
  ends.get('b')?.()
  await all[1]
  expect(order).toEqual(['a', 'b', 'c'])
  ends.get('a')?.()
  await all[0]
  ends.get('c')?.()
  await all[2]
  ends.get('d')?.()
  await Promise.all(all)
  expect(order).toEqual(['a', 'b', 'c', 'd'])
})

test('work that fails gives its turn on', async () => {
  const turns = createTurns(1)
  const failing = turns.run(() => Promise.reject(new Error('broken')))
  const next = turns.run(async () => 'done')
  await expect(failing).rejects.toThrow('broken')
  await expect(next).resolves.toBe('done')
})

test('a turn ends after its rest, and the answer does not wait for that', async () => {
  let rested: (() => void) | undefined
  const turns = createTurns(1, () => () => new Promise<void>((resolve) => (rested = resolve)))
  await expect(turns.run(async () => 'done')).resolves.toBe('done')
  const next = turns.run(async () => 'next')
  expect(turns.waiting()).toBe(1)
  rested?.()
  await expect(next).resolves.toBe('next')
})
