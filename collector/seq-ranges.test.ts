// Ranges of seqs behave like the set of seqs they stand for.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSeqRanges } from './seq-ranges.ts'

const range = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 8 }))
  .map(([from, more]) => ({ from, to: from + more }))

test('as a set would', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 30 }), (added) => {
      const ranges = createSeqRanges()
      const seqs = new Set<number>()
      for (const { from, to } of added) {
        const before = seqs.size
        for (let seq = from; seq <= to; seq++) seqs.add(seq)
        expect(ranges.add(from, to)).toBe(seqs.size - before)
      }
      let wholeTo = 0
      while (seqs.has(wholeTo + 1)) wholeTo++
      expect(ranges.wholeTo()).toBe(wholeTo)
      const starts = [...seqs].filter((seq) => !seqs.has(seq - 1))
      expect(ranges.rangesCount()).toBe(starts.length)
    }),
  )
})
