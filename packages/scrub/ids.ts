// National identity numbers that tell themselves: by a check digit, or by a punctuation that nothing else has.
import { GAPS } from './signs.ts'
import type { Found } from './signs.ts'

/**
 * France, China and Spain have their check digits looked at; Italy, the US, Brazil, Korea and the UK their shape.
 * Each begins and ends with a word: longer numbers hold none.
 */
const SHAPES = [
  '([12]_\\d\\d_\\d\\d_(?:\\d\\d|2[ab])_\\d{3}_\\d{3}_\\d\\d)',
  '(\\d{6}_(?:19|20)\\d{6}_\\d{3}[\\dx])',
  '((?:[xyz]-?\\d{7}|\\d\\d\\.?\\d{3}\\.?\\d{3})-?[a-z])',
  '([a-z]{2}_\\d\\d_\\d\\d_\\d\\d_[a-d])',
  '[a-z]{3}_[a-z]{3}_\\d\\d[a-ehlmprst]\\d\\d_[a-z]\\d{3}[a-z]',
  '(?!000|666|9)\\d{3}-\\d\\d-\\d{4}',
  '\\d{3}\\.\\d{3}\\.\\d{3}-\\d\\d',
  '\\d\\d(?:0\\d|1[0-2])(?:[0-2]\\d|3[01])-[1-8]\\d{6}',
]
const IDS = new RegExp(
  `(?<![a-z\\d]|\\d[-.])(?=[12]|[a-z\\d]{2}|[xyz]-)(?:${SHAPES.join('|').replaceAll('_', `[${GAPS}]?`)})(?![a-z\\d]|-\\d)`,
  'gi',
)

const bare = (text: string) => text.replace(/[^a-z\d]/gi, '').toUpperCase()

/** The key is what is missing to the next multiple of 97; Corsica counts as 19 and 18. */
function isFrench(text: string): boolean {
  let rest = 0
  for (const digit of text.replace('2A', '19').replace('2B', '18').slice(0, 13))
    rest = (rest * 10 + +digit) % 97
  return 97 - rest === +text.slice(13)
}

function isChinese(text: string): boolean {
  let rest = 0
  for (const sign of text) rest = (rest * 2 + (sign === 'X' ? 10 : +sign)) % 11
  return rest === 1 && +text.slice(10, 12) < 13 && +text.slice(12, 14) < 32
}

function isSpanish(text: string): boolean {
  const number = +text.slice(0, 8).replace(/[XYZ]/, (first) => String('XYZ'.indexOf(first)))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === text[8]
}

/** Two letters of those that are given out, in capitals: anything may be spelled like that in small ones. */
const isBritish = (text: string): boolean =>
  /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]/.test(text) && text === text.toUpperCase()

export function findIds(text: string, found: Found): void {
  IDS.lastIndex = 0
  for (let match; (match = IDS.exec(text));) {
    const [id, french, chinese, spanish, british] = match
    const holds =
      (!french || isFrench(bare(id))) &&
      (!chinese || isChinese(bare(id))) &&
      (!spanish || isSpanish(bare(id))) &&
      (!british || isBritish(id))
    if (holds) found(match.index, match.index + id.length, 'id')
  }
}
