// Whatever happens to a segment's bytes, what was written whole is found, and what was not is named.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check, sumLine } from './checksum.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const group = (...lines: string[]): Uint8Array => {
  const chunks = lines.map((line) => bytesOf(`${line}\n`))
  return Buffer.concat([...chunks, sumLine(chunks)])
}
/** The text of what is whole, without the sums. */
const wholeText = (segment: Uint8Array) =>
  check(segment)
    .whole.map(({ from, to }) => Buffer.from(segment.subarray(from, to)).toString())
    .join('')
    .replaceAll(/\{"line":"sum".*\n/g, '')

test('a segment as it was written is whole, and one range', () => {
  const segment = Buffer.concat([group('{"a":1}', '{"b":2}'), group('{"c":3}')])
  expect(check(segment)).toEqual({
    whole: [{ from: 0, to: segment.length }],
    damaged: [],
    tail: segment.length,
  })
  expect(check(new Uint8Array())).toEqual({ whole: [], damaged: [], tail: 0 })
})

test('who appends nothing damages nobody else’s lines', () => {
  const chunks = [bytesOf('{"a":1}\n'), bytesOf(''), bytesOf('{"b":2}\n'), bytesOf('')]
  const segment = Buffer.concat([...chunks, sumLine(chunks)])
  expect(check(segment)).toEqual({
    whole: [{ from: 0, to: segment.length }],
    damaged: [],
    tail: segment.length,
  })
})

test('a torn tail is no damage, wherever it is torn', () => {
  const first = group('{"a":1}')
  const second = group('{"b":2}')
  for (let kept = 0; kept < second.length; kept++)
    expect(check(Buffer.concat([first, second.subarray(0, kept)]))).toEqual({
      whole: [{ from: 0, to: first.length }],
      damaged: [],
      tail: first.length,
    })
})

test('what looks like a sum inside a line is none', () => {
  const segment = group('{"line":"event","body":{"line":"sum","bytes":1,"crc":"00000000"}}')
  expect(check(segment).damaged).toEqual([])
  expect(check(segment).whole).toEqual([{ from: 0, to: segment.length }])
})

test('any flipped bit is noticed, costs its own group alone, and never adds anything', () => {
  const groups = ['{"a":1}', '{"b":2}', '{"c":3}']
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 7 }), (place, bit) => {
      const segment = Buffer.concat(groups.map((line) => group(line)))
      const at = place % segment.length
      segment[at] = segment[at]! ^ (1 << bit)
      const { damaged, whole, tail } = check(segment)
      const hit = Math.floor(at / group(groups[0]!).length)
      expect(wholeText(segment)).toBe(
        groups.flatMap((line, index) => (index === hit ? [] : `${line}\n`)).join(''),
      )
      // In the last group the sum may not be one any more: then nothing tells it from a torn tail.
      if (hit < 2) expect(damaged).toHaveLength(1)
      const covered = [...whole, ...damaged].reduce((sum, { from, to }) => sum + to - from, 0)
      expect(covered).toBe(tail)
    }),
    { numRuns: 500 },
  )
})

test('bytes of others have no whole group', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(check(bytes).whole).toEqual([])
    }),
  )
})
