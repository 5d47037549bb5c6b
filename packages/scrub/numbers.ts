// Numbers that are secret by their digits or by the word beside them: cards, telephones, identity numbers.
import { cardEnd, isGtin } from './cards.ts'
import { follows, groupsOf, sizeOf } from './groups.ts'
import type { Groups } from './groups.ts'
import { labelsOf } from './labels.ts'
import type { Labels } from './labels.ts'
import { BRACKET, GAP, isAlnumAt, isLetterAt } from './signs.ts'
import type { Found } from './signs.ts'

/** E.164 allows fifteen digits; the shortest numbers that people write in full have seven. */
const PHONE_DIGITS = [7, 15] as const
const PHONE_GAPS = GAP | BRACKET
const ID_DIGITS = [6, 13] as const
/** An identity number of fewer digits has letters. */
const BARE_ID_DIGITS = 8
const DATE = /^(?:\d{1,2}([-./])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-./])\d{1,2}\2\d{1,2})(?!\d)/

interface Numbers {
  readonly text: string
  readonly groups: Groups
  readonly labels: () => Labels
  readonly found: Found
}

/** Takes what begins with group `first`; answers the group to go on with, 0 where nothing does. */
type Take = (numbers: Numbers, first: number) => number

const takeCard: Take = ({ text, groups, labels, found }, first) => {
  const end = cardEnd(text, groups, first)
  if (!end) return 0
  const from = groups.starts[first]!
  const to = groups.ends[end - 1]!
  // A barcode that passes for a card is a barcode, unless somebody says otherwise.
  if (end === first + 1 && isGtin(text.slice(from, to)) && !labels().isCard(from)) return 0
  found(from, to, 'card')
  return end
}

/** A plus that begins a number: not one that adds, nor one that is a space. */
const isPlus = (text: string, at: number): boolean =>
  text[at] === '+' &&
  !isAlnumAt(text, at - 1) &&
  !/[)\]]/.test(text[at - 1] ?? '') &&
  text[at + 1] !== '0'

/** Behind the groups from `first` on that belong together and have `most` digits at most, and how many those are. */
function stretch({ text, groups }: Numbers, first: number, most: number, use: number) {
  let digits = 0
  let end = first
  do digits += sizeOf(groups, end++)
  while (
    follows(text, groups, end, use) &&
    digits + sizeOf(groups, end) <= most &&
    !isPlus(text, groups.starts[end]! - 1)
  )
  return { digits, end }
}

const takePhone: Take = (numbers, first) => {
  const { text, groups, labels, found } = numbers
  const start = groups.starts[first]!
  const hasPlus = isPlus(text, start - 1)
  if (!hasPlus && (isLetterAt(text, start - 1) || !labels().isPhone(start))) return 0
  if (!hasPlus && DATE.test(text.slice(start, start + 11))) return first + 3
  const { digits, end } = stretch(numbers, first, PHONE_DIGITS[1], PHONE_GAPS)
  const to = groups.ends[end - 1]!
  if (digits < PHONE_DIGITS[0] || digits > PHONE_DIGITS[1]) return 0
  if (!hasPlus && end === first + 1 && isGtin(text.slice(start, to))) return 0
  let from = start
  while (text[from - 1] === '+' || text[from - 1] === '(') from--
  found(from, to, 'phone')
  return end
}

/** With a label beside it a number needs no check digit: who mistypes theirs has told it nearly. */
const takeId: Take = (numbers, first) => {
  const { text, groups, labels, found } = numbers
  const start = groups.starts[first]!
  if (!labels().isId(start)) return 0
  if (DATE.test(text.slice(start, start + 11))) return first + 3
  let from = start
  while (start - from < 2 && isLetterAt(text, from - 1)) from--
  if (isLetterAt(text, from - 1)) return 0
  const { digits, end } = stretch(numbers, first, ID_DIGITS[1], GAP)
  let to = groups.ends[end - 1]!
  const dash = text[to] === '-' ? 1 : 0
  if (isLetterAt(text, to + dash) && !isAlnumAt(text, to + dash + 1)) to += dash + 1
  const letters = start - from + to - groups.ends[end - 1]!
  if (digits > ID_DIGITS[1] || digits < (letters > 1 ? ID_DIGITS[0] : BARE_ID_DIGITS)) return 0
  found(from, to, 'id')
  return end
}

export function findNumbers(text: string, found: Found): void {
  const groups = groupsOf(text)
  if (groups.digits < ID_DIGITS[0]) return
  let labels: Labels | undefined
  const numbers = { text, groups, labels: () => (labels ??= labelsOf(text)), found }
  for (let at = 0; at < groups.starts.length;) {
    const isLong = sizeOf(groups, at) >= ID_DIGITS[0] || follows(text, groups, at + 1, PHONE_GAPS)
    at =
      (isLong && (takeCard(numbers, at) || takePhone(numbers, at) || takeId(numbers, at))) || at + 1
  }
}
