// Seeded chance: the same seed makes the same corpus on every machine.

export interface Chance {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  pick<T>(list: readonly T[]): T
  digits(count: number): string
  /** Characters of `alphabet`. */
  chars(count: number, alphabet: string): string
  /** `N` becomes a digit 2–9, `P` one of 1–9, `d` one of 0–9, `A` a capital; all else stays. */
  fill(pattern: string): string
}

export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
export const LOWER = UPPER.toLowerCase()
export const DIGITS = '0123456789'

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const chars = (count: number, alphabet: string) =>
    Array.from({ length: count }, () => alphabet[int(0, alphabet.length - 1)]).join('')
  return {
    int,
    chars,
    pick: (list) => list[int(0, list.length - 1)]!,
    digits: (count) => chars(count, DIGITS),
    fill: (pattern) =>
      pattern.replace(/[NPdA]/g, (sign) =>
        sign === 'A' ? chars(1, UPPER) : String(int(sign === 'N' ? 2 : sign === 'P' ? 1 : 0, 9)),
      ),
  }
}

/** `2026-11-28` cut as the pieces of a date between two years. */
export function dateOf(chance: Chance, from: number, to: number) {
  const two = (value: number) => String(value).padStart(2, '0')
  const year = chance.int(from, to)
  return {
    year: String(year),
    short: two(year % 100),
    month: two(chance.int(1, 12)),
    day: two(chance.int(1, 28)),
  }
}

/** Cuts `text` into pieces of these sizes; what is left over is a piece too. */
export function cut(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = []
  let at = 0
  for (const size of sizes) {
    if (at < text.length) pieces.push(text.slice(at, at + size))
    at += size
  }
  if (at < text.length) pieces.push(text.slice(at))
  return pieces
}
