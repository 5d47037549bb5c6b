// Takes personal secrets out of free text: cards, accounts, identity numbers, addresses, telephones, tokens.
import { findEmails } from './emails.ts'
import { findIbans, hasIbanStart } from './ibans.ts'
import { findIds } from './ids.ts'
import { findNumbers } from './numbers.ts'
import { SORTS } from './signs.ts'
import type { Found, Mark } from './signs.ts'
import { findTokens, hasNamed, isSecretName } from './tokens.ts'
import { viewOf } from './view.ts'
import type { View } from './view.ts'

interface Span {
  readonly from: number
  readonly to: number
  readonly mark: Mark
}

/** Of secrets that overlap, the first names them. */
const FINDERS = [findEmails, findIbans, findNumbers, findIds, findTokens]
/** A mark may bring a label nearer to a number, or be the end that it lacked: what is left is read again. */
const PASSES_MAX = 4
/** Fewer digits are no secret, but for tokens, in which they stand between letters. */
const DIGITS_MIN = 6
const CHANGES_MIN = 4
/** So many other signs between two digits part them; not all are seen. */
const APART_MAX = 8
/** Twice the longest field of the wire: the time that a text may take has an end. */
const CHARS_MAX = 4_096
/** No secret that is written out is longer. */
const TAIL = 256
const FOREIGN_DIGIT = /\p{Nd}/u

/** Kana, ideographs and hangul are most of what is foreign, and none of them is a digit or an at sign. */
const isForeignDigit = (code: number): boolean =>
  code > 0x65f &&
  (code < 0x3040 || code > 0xf8ff || (code > 0xa61f && code < 0xac00)) &&
  FOREIGN_DIGIT.test(String.fromCharCode(code))

/** An at sign, an escape: any of them may be or hide a secret of few digits. */
function isTelling(text: string, at: number, code: number): boolean {
  if (code === 37) return SORTS[text.charCodeAt(at + 1)]! > 0
  if (code === 38) return text[at + 1] === '#'
  return code === 64 || code === 0xff20 || code === 0xfe6b
}

/** Accounts and parameters may have as few digits as a size and a price. */
const hasStart = (text: string, digits: number): boolean =>
  (digits > 1 && text.length > 14 && hasIbanStart(text)) || hasNamed(text)

/** Whether a text could hold a secret at all; most do not, and are read once. */
function isSuspect(text: string): boolean {
  let all = 0
  let digits = 0
  let since = 0
  let changes = 0
  let before = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const sort = code < 128 ? SORTS[code]! & 3 : isForeignDigit(code) ? 1 : 0
    if (sort === 1) {
      if (++digits >= DIGITS_MIN) return true
      since = 0
      all++
    } else if (sort) digits = 0
    else if (isTelling(text, at, code)) return true
    else if (++since > APART_MAX) digits = 0
    if (sort && before && (sort === 1) !== (before === 1) && ++changes >= CHANGES_MIN) return true
    before = sort
  }
  return hasStart(text, all)
}

function replaced(source: string, { from, to }: View, spans: Span[]): string {
  spans.sort((a, b) => a.from - b.from)
  let text = ''
  let done = 0
  for (let at = 0; at < spans.length;) {
    const first = spans[at]!
    let end = first.to
    while (++at < spans.length && spans[at]!.from < end) end = Math.max(end, spans[at]!.to)
    text += `${source.slice(done, from ? from[first.from] : first.from)}[${first.mark}]`
    done = to ? to[end - 1]! : end
  }
  return text + source.slice(done)
}

function once(source: string): string {
  const view = viewOf(source)
  const spans: Span[] = []
  const found: Found = (from, to, mark) => spans.push({ from, to, mark })
  for (const find of FINDERS) find(view.text, found)
  return spans.length > 0 ? replaced(source, view, spans) : source
}

/**
 * Puts a mark in the place of each secret; a text without one comes back as the same string, unless it is longer than any
 * field may be: the rest of it is left out.
 * @example scrub('Refund to DE89 3704 0044 0532 0130 00, please') // 'Refund to [iban], please'
 */
export function scrub(text: string): string {
  // What the cut goes through lies in the tail, and goes with it.
  if (text.length > CHARS_MAX) return scrub(scrub(text.slice(0, CHARS_MAX)).slice(0, -TAIL))
  let clean = text
  for (let pass = 0; pass < PASSES_MAX && isSuspect(clean); pass++) {
    const next = once(clean)
    if (next === clean) break
    clean = next
  }
  return clean
}

/**
 * The value of a field whose name may say what it is, as in `phone`; its name is of the site, and stays.
 * @example scrubField('phone', '0171 9876543') // '[phone]'
 */
export function scrubField(name: string, value: string): string {
  if (!isSecretName(name) && !isSuspect(value)) return value
  const named = `${name}=`
  const clean = scrub(named + value)
  if (clean === named + value) return value
  return clean.startsWith(named) ? clean.slice(named.length) : scrub(value)
}
