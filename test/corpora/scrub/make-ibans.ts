// IBANs of 48 countries with valid ISO 13616 check digits; the national check digits within are chance.
import { DIGITS, UPPER, cut } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Secret } from './types.ts'

/** `4a10n`: four letters and ten digits; `c` is either. */
export const IBAN_SHAPES: Readonly<Record<string, string>> = {
  AD: '8n12c',
  AE: '19n',
  AT: '16n',
  BE: '12n',
  BG: '4a6n8c',
  BH: '4a14c',
  BR: '23n1a1c',
  CH: '5n12c',
  CY: '8n16c',
  CZ: '20n',
  DE: '18n',
  DK: '14n',
  EE: '16n',
  EG: '25n',
  ES: '20n',
  FI: '14n',
  FR: '10n11c2n',
  GB: '4a14n',
  GI: '4a15c',
  GR: '7n16c',
  HR: '17n',
  HU: '24n',
  IE: '4a14n',
  IL: '19n',
  IS: '22n',
  IT: '1a10n12c',
  JO: '4a4n18c',
  KW: '4a22c',
  LI: '5n12c',
  LT: '16n',
  LU: '3n13c',
  LV: '4a13c',
  MC: '10n11c2n',
  MT: '4a5n18c',
  NL: '4a10n',
  NO: '11n',
  PL: '24n',
  PT: '21n',
  QA: '4a21c',
  RO: '4a16c',
  RS: '18n',
  SA: '2n18c',
  SE: '20n',
  SI: '15n',
  SK: '20n',
  SM: '1a10n12c',
  TR: '6n16c',
  UA: '6n19c',
}

const COUNTRIES = Object.keys(IBAN_SHAPES)
const FOURS = Array.from({ length: 9 }, () => 4)
const ALPHABETS: Readonly<Record<string, string>> = { n: DIGITS, a: UPPER, c: DIGITS + UPPER }

const grouped = (separator: string) => (iban: string) => cut(iban, FOURS).join(separator)
const SPELLINGS: readonly (readonly [string, (iban: string) => string])[] = [
  ['as one', (iban) => iban],
  ['spaces', grouped(' ')],
  ['no-break spaces', grouped('\u00a0')],
  ['lower case', (iban) => iban.toLowerCase()],
  ['lower case, spaces', (iban) => grouped(' ')(iban).toLowerCase()],
  ['dashes', grouped('-')],
  ['country apart', (iban) => `${iban.slice(0, 2)} ${iban.slice(2, 4)} ${iban.slice(4)}`],
]

/** The remainder of a long number, nine digits at a time. */
function remainder97(text: string): number {
  let rest = 0
  for (const piece of text.match(/.{1,7}/g) ?? []) rest = Number(`${rest}${piece}`) % 97
  return rest
}

const spellDigits = (text: string) =>
  text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))

export function makeIban(chance: Chance, at: number): Secret {
  const country = COUNTRIES[at % COUNTRIES.length]!
  const [spelling, spell] = SPELLINGS[at % SPELLINGS.length]!
  const bban = [...IBAN_SHAPES[country]!.matchAll(/(\d+)([nac])/g)]
    .map(([, count, sort]) => chance.chars(Number(count), ALPHABETS[sort!]!))
    .join('')
  const check = String(98 - remainder97(spellDigits(`${bban}${country}00`))).padStart(2, '0')
  return {
    value: spell(`${country}${check}${bban}`),
    spelling: `${country}, ${spelling}`,
    cue: 'check',
  }
}
