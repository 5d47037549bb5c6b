// What opens a session or an account: named parameters, keys that begin like one, and long words of chance.
import { SORTS, isAlnumAt, sortAt } from './signs.ts'
import type { Found } from './signs.ts'

/** A word shorter than this is a word. */
const WORD_MIN = 20
const NAME_MAX = 40
const VALUE_MIN = 4
const PLAIN_VALUE_MIN = 12

const SECRET_NAME =
  /token|secret|passw|pwd|sess(?:ion)?_?id|^(?:session|sid|sig|pin)$|(?:^|[^a-z])(?:o?auth(?!or)|otp)|signature|api_?key|jwt|credential/i
/** Names that hold a secret only if it looks like one. */
const OTHER_NAME = /key|code|hash|ticket|invite|nonce|state/i
const KEYS =
  /\b(?:A[KS]IA[A-Z\d]{16}|(?:[sprw][kh](?:sec)?_(?:live_|test_)?|gh[oprsu]_|github_pat_|glpat-|npm_|xox[a-z]-|AIza)[\w-]{16,})/g

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name)

const isPlainSecret = (value: string): boolean =>
  value.length >= PLAIN_VALUE_MIN && /\d/.test(value) && /[a-z]/i.test(value)

function valueEnd(text: string, from: number): number {
  let to = from
  while (to < text.length && !' &;#?"\'<>[]|,)'.includes(text[to]!)) to++
  return to
}

function findNamed(text: string, found: Found): void {
  for (let at = text.indexOf('='); at >= 0;) {
    let from = at
    while (from > at - NAME_MAX && (sortAt(text, from - 1) || text[from - 1] === '.')) from--
    const name = at - from > 2 ? text.slice(from, at) : ''
    const isSecret = isSecretName(name)
    let to = at + 1
    if (isSecret || OTHER_NAME.test(name)) {
      to = valueEnd(text, to)
      const value = text.slice(at + 1, to)
      if (isSecret ? value.length >= VALUE_MIN : isPlainSecret(value)) found(at + 1, to, 'token')
    }
    at = text.indexOf('=', to)
  }
}

/** Whether a parameter is named and filled like a secret. */
export function hasNamed(text: string): boolean {
  let has = false
  findNamed(text, () => {
    has = true
  })
  return has
}

/** A word while it is read: signs of each sort, and how often they change where words of people do not. */
interface Word {
  start: number
  digits: number
  breaks: number
  parts: number
  isHex: boolean
  /** Whether one part alone is long enough. */
  hasLongPart: boolean
}

/** A model's number has a break or two; chance has one at every second sign. */
function isChance(word: Word, end: number, inAddress: boolean): boolean {
  const { start, digits, breaks, parts, isHex } = word
  const length = end - start
  if (length < WORD_MIN || !digits || digits > length - 5) return false
  if (inAddress && word.hasLongPart) return true
  return breaks * (parts > 3 && !isHex ? 3 : inAddress ? 5 : 4) >= length
}

const wordAt = (start: number): Word => ({
  start,
  digits: 0,
  breaks: 0,
  parts: 1,
  isHex: true,
  hasLongPart: false,
})

/** From one sign to the next: a capital before small letters is how words begin. */
const isBreak = (before: number, sort: number): boolean =>
  (before & 3) > 0 && (sort & 3) > 0 && before !== sort && !(before === 3 && sort === 2)

/** Reads the word at `start`; answers where it ends. */
function readWord(text: string, word: Word): number {
  let at = word.start
  let before = 0
  let part = 0
  let partDigits = 0
  for (let sort; (sort = sortAt(text, at)); before = sort, at++) {
    if (isBreak(before, sort)) word.breaks++
    part++
    if (sort === 1) partDigits++
    else if (sort === 4) word.parts++
    else if ((text.charCodeAt(at) | 32) > 102) word.isHex = false
    if (part >= WORD_MIN && partDigits && part - partDigits > 4) word.hasLongPart = true
    if (sort === 1) word.digits++
    if (sort === 4) part = partDigits = 0
  }
  return at
}

function findWords(text: string, found: Found): void {
  let inAddress = false
  for (let at = 0; at < text.length; at++) {
    if (!SORTS[text.charCodeAt(at)]) {
      const sign = text[at]!
      if (sign === ' ') inAddress = false
      else if ('/?=#&;'.includes(sign)) inAddress = true
      continue
    }
    const start = at
    while (SORTS[text.charCodeAt(at)]) at++
    const word = at - start < WORD_MIN ? undefined : wordAt(start)
    if (word && isChance(word, readWord(text, word), inAddress)) {
      // The three parts of a JSON web token are one.
      if (text.startsWith('eyJ', start))
        while (text[at] === '.' && isAlnumAt(text, at + 1)) at = readWord(text, wordAt(at + 1))
      found(start, at, 'token')
    }
    at--
  }
}

export function findTokens(text: string, found: Found): void {
  findNamed(text, found)
  findWords(text, found)
  KEYS.lastIndex = 0
  for (let match; (match = KEYS.exec(text));)
    found(match.index, match.index + match[0].length, 'token')
}
