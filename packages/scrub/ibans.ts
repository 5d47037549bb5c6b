// Bank accounts: a country's length, and a remainder of 1 by 97.
import { GAP, GAPS, afterGap, isAlnumAt, isLetterAt, sortAt } from './signs.ts'
import type { Found } from './signs.ts'

/** Lengths, each with the countries that have it. */
const COUNTRIES =
  '15NO16BE18DKFIFKFOGLNLSD19MKSI20ATBAEEKZLTLUMNXK21CHHRLILV22BGBHCRDEGBGEIEMERSVA23AEGIILIQOMSOTL24ADCZESMDPKROSASESKTNVG25LYPTST26ISTR27BIDJFRGRITMCMRSM28ALAZBYCYDOGTHNHULBNIPLSV29BREGPSQAUA30JOKWMUYE31MTSC32LC33RU'
/** Five bits of each letter, capital or not, are the place of a country. */
const placeOf = (text: string, at: number): number =>
  ((text.charCodeAt(at) & 31) << 5) | (text.charCodeAt(at + 1) & 31)
const LENGTHS = new Uint8Array(1024)
for (let at = 0, length = 0; at < COUNTRIES.length; at += 2) {
  const digits = +COUNTRIES.slice(at, at + 2)
  if (digits) length = digits
  else LENGTHS[placeOf(COUNTRIES, at)] = length
}

/** The word may stand right before it. */
const START = new RegExp(`(?<![a-z\\d])(?:iban)?[a-z]{2}[${GAPS}]?\\d\\d`, 'gi')

function remainder(signs: string): number {
  let rest = 0
  for (const sign of signs.slice(4) + signs.slice(0, 4)) {
    const value = parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** Behind the account that begins at `from`; 0 where none does. */
function accountEnd(text: string, from: number): number {
  const length = LENGTHS[placeOf(text, from)]!
  let hasLetters = false
  // Neither groups of four nor the country apart: words are cut like that.
  let isOddlyCut = false
  let at = from
  for (let count = 0; count < length; count++, at++) {
    let sort = sortAt(text, at)
    if (!(sort & 3)) {
      at = afterGap(text, at, GAP)
      sort = sortAt(text, at)
      if (!(sort & 3)) return 0
      if (count & 3 && count !== 2) isOddlyCut = true
    }
    if (count > 1 && sort > 1) hasLetters = true
    if (isOddlyCut && hasLetters) return 0
  }
  const isAll = length > 0 && !isAlnumAt(text, at)
  return isAll && remainder(text.slice(from, at).replace(/[^a-z\d]/gi, '')) === 1 ? at : 0
}

/** Where the next may begin, from where `START` stands; -1 where none does. */
function nextStart(text: string): number {
  while (START.test(text)) {
    const digits = START.lastIndex - 2
    const from = digits - (isLetterAt(text, digits - 1) ? 2 : 3)
    if (LENGTHS[placeOf(text, from)]) return from
  }
  return -1
}

/** Some have as few digits as a size and a price. */
export function hasIbanStart(text: string): boolean {
  START.lastIndex = 0
  return nextStart(text) >= 0
}

export function findIbans(text: string, found: Found): void {
  START.lastIndex = 0
  for (let from; (from = nextStart(text)) >= 0;) {
    const to = accountEnd(text, from)
    if (!to) continue
    found(from, to, 'iban')
    START.lastIndex = to
  }
}
