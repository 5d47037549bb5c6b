// A flood of faults is a line a minute, which says how many it stands for.
import { expect, test } from 'vitest'
import { createFaultLog } from './fault-log.ts'

test('the first of a kind is told at once, the others once a minute by their number', () => {
  const clock = { nowMs: 0 }
  const lines: unknown[] = []
  const log = createFaultLog(
    { write: (what, fields) => void lines.push([what, fields]) },
    { now: () => clock.nowMs },
  )
  for (let at = 0; at < 1_000; at++) log.write('overloaded', { where: '/e' })
  log.write('internal', { where: '/api', cause: 'Error: x' })
  expect(lines).toEqual([
    ['request_failed', { where: '/e', code: 'overloaded' }],
    ['request_failed', { where: '/api', cause: 'Error: x', code: 'internal' }],
  ])
  clock.nowMs += 60_000
  log.write('overloaded', { where: '/e' })
  expect(lines[2]).toEqual(['request_failed', { where: '/e', code: 'overloaded', more: 999 }])
})
