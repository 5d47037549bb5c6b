// Who waits for longer than a second sees how it goes; who does not sees nothing.
import { expect, test } from 'vitest'
import { showing } from './follow.ts'

test('nothing is shown in the first second, then what is told, and at the end the line is free', async () => {
  let nowMs = 5_000
  const shown: string[] = []
  const shell = { err: (text: string) => void shown.push(text), isTerminal: true }
  const clock = { now: () => nowMs }
  const quick = await showing(shell, clock, async (tell) => {
    tell('at once')
    nowMs += 999
    tell('too soon')
    return 'done'
  })
  expect([quick, shown]).toEqual(['done', []])
  const slow = showing(shell, clock, async (tell) => {
    nowMs += 1_000
    tell('copying')
    throw new Error('no room')
  })
  await expect(slow).rejects.toThrow('no room')
  expect(shown).toEqual(['\r\u001b[Kcopying', '\r\u001b[K'])
})
