// The hash has the places of its published definition, and version 2 keeps experiments apart where version 1 does not.
import { expect, test } from 'vitest'
import { hash } from './hash.ts'

const VISITORS_COUNT = 100_000
/** A chi-square of one degree of freedom is above this once in a thousand times. */
const CHI_SQUARE_RARE = 10.83

/** FNV-1a by its definition, in whole numbers without bound. */
function slowFnv1a(text: string): bigint {
  let bits = 2_166_136_261n
  for (let at = 0; at < text.length; at++)
    bits = ((bits ^ BigInt(text.charCodeAt(at))) * 16_777_619n) % 4_294_967_296n
  return bits
}

test.each(['visitor-42', '', 'jörg', '日本', '😀', '\u0000', 'a'.repeat(300)])(
  'as defined: %j',
  (id) => {
    expect(hash('exp', id, 1)).toBe(Number(slowFnv1a(`${id}exp`) % 1000n) / 1000)
    expect(hash('exp', id, 2)).toBe(
      Number(slowFnv1a(String(slowFnv1a(`exp${id}`))) % 10_000n) / 10_000,
    )
  },
)

test('published test vectors of FNV-1a lie where they must', () => {
  // 0xe40c292c for "a", 0xbf9cf968 for "foobar".
  expect(hash('', 'a', 1)).toBe((0xe40c292c % 1000) / 1000)
  expect(hash('', 'foobar', 1)).toBe((0xbf9cf968 % 1000) / 1000)
})

test('ids beyond ASCII are hashed by code unit, not as UTF-8 bytes', () => {
  const asBytes = (id: string) => Buffer.from(id, 'utf8').toString('latin1')
  expect(hash('exp', 'jörg', 2)).not.toBe(hash('exp', asBytes('jörg'), 2))
  expect(hash('exp', 'jorg', 2)).toBe(hash('exp', asBytes('jorg'), 2))
})

test.each([0, 3, 99, Number.NaN])('version %s has no place', (version) => {
  expect(hash('exp', 'visitor-42', version)).toBeNull()
})

/** How far the halves of two experiments are from independent: chi-square of the 2 × 2 table, one degree of freedom. */
function dependence(version: 1 | 2, seeds: readonly [string, string]): number {
  const table = [0, 0, 0, 0]
  for (let visitor = 0; visitor < VISITORS_COUNT; visitor++) {
    const [first, second] = seeds.map((seed) => hash(seed, `user-${visitor}`, version)! >= 0.5)
    table[Number(first) * 2 + Number(second)]!++
  }
  const [a, b, c, d] = table as [number, number, number, number]
  return (VISITORS_COUNT * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d))
}

test.each<[string, string]>([
  ['exp-a', 'exp-b'],
  ['exp-1', 'exp-2'],
  ['my-test', 'my-test-2'],
  ['checkout', 'hero'],
])('visitors of %s are spread evenly over %s', (...seeds) => {
  expect(dependence(2, seeds)).toBeLessThan(CHI_SQUARE_RARE)
})

test('the control: version 1 fails where seeds differ in their last letter', () => {
  expect(dependence(1, ['exp-a', 'exp-b'])).toBeGreaterThan(100)
})

test('every place of version 2 is equally likely', () => {
  const counts = Array<number>(100).fill(0)
  for (let visitor = 0; visitor < VISITORS_COUNT; visitor++)
    counts[Math.floor(hash('hero', `user-${visitor}`, 2)! * 100)]!++
  const expected = VISITORS_COUNT / counts.length
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  // 99 degrees of freedom: above 149 once in a thousand times.
  expect(chiSquare).toBeLessThan(149)
})
