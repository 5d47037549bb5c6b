// Chance that is the same for the same seed, for sample data.
import { createHash } from 'node:crypto'

export interface Dice {
  /** A number from `low` up to, not including, `high`. */
  readonly between: (low: number, high: number) => number
  readonly chance: (share: number) => boolean
  /** One of them, by weight where they have one. */
  readonly pick: <T extends object>(from: readonly T[]) => T
}

/** mulberry32, seeded by the hash of a text. */
export function createDice(seed: string): Dice {
  let state = createHash('sha256').update(seed).digest().readUInt32LE()

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  return {
    between: (low, high) => low + next() * (high - low),
    chance: (share) => next() < share,
    pick: (from) => {
      const weights = from.map((each) => ('weight' in each ? Number(each.weight) : 1))
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      const found = from.find((_, index) => (left -= weights[index] ?? 0) < 0)
      if (found === undefined) throw new RangeError('nothing to pick from')
      return found
    },
  }
}
