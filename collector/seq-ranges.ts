// A set of seqs as sorted ranges: what has arrived of a stream, and what never will.

export interface SeqRanges {
  /** Adds `from` to `to`, both included; answers how many of them were new. */
  readonly add: (from: number, to: number) => number
  /** The last seq up to which all are there, from 1 on; 0 where the first is missing. */
  readonly wholeTo: () => number
  /** How many separate ranges it takes. */
  readonly rangesCount: () => number
}

export function createSeqRanges(): SeqRanges {
  const ranges: { from: number; to: number }[] = []

  /** Index of the first range that ends at `seq` or later. */
  function firstEndingAt(seq: number): number {
    let low = 0
    let high = ranges.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ranges[middle]?.to ?? 0) < seq) low = middle + 1
      else high = middle
    }
    return low
  }

  function add(from: number, to: number): number {
    const at = firstEndingAt(from - 1)
    const merged = { from, to }
    let known = 0
    let until = at
    for (let range = ranges[until]; range && range.from <= to + 1; range = ranges[++until]) {
      known += Math.max(0, Math.min(range.to, to) - Math.max(range.from, from) + 1)
      merged.from = Math.min(merged.from, range.from)
      merged.to = Math.max(merged.to, range.to)
    }
    ranges.splice(at, until - at, merged)
    return to - from + 1 - known
  }

  return {
    add,
    wholeTo: () => (ranges[0]?.from === 1 ? ranges[0].to : 0),
    rangesCount: () => ranges.length,
  }
}
