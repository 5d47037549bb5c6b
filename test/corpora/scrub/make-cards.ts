// Payment cards of every network, Luhn-valid, in the spellings people type.
import { cut } from './chance.ts'
import type { Chance } from './chance.ts'
import type { Secret } from './types.ts'

interface Network {
  readonly name: string
  readonly prefix: (chance: Chance) => string
  readonly length: number
  readonly groups: readonly number[]
}

const range = (low: number, high: number) => (chance: Chance) => String(chance.int(low, high))
const one =
  (...list: readonly string[]) =>
  (chance: Chance) =>
    chance.pick(list)
const FOURS = [4, 4, 4, 4]

const NETWORKS: readonly Network[] = [
  { name: 'visa-13', prefix: one('4'), length: 13, groups: [4, 3, 3, 3] },
  { name: 'visa-16', prefix: one('4'), length: 16, groups: FOURS },
  { name: 'visa-19', prefix: one('4'), length: 19, groups: FOURS },
  { name: 'mastercard-5', prefix: range(51, 55), length: 16, groups: FOURS },
  { name: 'mastercard-2', prefix: range(2221, 2720), length: 16, groups: FOURS },
  { name: 'amex', prefix: one('34', '37'), length: 15, groups: [4, 6, 5] },
  { name: 'discover', prefix: one('6011', '65', '644', '649'), length: 16, groups: FOURS },
  { name: 'diners', prefix: one('300', '305', '36', '38', '39'), length: 14, groups: [4, 6, 4] },
  { name: 'jcb', prefix: range(3528, 3589), length: 16, groups: FOURS },
  { name: 'unionpay-16', prefix: range(6240, 6282), length: 16, groups: FOURS },
  { name: 'unionpay-17', prefix: range(6240, 6282), length: 17, groups: FOURS },
  { name: 'unionpay-18', prefix: range(6240, 6282), length: 18, groups: [6, 12] },
  { name: 'unionpay-19', prefix: range(6240, 6282), length: 19, groups: [6, 13] },
  { name: 'maestro-16', prefix: one('5018', '5020', '6304', '6759'), length: 16, groups: FOURS },
  { name: 'maestro-18', prefix: one('6761', '6763', '5893'), length: 18, groups: [8, 10] },
  { name: 'maestro-12', prefix: one('5018', '6304', '6759'), length: 12, groups: [4, 4, 4] },
]

export const CARD_NETWORKS = NETWORKS.map(({ name }) => name)

export const SEPARATORS = [
  ['none', ''],
  ['spaces', ' '],
  ['dashes', '-'],
  ['dots', '.'],
  ['no-break spaces', '\u00a0'],
] as const

/** The digit that makes `body` Luhn-valid. */
export function luhnDigit(body: string): string {
  let sum = 0
  for (let at = body.length - 1, doubled = true; at >= 0; at--, doubled = !doubled) {
    const digit = Number(body[at]) * (doubled ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return String((10 - (sum % 10)) % 10)
}

export function makeCard(chance: Chance, at: number): Secret {
  const network = NETWORKS[at % NETWORKS.length]!
  const [spelling, separator] = SEPARATORS[Math.floor(at / NETWORKS.length) % SEPARATORS.length]!
  const prefix = network.prefix(chance)
  const body = prefix + chance.digits(network.length - prefix.length - 1)
  const value = cut(body + luhnDigit(body), network.groups).join(separator)
  return { value, spelling: `${network.name}, ${spelling}`, cue: 'check' }
}
