// E-mail addresses, from each at sign outwards; and who logs in by an address, which stands before one too.
import { LOCAL, STOP, isAlnumAt, isUsedAt } from './signs.ts'
import type { Found } from './signs.ts'

const LOCAL_MAX = 64
const LABEL_MAX = 63
const LABELS_MAX = 10
const USER_MAX = 128

/** Behind Latin: a word of ASCII ends where such a letter follows. */
const isForeign = (text: string, at: number): boolean => text.charCodeAt(at) > 0x24f

/** Letters of any script, and what else is no punctuation of one. */
const isForeignWord = (code: number) =>
  code > 0xbf &&
  (code < 0x60c || code > 0x61f) &&
  (code < 0x2000 || code > 0x3004) &&
  (code < 0x3008 || code > 0x3020)

/** Whether a letter or digit of an address stands at `at`; foreign ones only where it is in that script. */
const isWordAt = (text: string, at: number, foreign: boolean): boolean =>
  isAlnumAt(text, at) || ((foreign || !isForeign(text, at)) && isForeignWord(text.charCodeAt(at)))

function localStart(text: string, at: number): number {
  if (text[at - 1] === '"') {
    const least = Math.max(0, at - LOCAL_MAX)
    const quote = text.slice(least, at - 1).lastIndexOf('"')
    return quote < 0 ? at : least + quote
  }
  const foreign = isForeign(text, at - 1)
  let from = at
  while (
    from > Math.max(0, at - LOCAL_MAX) &&
    (isWordAt(text, from - 1, foreign) || isUsedAt(text, from - 1, LOCAL))
  )
    from--
  while (from < at && isUsedAt(text, from, LOCAL)) from++
  return from
}

/** Behind the host that begins at `from`: its last label is no number; 0 where there is none. */
function hostEnd(text: string, from: number): number {
  if (text[from] === '[') {
    const found = /^\[[\da-f]*[.:][\da-f.:]+\]/i.exec(text.slice(from, from + 48))
    return found ? from + found[0].length : 0
  }
  let end = 0
  let at = from
  for (let labels = 0; labels < LABELS_MAX; labels++) {
    const start = at
    const foreign = isForeign(text, at)
    while (at < start + LABEL_MAX && (text[at] === '-' || isWordAt(text, at, foreign))) at++
    if (labels && at > start + 1 && !(text[start]! <= '9')) end = at
    if (at === start || text[at] !== '.') break
    at++
  }
  return end
}

/** Where a name and a password begin that end at `at`: behind `//`; `at` where there are none. */
function userStart(text: string, at: number): number {
  for (let from = at - 1; from >= Math.max(1, at - USER_MAX); from--) {
    if (text[from] === '/') return text[from - 1] === '/' ? from + 1 : at
    if (isUsedAt(text, from, STOP)) return at
  }
  return at
}

/** Nobody’s name, and no host: most at signs of a text without an address stand beside one of these. */
const isBare = (sign: string | undefined) => sign === undefined || sign === ' ' || sign === '@'

export function findEmails(text: string, found: Found): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (isBare(text[at - 1]) || isBare(text[at + 1])) continue
    const user = userStart(text, at)
    if (user < at) {
      found(user, at, 'token')
      continue
    }
    const to = hostEnd(text, at + 1)
    const from = to ? localStart(text, at) : at
    if (from < at) found(from, to, 'email')
  }
}
