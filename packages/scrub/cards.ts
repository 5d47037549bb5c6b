// Payment cards: a network's first digits and lengths, a check digit that holds, groups as people write them.
import { follows, sizeOf } from './groups.ts'
import type { Groups } from './groups.ts'
import { isLetterAt } from './signs.ts'

const LONGEST = 19
/** By network: the first four digits, from and to, and the lengths, from and to. */
// oxfmt-ignore
const NETWORKS = [
  4000, 4999, 13, 13,
  4000, 4999, 16, 16,
  4000, 4999, 19, 19,
  5100, 5599, 16, 16,
  2221, 2720, 16, 16,
  3400, 3499, 15, 15,
  3700, 3799, 15, 15,
  6011, 6011, 16, 19,
  6440, 6599, 16, 19,
  3000, 3059, 14, 14,
  3600, 3699, 14, 14,
  3800, 3999, 14, 14,
  3528, 3589, 16, 16,
  6200, 6299, 16, 19,
  2200, 2204, 16, 19,
  9792, 9792, 16, 16,
  5018, 5018, 12, 19,
  5020, 5020, 12, 19,
  5038, 5038, 12, 19,
  5893, 5893, 12, 19,
  6304, 6304, 12, 19,
  6759, 6759, 12, 19,
  6761, 6763, 12, 19,
]
/** Sizes of the groups, each a digit of base 20: as one, fours, and the ways of single networks. */
const GROUPING = /^(?:.|4{2,4}[1-4]|4333|46[45]|6[a-d]|8[8-b]|2{6,9}[12]?)$/

/** A bit for each length that numbers with these first four digits have. */
function lengthsOf(prefix: number): number {
  let lengths = 0
  for (let row = 0; row < NETWORKS.length; row += 4)
    if (prefix >= NETWORKS[row]! && prefix <= NETWORKS[row + 1]!)
      lengths |= (2 << NETWORKS[row + 3]!) - (1 << NETWORKS[row + 2]!)
  return lengths
}

/** Doubles every second digit from the right. */
function isLuhn(digits: Uint8Array, count: number): boolean {
  let sum = 0
  for (let at = 0; at < count; at++) {
    const digit = digits[at]! << ((count - at - 1) & 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** GS1: weights 1 and 3 from the right. */
export function isGtin(text: string): boolean {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum += +text[at]! * ((text.length - at) % 2 ? 1 : 3)
  return text.length > 11 && text.length < 15 && sum % 10 === 0
}

/** Whether groups `first` to `last` are those of a card, and no letter follows. */
function isCut(text: string, groups: Groups, [first, last]: readonly [number, number]): boolean {
  let sizes = ''
  for (let at = first; at <= last; at++) sizes += sizeOf(groups, at).toString(20)
  return GROUPING.test(sizes) && !isLetterAt(text, groups.ends[last]!)
}

const digits = new Uint8Array(LONGEST)

/** Adds the digits of group `at` to the `count` there are. */
function addDigits(text: string, { starts, ends }: Groups, at: number, count: number): number {
  let total = count
  for (let digit = starts[at]!; digit < ends[at]!; digit++)
    digits[total++] = text.charCodeAt(digit) - 48
  return total
}

const prefix = () => digits[0]! * 1000 + digits[1]! * 100 + digits[2]! * 10 + digits[3]!

/** Behind the last group of the longest card that begins with group `first`; 0 where none does. */
export function cardEnd(text: string, groups: Groups, first: number): number {
  const firstSize = sizeOf(groups, first)
  // No card begins with a group of one or of three.
  if (firstSize < 12 && (firstSize & 1 || firstSize > 8)) return 0
  let count = 0
  let lengths = 0
  let found = 0
  for (let at = first; at === first || follows(text, groups, at); at++) {
    if (count + sizeOf(groups, at) > LONGEST) break
    count = addDigits(text, groups, at, count)
    if (count < 4) continue
    lengths ||= lengthsOf(prefix())
    if (!lengths) break
    if ((lengths >> count) & 1 && isLuhn(digits, count) && isCut(text, groups, [first, at]))
      found = at + 1
  }
  return isLetterAt(text, groups.starts[first]! - 1) ? 0 : found
}
