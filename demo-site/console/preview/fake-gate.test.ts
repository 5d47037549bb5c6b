// The gate of the preview answers as the scene wants it, and keeps an answer to itself.
import { expect, test, vi } from 'vitest'
import { createFakeGate } from './fake-gate.ts'

test('who is asked has granted nothing, who is told what serves the shop, and never replay or marketing', () => {
  const grantsOf = (situation: 'asked' | 'told' | 'signal') =>
    Object.keys(createFakeGate(situation, () => {}).state().grants)
  expect(grantsOf('asked')).toEqual([])
  expect(grantsOf('signal')).toEqual([])
  expect(grantsOf('told')).toContain('analytics')
  expect(grantsOf('told')).not.toContain('replay')
  expect(grantsOf('told')).not.toContain('marketing')
})

test('a signal is told as one', () => {
  expect(createFakeGate('signal', () => {}).state().gpc).toBe(true)
  expect(createFakeGate('asked', () => {}).state().gpc).toBe(false)
})

test('an answer reaches the preview alone, and none that comes after the end', () => {
  const answered = vi.fn()
  const gate = createFakeGate('asked', answered)
  gate.choose({ analytics: 'full' })
  expect(answered.mock.calls).toEqual([[{ analytics: 'full' }]])
  expect(gate.state().isChosen).toBe(false)
  const heard = vi.fn(() => gate.state().isChosen)
  gate.on(heard)
  gate.end()
  expect(heard).toHaveReturnedWith(true)
  gate.choose({})
  expect(answered).toHaveBeenCalledTimes(1)
})
