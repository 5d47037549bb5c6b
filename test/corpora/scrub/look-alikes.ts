// Says what a number would pass for: checks of its own, written apart from those that make the secrets.

const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]

export const isLuhn = (digits: string): boolean =>
  [...digits]
    .toReversed()
    .reduce((sum, digit, at) => sum + (at % 2 ? DOUBLED[+digit]! : +digit), 0) %
    10 ===
  0

/** Prefixes and lengths by network. */
const NETWORKS: readonly (readonly [string, RegExp, readonly number[]])[] = [
  ['Visa', /^4/, [13, 16, 19]],
  ['Mastercard', /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  ['American Express', /^3[47]/, [15]],
  ['Discover', /^(6011|64[4-9]|65)/, [16, 17, 18, 19]],
  ['Diners', /^(30[0-5]|36|38|39)/, [14]],
  ['JCB', /^35(2[89]|[3-8])/, [16]],
  ['UnionPay', /^62/, [16, 17, 18, 19]],
  ['Maestro', /^(5018|5020|5038|5893|6304|6759|676[1-3])/, [12, 13, 14, 15, 16, 17, 18, 19]],
]

export const cardNetwork = (digits: string): string | undefined =>
  isLuhn(digits)
    ? NETWORKS.find(
        ([, prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length),
      )?.[0]
    : undefined

export function isIban(text: string): boolean {
  const iban = text.replace(/[\s\u00a0-]/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const spelled = [...iban.slice(4), ...iban.slice(0, 4)].map((sign) => parseInt(sign, 36)).join('')
  return BigInt(spelled) % 97n === 1n
}

const numbers = (text: string) => [...text].map(Number)
const dot = (text: string, weights: readonly number[]) =>
  numbers(text).reduce((sum, digit, at) => sum + digit * (weights[at] ?? 0), 0)

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const isBsn = (text: string) =>
  /^\d{9}$/.test(text) && dot(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0

function isPesel(text: string): boolean {
  if (!/^\d{11}$/.test(text) || dot(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10) return false
  const month = +text.slice(2, 4) % 20
  return isDay(2000 + +text.slice(0, 2), month, +text.slice(4, 6))
}

/** ISO 7064 mod 11,10, from its definition. */
function isSteuerId(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false
  const first = text.slice(0, 10)
  const most = Math.max(...[...first].map((digit) => first.split(digit).length - 1))
  if (new Set(first).size < 8 || most < 2 || most > 3) return false
  let carry = 10
  for (const digit of numbers(first)) carry = (((digit + carry) % 10 || 10) * 2) % 11
  return (carry + +text[10]!) % 10 === 1
}

function isCpf(text: string): boolean {
  if (!/^\d{11}$/.test(text) || /^(\d)\1+$/.test(text)) return false
  return [9, 10].every((length) => {
    const sum = numbers(text.slice(0, length)).reduce(
      (all, digit, at) => all + digit * (length + 1 - at),
      0,
    )
    return ((sum * 10) % 11) % 10 === +text[length]!
  })
}

function isMyNumber(text: string): boolean {
  if (!/^\d{12}$/.test(text)) return false
  const sum = numbers(text.slice(0, 11))
    .toReversed()
    .reduce((all, digit, at) => all + digit * (at < 6 ? at + 2 : at - 4), 0)
  return (sum % 11 < 2 ? 0 : 11 - (sum % 11)) === +text[11]!
}

function isRrn(text: string): boolean {
  if (!/^\d{6}[1-8]\d{6}$/.test(text)) return false
  const sum = dot(text.slice(0, 12), [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
  return (
    isDay(2000 + +text.slice(0, 2), +text.slice(2, 4), +text.slice(4, 6)) &&
    (11 - (sum % 11)) % 10 === +text[12]!
  )
}

function isNir(text: string): boolean {
  if (!/^[12]\d{2}(0[1-9]|1[0-2]|[2-9]\d)(\d{2}|2[AB])\d{8}$/.test(text)) return false
  const plain = text.replace('A', '0').replace('B', '0')
  const less = text[6] === 'A' ? 1_000_000n : text[6] === 'B' ? 2_000_000n : 0n
  return (BigInt(plain.slice(0, 13)) - less + BigInt(text.slice(13))) % 97n === 0n
}

function isResidentId(text: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/i.test(text)) return false
  if (!isDay(+text.slice(6, 10), +text.slice(10, 12), +text.slice(12, 14))) return false
  if (+text.slice(6, 10) < 1900 || +text.slice(6, 10) > 2026) return false
  const values = [...text.toUpperCase()].map((sign) => (sign === 'X' ? 10 : +sign))
  return values.reduce((sum, value, at) => sum + value * (2 ** (17 - at) % 11), 0) % 11 === 1
}

const DNI = 'TRWAGMYFPDXBNJZSQVHLCKE'
function isDni(text: string): boolean {
  if (!/^[XYZ]?\d{7,8}[A-Z]$/i.test(text)) return false
  const plain = text.toUpperCase().replace(/^[XYZ]/, (sign) => String('XYZ'.indexOf(sign)))
  return plain.length === 9 && DNI[+plain.slice(0, 8) % 23] === plain[8]
}

/** How the sign at an odd place of a codice fiscale counts, in the order of 0–9 and of A–Z. */
const ODD: Readonly<Record<string, number>> = Object.fromEntries(
  [...'BAKPLCQDREVOSFTGUHMINJWZYX'].map((letter, value) => [letter, value]),
)
function isCodiceFiscale(text: string): boolean {
  const code = text.toUpperCase()
  if (!/^[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]$/.test(code)) return false
  const letters = code.replace(/\d/g, (digit) => 'ABCDEFGHIJ'[+digit]!)
  const sum = Array.from(letters.slice(0, 15)).reduce(
    (all, letter, at) => all + (at % 2 ? letter.charCodeAt(0) - 65 : ODD[letter]!),
    0,
  )
  return letters.charCodeAt(15) - 65 === sum % 26
}

function isTaiwanId(text: string): boolean {
  if (!/^[A-Z][12]\d{8}$/i.test(text)) return false
  const place = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(text[0]!.toUpperCase()) + 10
  return dot(`${place}${text.slice(1)}`, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0
}

const isSsn = (text: string) => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(text)
const isNino = (text: string) => /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/i.test(text)

/** Checks by the names under which the secrets are made. */
export const ID_CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  'US SSN': isSsn,
  'UK NINO': isNino,
  'FR NIR': isNir,
  'DE Steuer-ID': isSteuerId,
  'ES DNI': isDni,
  'ES NIE': isDni,
  'IT codice fiscale': isCodiceFiscale,
  'NL BSN': isBsn,
  'PL PESEL': isPesel,
  'BR CPF': isCpf,
  'JP My Number': isMyNumber,
  'KR RRN': isRrn,
  'CN resident id': isResidentId,
  'TW id': isTaiwanId,
}

/** Any nine digits are an SSN: only its dashes tell. */
const BARE_IDS = Object.entries(ID_CHECKS).filter(([name]) => name !== 'US SSN')

const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['an SSN', /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/],
  ['a CPF', /(?<!\d)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/],
  ['an e-mail address', /\S@\S/],
  ['a telephone number abroad', /(?<![\d.])\+\s?\d{6,}|(?<![A-Za-z\d])00[1-9]\d{8,12}(?!\d)/],
  ['a telephone number', /\(0?\d{2,4}\)\s?\d{3}|(?<![\d-])\d{3}[-. ]\d{3}[-. ]\d{3,4}(?![\d-])/],
  ['a telephone number of China', /(?<![A-Za-z\d])1[3-9]\d{9}(?![A-Za-z\d])/],
  ['a telephone number of Spain or Poland', /(?<![A-Za-z\d.,-])[5-9]\d{8}(?![A-Za-z\d.,-])/],
  ['a telephone number', /(?<![A-Za-z\d-])0\d{9,10}(?![A-Za-z\d])/],
  ['a national identity number', /(?<![A-Z\d])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Z\d])/],
  ['a token', /(?<=https?:.*)(?=[A-Za-z]*\d)(?=(?:\d*[A-Za-z]){5})[A-Za-z\d]{20,}/],
]

const DATE = /(?<!\d)(\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}[-./]\d{1,2}[-./]\d{1,2})(?!\d)/g

/** Groups of digits with one separator between; letters make it a code of another sort. */
const RUN = /(?<![A-Za-z\d])\d+(?:[ .\u00a0\u202f-]\d+)*(?![A-Za-z\d])/g

/** Every stretch of whole groups of digits, as digits. */
export function stretches(text: string): string[][] {
  return [...text.matchAll(RUN)].flatMap(([run]) => {
    const groups = run.split(/\D/)
    return groups.flatMap((_, from) =>
      groups.slice(from).map((__, more) => groups.slice(from, from + more + 1)),
    )
  })
}

const isNationalPhone = (groups: readonly string[]) => {
  const digits = groups.join('')
  return groups.length > 1 && groups[0]!.length > 1 && /^0[1-9]\d{7,9}$/.test(digits)
}

function decoded(text: string): string {
  try {
    return text.startsWith('https:') ? decodeURIComponent(text) : text
  } catch {
    return text
  }
}

const idOf = (text: string) => BARE_IDS.find(([, check]) => check(text))?.[0]
const shapeOf = (text: string) => SHAPES.find(([, shape]) => shape.test(text))?.[0]

function cardOf(text: string): string | undefined {
  const networks = stretches(text).map((groups) => cardNetwork(groups.join('')))
  const network = networks.find((name) => name)
  return network && `a card of ${network}`
}

function numberOf(text: string): string | undefined {
  const runs = [...text.matchAll(RUN)].flatMap(([run]) => [run, ...run.split(/\D/)])
  const name = runs.map((run) => idOf(run.replace(/\D/g, ''))).find((found) => found)
  return name && `a ${name}`
}

function phoneOf(text: string): string | undefined {
  return stretches(text.replace(DATE, '/')).some(isNationalPhone) ? 'a telephone number' : undefined
}

function wordOf(text: string): string | undefined {
  const words = [...text.matchAll(/[A-Za-z\d][A-Za-z\d -]{7,40}/g)]
    .flatMap(([word]) => [word, ...word.split(' ')])
    .map((word) => word.replace(/[ -]/g, ''))
  if (words.some(isIban)) return 'an IBAN'
  const name = words.map(idOf).find((found) => found)
  return name && `a ${name}`
}

/** What a text without a secret would pass for, if for anything. */
export function passesFor(text: string): string | undefined {
  const plain = decoded(text)
  return [shapeOf, cardOf, numberOf, phoneOf, wordOf]
    .map((nameOf) => nameOf(plain))
    .find((name) => name)
}
