// Each trouble of the collector has words of its own, the worst first.
import { expect, test } from 'vitest'
import type { Health } from '../../packages/wire/account.ts'
import { wordsOf } from './health-notice.tsx'

const WELL: Health = {
  log: 'open',
  store: true,
  waitingBytes: 5,
  damagedSegments: 0,
}

test.each([
  [{}, ''],
  [{ log: 'full', store: false }, 'disk is full'],
  [{ log: 'failed' }, 'cannot write'],
  [{ store: false, damagedSegments: 1 }, 'does not reach the reports'],
  [{ damagedSegments: 1 }, 'a part of what was taken'],
  [{ damagedSegments: 2 }, '2 parts of what was taken'],
] as const)('%j', (trouble, words) => {
  const said = wordsOf({ ...WELL, ...trouble })
  if (words === '') expect(said).toBe('')
  else expect(said).toContain(words)
})
