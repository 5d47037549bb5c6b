// National identity numbers of 13 countries with valid check digits.
import { UPPER, cut, dateOf } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Cue, Lang, Secret } from './types.ts'

interface Spelled {
  readonly value: string
  readonly how: string
  readonly cue: Cue
}
interface Sort {
  readonly name: string
  /** Of most who have one. */
  readonly lang: Lang
  readonly labels: readonly string[]
  readonly make: (chance: Chance) => Spelled
}

const CONSONANTS = 'BCDFGHLMNPRSTVZ'
/** The sum of each digit times its weight. */
const weighed = (digits: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
const as = (value: string, how: string, cue: Cue): Spelled => ({ value, how, cue })

function ssn(chance: Chance): Spelled {
  const area = String(chance.int(1, 899)).padStart(3, '0').replace('666', '667')
  const parts = [area, String(chance.int(10, 99)), String(chance.int(1000, 9999))]
  return chance.pick([
    as(parts.join('-'), 'dashes', 'format'),
    as(parts.join(' '), 'spaces', 'label'),
    as(parts.join(''), 'as one', 'label'),
  ])
}

function nino(chance: Chance): Spelled {
  const prefix = chance.pick(['AB', 'CE', 'EG', 'HJ', 'JK', 'LM', 'PR', 'SX', 'TW', 'YZ'])
  const text = `${prefix}${chance.digits(6)}${chance.pick([...'ABCD'])}`
  return chance.pick([
    as(text, 'as one', 'format'),
    as(cut(text, [2, 2, 2, 2]).join(' '), 'spaces', 'format'),
    as(text.toLowerCase(), 'lower case', 'label'),
  ])
}

function nir(chance: Chance): Spelled {
  const { short, month } = dateOf(chance, 1940, 2008)
  const department = chance.pick(['2A', '2B', '13', '33', '59', '69', '75', '93', '97'])
  const body = `${chance.pick(['1', '2'])}${short}${month}${department}${chance.digits(6)}`
  // Corsica counts as 19 and 18.
  const number = BigInt(body.replace('2A', '19').replace('2B', '18'))
  const key = String(97n - (number % 97n)).padStart(2, '0')
  return chance.pick([
    as(body + key, 'as one', 'check'),
    as(cut(body + key, [1, 2, 2, 2, 3, 3]).join(' '), 'spaces', 'check'),
  ])
}

/** ISO 7064 mod 11,10; one digit occurs twice among the first ten, one not at all. */
function steuerId(chance: Chance): Spelled {
  const order = [...'0123456789']
  for (let at = 9; at > 0; at--) {
    const other = chance.int(0, at)
    ;[order[at], order[other]] = [order[other]!, order[at]!]
  }
  order[9] = order[chance.int(1, 7)]!
  if (order[0] === '0') [order[0], order[1]] = [order[1]!, '0']
  let product = 10
  for (const digit of order) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  const id = order.join('') + String((11 - product) % 10)
  return chance.pick([
    as(id, 'as one', 'label'),
    as(cut(id, [2, 3, 3]).join(' '), 'spaces', 'label'),
  ])
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'
function dni(chance: Chance): Spelled {
  const number = chance.fill('Pddddddd')
  const letter = DNI_LETTERS[Number(number) % 23]!
  return chance.pick([
    as(number + letter, 'DNI', 'label'),
    as(`${number}-${letter}`, 'DNI, dash', 'label'),
    as(`${cut(number, [2, 3]).join('.')}-${letter}`, 'DNI, dots', 'label'),
  ])
}

function nie(chance: Chance): Spelled {
  const first = chance.int(0, 2)
  const number = chance.digits(7)
  const letter = DNI_LETTERS[Number(`${first}${number}`) % 23]!
  const text = `${'XYZ'[first]}${number}${letter}`
  return chance.pick([
    as(text, 'NIE', 'label'),
    as(cut(text, [1, 7]).join('-'), 'NIE, dashes', 'label'),
  ])
}

/** What a letter or digit weighs at an odd place of the codice fiscale, from 0 or A. */
const ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
]
function codiceFiscale(chance: Chance): Spelled {
  const { short } = dateOf(chance, 1940, 2008)
  const day = chance.int(1, 28) + chance.pick([0, 40])
  const month = chance.pick([...'ABCDEHLMPRST'])
  const body = `${chance.chars(6, CONSONANTS)}${short}${month}${String(day).padStart(2, '0')}${chance.chars(1, 'ABCDEFGHILMZ')}${chance.digits(3)}`
  const sum = [...body].reduce((total, sign, at) => {
    const value = /\d/.test(sign) ? Number(sign) : UPPER.indexOf(sign)
    return total + (at % 2 ? value : ODD[value]!)
  }, 0)
  const code = body + UPPER[sum % 26]
  return chance.pick([
    as(code, 'as one', 'check'),
    as(code.toLowerCase(), 'lower case', 'check'),
    as(cut(code, [3, 3, 5]).join(' '), 'spaces', 'check'),
  ])
}

function bsn(chance: Chance): Spelled {
  for (;;) {
    const body = chance.fill('Pddddddd')
    const check = weighed(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
    if (check < 10)
      return chance.pick([
        as(`${body}${check}`, 'as one', 'label'),
        as(cut(`${body}${check}`, [4, 2]).join('.'), 'dots', 'label'),
      ])
  }
}

function pesel(chance: Chance): Spelled {
  const { year, short, month, day } = dateOf(chance, 1940, 2010)
  const coded = String(Number(month) + (Number(year) >= 2000 ? 20 : 0)).padStart(2, '0')
  const body = `${short}${coded}${day}${chance.digits(4)}`
  const check = (10 - (weighed(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10
  return as(`${body}${check}`, 'as one', 'label')
}

function cpf(chance: Chance): Spelled {
  const digitOf = (body: string) => {
    const rest =
      weighed(
        body,
        [...body].map((_, at) => body.length + 1 - at),
      ) % 11
    return String(rest < 2 ? 0 : 11 - rest)
  }
  const body = chance.digits(9)
  const first = body + digitOf(body)
  const full = first + digitOf(first)
  const [a, b, c, d] = cut(full, [3, 3, 3])
  return chance.pick([
    as(`${a}.${b}.${c}-${d}`, 'dots and dash', 'format'),
    as(full, 'as one', 'label'),
  ])
}

function myNumber(chance: Chance): Spelled {
  const body = chance.digits(11)
  const rest = weighed(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
  const number = body + String(rest <= 1 ? 0 : 11 - rest)
  return chance.pick([
    as(number, 'as one', 'label'),
    as(cut(number, [4, 4]).join(' '), 'spaces', 'label'),
    as(cut(number, [4, 4]).join('-'), 'dashes', 'label'),
  ])
}

function rrn(chance: Chance): Spelled {
  const { year, short, month, day } = dateOf(chance, 1950, 2008)
  const sex = Number(year) >= 2000 ? chance.pick(['3', '4']) : chance.pick(['1', '2'])
  const body = `${short}${month}${day}${sex}${chance.digits(5)}`
  const check = (11 - (weighed(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10
  return chance.pick([
    as(cut(`${body}${check}`, [6]).join('-'), 'dash', 'format'),
    as(`${body}${check}`, 'as one', 'label'),
  ])
}

function residentId(chance: Chance): Spelled {
  const { year, month, day } = dateOf(chance, 1950, 2008)
  const area = chance.pick(['110105', '310104', '440305', '330106', '510107', '420106', '320505'])
  const body = `${area}${year}${month}${day}${chance.digits(3)}`
  const sum = weighed(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
  const id = body + '10X98765432'[sum % 11]
  return chance.pick([
    as(id, 'as one', 'check'),
    as(id.toLowerCase(), 'lower case', 'check'),
    as(cut(id, [6, 8]).join(' '), 'spaces', 'check'),
  ])
}

/** What the letter of a place counts as, from A: I, O, W and Z are out of the row. */
const TW_LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'
function taiwanId(chance: Chance): Spelled {
  const letter = chance.pick([...TW_LETTERS])
  const value = 10 + TW_LETTERS.indexOf(letter)
  const body = `${chance.pick(['1', '2'])}${chance.digits(7)}`
  const sum = Math.floor(value / 10) + (value % 10) * 9 + weighed(body, [8, 7, 6, 5, 4, 3, 2, 1])
  return as(`${letter}${body}${(10 - (sum % 10)) % 10}`, 'as one', 'label')
}

const SORTS: readonly Sort[] = [
  {
    name: 'US SSN',
    lang: 'en',
    labels: ['SSN', 'Social Security Number', 'social security no.'],
    make: ssn,
  },
  {
    name: 'UK NINO',
    lang: 'en',
    labels: ['NINO', 'National Insurance number', 'NI number'],
    make: nino,
  },
  {
    name: 'FR NIR',
    lang: 'fr',
    labels: ['numéro de sécurité sociale', 'NIR', 'n° de sécu'],
    make: nir,
  },
  {
    name: 'DE Steuer-ID',
    lang: 'de',
    labels: ['Steuer-ID', 'Steueridentifikationsnummer', 'IdNr.'],
    make: steuerId,
  },
  { name: 'ES DNI', lang: 'es', labels: ['DNI', 'NIF'], make: dni },
  { name: 'ES NIE', lang: 'es', labels: ['NIE'], make: nie },
  {
    name: 'IT codice fiscale',
    lang: 'it',
    labels: ['codice fiscale', 'C.F.'],
    make: codiceFiscale,
  },
  { name: 'NL BSN', lang: 'nl', labels: ['BSN', 'burgerservicenummer'], make: bsn },
  { name: 'PL PESEL', lang: 'pl', labels: ['PESEL', 'nr PESEL'], make: pesel },
  { name: 'BR CPF', lang: 'pt', labels: ['CPF'], make: cpf },
  { name: 'JP My Number', lang: 'ja', labels: ['マイナンバー', '個人番号'], make: myNumber },
  { name: 'KR RRN', lang: 'ko', labels: ['주민등록번호', '주민번호'], make: rrn },
  { name: 'CN resident id', lang: 'zh-CN', labels: ['身份证号', '身份证号码'], make: residentId },
  { name: 'TW id', lang: 'zh-TW', labels: ['身分證字號', '身份證字號'], make: taiwanId },
]

export const ID_SORTS = SORTS.map(({ name }) => name)

export const langOfId = (spelling: string): Lang =>
  SORTS.find(({ name }) => spelling.startsWith(name))!.lang

export function makeId(chance: Chance, at: number): Secret {
  const { name, labels, make } = SORTS[at % SORTS.length]!
  const { value, how, cue } = make(chance)
  return { value, spelling: `${name}, ${how}`, cue, label: chance.pick(labels) }
}
