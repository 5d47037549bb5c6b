// Numbers of trade: orders, articles, barcodes and parcels, with the check digits that such numbers have.
import { DIGITS, UPPER, cut, dateOf } from './chance.ts'
import type { Chance } from './chance.ts'

/** GS1: weights 3 and 1 from the right. */
export function gs1Digit(body: string): string {
  let sum = 0
  for (let at = 0; at < body.length; at++)
    sum += Number(body[body.length - 1 - at]) * (at % 2 ? 1 : 3)
  return String((10 - (sum % 10)) % 10)
}

export function makeOrder(chance: Chance): string {
  const { year, month, day } = dateOf(chance, 2024, 2026)
  return chance.fill(
    chance.pick([
      '#Pddd',
      'Pdddd',
      '000000ddd',
      '100dddddd',
      'Pdd-ddddddd-ddddddd',
      'Pd-ddddd-ddddd',
      `WC-${year}${month}${day}-dddd`,
      `${year}-dddddd`,
      'DE-ddddd/26',
      `${'26'}${month}${day}-ddddd-Pddddddd`,
      'Pddddddddd',
      'Pddddddddddd',
      `${year}${month}${day}dddddd`,
      '80Pddddddddddddd',
      '10Pddddddddddddddd',
      'ORD-AAdddddA',
      'R-dddd-dddd-dddd',
      'B2B.dddd.ddd',
    ]),
  )
}

export function makeSku(chance: Chance): string {
  const colour = chance.pick(['BLK', 'WHT', 'RED', 'BLU', 'OLV', 'GRY'])
  const size = chance.pick(['XS', 'S', 'M', 'L', 'XL', '3XL', '38', '42', '110-116'])
  return chance.fill(
    chance.pick([
      `TSH-${colour}-${size}-ddd`,
      'AdAd-AdAd',
      '4711-0dddd',
      'SWPdddd.d',
      'Pdd.ddd.dd',
      'Pdd-ddd-ddd-d',
      `${colour}ddddd_${size}`,
      'AA-PdddA',
      'Pdddd-ddd',
      'PddddddA0',
      'art-Pdddd/dd',
      '65Pdddd-Pddd',
      'DR-ddddd-AA',
    ]),
  )
}

/** `wanted` digits of one barcode, check digit and all. */
export function gtinOf(chance: Chance, wanted: number): string {
  const prefixes: Readonly<Record<number, readonly string[]>> = {
    8: ['2', '40', '50', '96'],
    12: ['0', '1', '6', '7', '8'],
    13: [
      '400',
      '433',
      '500',
      '76',
      '302',
      '84',
      '80',
      '560',
      '87',
      '590',
      '45',
      '49',
      '880',
      '69',
      '471',
      '628',
    ],
    14: ['1400', '1500', '276', '1302', '184', '280', '1590', '145', '1880', '169'],
  }
  const prefix = chance.pick(prefixes[wanted]!)
  const body = prefix + chance.digits(wanted - 1 - prefix.length)
  return body + gs1Digit(body)
}

export function makeGtin(chance: Chance): string {
  const code = gtinOf(chance, chance.pick([8, 12, 13, 13, 13, 14]))
  if (code.length === 13 && chance.int(0, 4) === 0) return cut(code, [1, 6]).join(' ')
  return code
}

/** The UPU's S10: two letters, nine digits, two letters. */
function s10(chance: Chance, service: string, country: string): string {
  const body = chance.digits(8)
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((all, by, at) => all + by * Number(body[at]), 0)
  const check = 11 - (sum % 11)
  return `${service}${body}${check === 10 ? 0 : check === 11 ? 5 : check}${country}`
}

function ups(chance: Chance): string {
  const body = chance.chars(6, DIGITS + UPPER) + chance.digits(9)
  const value = (sign: string) => (/\d/.test(sign) ? Number(sign) : (sign.charCodeAt(0) - 63) % 10)
  const sum = [...body].reduce((all, sign, at) => all + value(sign) * (at % 2 ? 2 : 1), 0)
  return `1Z${body}${(10 - (sum % 10)) % 10}`
}

