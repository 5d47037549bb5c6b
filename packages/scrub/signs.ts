// What sort of sign stands somewhere: the view of a text is ASCII wherever that decides anything.

/** A space that an address spells as `+`: it parts groups of digits, and may be a plus in an e-mail address. */
export const QUERY_SPACE = 1
/** What people put between groups of digits; the dash stands last, so that it is one between brackets of a pattern too. */
export const GAPS = ' ./+\u0001-'

/** 0 none of these, 1 a digit, 2 a small letter, 3 a capital, 4 `-` or `_`. */
export const SORTS = new Uint8Array(128)
SORTS.fill(1, 48, 58)
SORTS.fill(2, 97, 123)
SORTS.fill(3, 65, 91)
SORTS[45] = SORTS[95] = 4

/** The sort of the sign at `at`; beyond either end stands none. */
export const sortAt = (text: string, at: number): number => SORTS[text.charCodeAt(at)] ?? 0
export const isDigitAt = (text: string, at: number): boolean => sortAt(text, at) === 1
export const isLetterAt = (text: string, at: number): boolean => sortAt(text, at) >> 1 === 1
export const isAlnumAt = (text: string, at: number): boolean => (sortAt(text, at) & 3) > 0

/** Tells where a secret stands in the view; `to` is behind its last sign. */
export type Found = (from: number, to: number, mark: Mark) => void
export type Mark = 'card' | 'iban' | 'id' | 'email' | 'phone' | 'token'

/** Uses of a sign, a bit each: between groups of digits, around the first of them, in a name before an at sign, where a name ends. */
export const GAP = 1
export const BRACKET = 2
export const LOCAL = 4
export const STOP = 8
const USES = new Uint8Array(128)
const uses: readonly (readonly [number, string])[] = [
  [GAP, GAPS],
  [BRACKET, '()'],
  [LOCAL, "._+-'~\u0001"],
  [STOP, ' ?#&=@"<>\u0001'],
]
for (const [use, signs] of uses) for (const sign of signs) USES[sign.charCodeAt(0)]! |= use

export const isUsedAt = (text: string, at: number, use: number): boolean =>
  (USES[text.charCodeAt(at)]! & use) > 0

/** Behind up to three signs of that use that stand at `at`. */
export function afterGap(text: string, at: number, use: number): number {
  let end = at
  while (end < at + 3 && isUsedAt(text, end, use)) end++
  return end
}
