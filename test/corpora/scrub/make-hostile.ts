// Strings made to be slow: what patterns with nested or overlapping repetition choke on, up to 64 kB.
import { chanceOf } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Hostile } from './types.ts'

/** Characters; those of one byte make the full 64 kB. */
const MOST = 65_536
const SIZES = [1_000, 4_096, 16_384, 40_000, MOST]

const upTo = (size: number, piece: string) =>
  piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
/** Runs that begin like a secret and end in what spoils it. */
const spoiled = (piece: string, end: string) => (size: number) =>
  upTo(size - end.length, piece) + end

const MADE: readonly (readonly [string, (size: number, chance: Chance) => string])[] = [
  ['digits', (size) => upTo(size, '1234567890')],
  ['one digit', (size) => upTo(size, '4')],
  ['zeros, then a letter', spoiled('0', 'x')],
  ['digits and spaces', (size) => upTo(size, '4 ')],
  ['digits and dashes, then a letter', spoiled('1-', 'x')],
  ['groups of four, endless', (size) => upTo(size, '4111 ')],
  ['cards that fail by one', (size) => upTo(size, '4111111111111112 ')],
  ['cards that pass, endless', (size) => upTo(size, '4111111111111111 ')],
  ['separators only', (size) => upTo(size, ' -.\u00a0')],
  ['spaces', spoiled(' ', 'x')],
  ['spaces after a digit', (size) => `4${upTo(size - 2, ' ')}4`],
  ['dashes', spoiled('-', '4')],
  ['dots', (size) => upTo(size, '.')],
  ['at signs', (size) => upTo(size, '@')],
  ['letters, no at sign', (size) => upTo(size, 'abcdefghij')],
  ['letters, then an at sign', spoiled('a', '@')],
  ['a.a.a.a', spoiled('a.', '@')],
  ['a@a@a@a', (size) => upTo(size, 'a@')],
  ['hosts without an end', (size) => `a@${upTo(size - 2, 'a.')}`],
  ['a@b-b-b-b', (size) => `a@${upTo(size - 2, 'b-')}`],
  ['plus signs', (size) => upTo(size, '+')],
  ['plus and digits', (size) => upTo(size, '+1')],
  ['open brackets', (size) => upTo(size, '(')],
  ['brackets and digits', (size) => upTo(size, '(030) ')],
  ['DE, then digits', (size) => `DE${upTo(size - 2, '12')}`],
  ['DE DE DE', (size) => upTo(size, 'DE12 ')],
  ['letter and digit in turn', (size) => upTo(size, 'a1')],
  ['eyJ and dots', (size) => upTo(size, 'eyJ.')],
  ['eyJ endless', (size) => `eyJ${upTo(size - 3, 'hbGci')}`],
  ['base64 of chance', (size, chance) => chance.chars(size, 'ABCDEFabcdef0123456789-_')],
  ['hex of chance', (size, chance) => chance.chars(size, '0123456789abcdef')],
  ['%25 within %25', (size) => `https://shop.example/?q=${upTo(size - 24, '%25')}`],
  ['per cent signs', (size) => upTo(size, '%')],
  ['%40', (size) => upTo(size, 'a%40')],
  ['escapes cut short', (size) => upTo(size, '%4')],
  ['parameters', (size) => `https://shop.example/?${upTo(size - 22, 'token=a&')}`],
  ['slashes', (size) => `https://${upTo(size - 8, '/')}`],
  ['colons before no host', (size) => `https://${upTo(size - 8, 'a:')}`],
  ['question marks', (size) => `https://shop.example/${upTo(size - 21, '?a=')}`],
  ['full-width digits', (size) => upTo(size, '1234')],
  ['eastern digits', (size) => upTo(size, '٤١١١ ')],
  ['letters that look like others', (size) => upTo(size, 'аеорсухΑΒΕ@')],
  ['lone high surrogates', (size) => upTo(size, '\ud83d')],
  ['lone low surrogates and digits', (size) => upTo(size, '4\udc00')],
  ['combining marks', (size) => `a${upTo(size - 1, '\u0301')}`],
  ['zero-width joiners', (size) => upTo(size, '4\u200d')],
  [
    'words of chance',
    (size, chance) =>
      upTo(
        size,
        Array.from({ length: 400 }, () =>
          chance.pick(['iban', 'tel', 'token=', 'SSN', '@', '4111', 'DE89', ' ', '-', '.']),
        ).join(''),
      ),
  ],
  [
    'the whole keyboard',
    (size, chance) => chance.chars(size, ' !"#$%&\'()*+,-./0123456789:;<=>?@AZ[\\]^_`az{|}~'),
  ],
  ['new lines', (size) => upTo(size, '4111\n')],
  ['labels without numbers', (size) => upTo(size, 'IBAN: SSN: Tel. ')],
]

export const HOSTILE_SORTS = MADE.map(([name]) => name)

/** 200: each sort in four of the sizes. */
export function makeHostile(seed: number): Hostile[] {
  const chance = chanceOf(seed + 1_299_709)
  return MADE.flatMap(([name, make], order) =>
    SIZES.filter((_, at) => at !== order % (SIZES.length - 1)).map((size) => ({
      name: `${name}, ${size}`,
      text: make(size, chance),
    })),
  )
}
