// Finds the groups of digits of a text, and what stands between them.
import { GAP, afterGap, isDigitAt } from './signs.ts'

/** Group `at` stands from `starts[at]` to `ends[at]`. */
export interface Groups {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  readonly digits: number
}

export function groupsOf(text: string): Groups {
  const starts: number[] = []
  const ends: number[] = []
  let digits = 0
  for (let at = 0; at < text.length; at++) {
    if (!isDigitAt(text, at)) continue
    const start = at
    while (isDigitAt(text, at)) at++
    starts.push(start)
    ends.push(at)
    digits += at - start
  }
  return { starts, ends, digits }
}

export const sizeOf = ({ starts, ends }: Groups, at: number): number => ends[at]! - starts[at]!

/** Whether group `at` goes on where the one before ends, with no more than a gap between. */
export const follows = (text: string, { starts, ends }: Groups, at: number, use = GAP): boolean =>
  at < starts.length && afterGap(text, ends[at - 1]!, use) === starts[at]
