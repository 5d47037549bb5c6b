// The draw of a sample: as many sessions as were asked for, and the same answer for the same session.
import { expect, test } from 'vitest'
import { createPrng } from '../../test/support/prng.ts'
import { isInSample } from './feature.ts'

/** As `core` makes them: four random words in base 36. */
function sessions(count: number): string[] {
  const prng = createPrng(11)
  return Array.from({ length: count }, () =>
    [0, 0, 0, 0].map(() => Math.floor(prng.next() * 2 ** 32).toString(36)).join(''),
  )
}

test.each([1, 10, 50, 90])(
  '%d percent of 20,000 sessions, within four standard errors',
  (percent) => {
    const all = sessions(20_000)
    const drawn = all.filter((id) => isInSample(id, percent)).length
    const share = percent / 100
    const error = Math.sqrt(all.length * share * (1 - share))
    expect(Math.abs(drawn - all.length * share)).toBeLessThan(4 * error)
  },
)

test('all of them or none', () => {
  const all = sessions(1_000)
  expect(all.filter((id) => isInSample(id, 100))).toHaveLength(1_000)
  expect(all.filter((id) => isInSample(id, 0))).toHaveLength(0)
})

test('a larger sample holds the smaller one', () => {
  for (const id of sessions(1_000)) if (isInSample(id, 20)) expect(isInSample(id, 40)).toBe(true)
})