function usps(chance: Chance): string {
  const body = `94001${chance.digits(16)}`
  return chance.pick([body + gs1Digit(body), cut(body + gs1Digit(body), [4, 4, 4, 4, 4]).join(' ')])
}

/** Weights 1, 3, 7 from the right, mod 11, then mod 10. */
function fedex12(chance: Chance): string {
  const body = chance.digits(11)
  const weights = [3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]
  const sum = weights.reduce((all, by, at) => all + by * Number(body[at]), 0)
  const number = body + String((sum % 11) % 10)
  return chance.pick([number, cut(number, [4, 4]).join(' ')])
}

function inpost(chance: Chance): string {
  const number = `6${chance.pick(['2', '8', '0'])}${chance.digits(22)}`
  return chance.pick([number, cut(number, [4, 4, 4, 4, 4]).join(' ')])
}

/** Japan Post and Yamato: the last digit is the rest by seven. */
function japanese(chance: Chance): string {
  const body = chance.digits(11)
  const number = body + String(Number(body) % 7)
  return chance.pick([number, cut(number, [4, 4]).join('-')])
}

export const TRACKING: readonly (readonly [string, (chance: Chance) => string])[] = [
  ['UPS', ups],
  ['USPS', usps],
  ['DHL 10', (chance) => chance.fill('Pddddddddd')],
  ['DHL Paket', (chance) => chance.fill('00340434dddddddddddd')],
  ['DHL JJD', (chance) => chance.fill('JJD0003dddddddddddd')],
  ['FedEx 12', fedex12],
  ['FedEx 15', (chance) => chance.fill('96Pdddddddddddd')],
  ['FedEx 20', (chance) => chance.fill('96Pddddddddddddddddd')],
  [
    'DPD',
    (chance) =>
      chance.fill(chance.pick(['0Pdddddddddddd', '0Pdd dddd dddd dd', '0Pdddddddddddd A'])),
  ],
  ['Royal Mail', (chance) => s10(chance, chance.pick(['RA', 'VB', 'KX', 'SF']), 'GB')],
  ['La Poste', (chance) => chance.fill(chance.pick(['6A', '8R', '3C', '8L'])) + chance.digits(11)],
  ['Correos', (chance) => `PQ${chance.fill('PAPAddddddddddddd0140dddA')}`],
  ['Japan Post', japanese],
  ['SF Express', (chance) => chance.fill('SFPdddddddddddd')],
  ['China Post', (chance) => s10(chance, chance.pick(['EA', 'LX', 'RB', 'CP']), 'CN')],
  ['InPost', inpost],
  ['PostNL', (chance) => chance.fill('3SAAAAddddddddd')],
  ['CJ Logistics', (chance) => chance.fill('6PPdddddddddd')],
  ['Aramex', (chance) => chance.fill('5dddddddddd')],
]

export function makeIsbn(chance: Chance): string {
  const group = chance.pick(['0', '1', '2', '3', '4', '7', '84', '88', '83', '89'])
  const sizes = [3, group.length, 4, 8 - group.length - 3]
  const body = `${chance.pick(['978', '979'])}${group}`.padEnd(4, '1')
  const twelve = body + chance.digits(12 - body.length)
  const code = twelve + gs1Digit(twelve)
  const [ean, ...rest] = cut(code, [...sizes, 1])
  if (chance.int(0, 2) === 0) return code
  if (chance.int(0, 3) > 0) return [ean, ...rest].join('-')
  const ten = code.slice(3, 12)
  const sum = [...ten].reduce((all, digit, at) => all + (10 - at) * Number(digit), 0)
  return cut(ten + '0X987654321'[sum % 11], [group.length, 4, 5 - group.length]).join('-')
}
