// The corpus is what it says: as many, with check digits that others agree with, and nothing that cannot be told.
import { describe, expect, test } from 'vitest'
import { scrubCorpus } from './corpus.ts'
import { HARD_POSITIVES } from './hard-cases.ts'
import { IBAN_EXAMPLES } from './iban-examples.ts'
import { leaked } from './judge.ts'
import { ID_CHECKS, cardNetwork, isIban, isLuhn, passesFor } from './look-alikes.ts'
import { CARD_NETWORKS, SEPARATORS } from './make-cards.ts'
import { PHONE_COUNTRIES } from './make-contacts.ts'
import { HOSTILE_SORTS } from './make-hostile.ts'
import { IBAN_SHAPES } from './make-ibans.ts'
import { ID_SORTS } from './make-ids.ts'
import { NEGATIVES } from './make-negatives.ts'
import { gs1Digit } from './make-numbers.ts'
import { TOKEN_SORTS } from './make-tokens.ts'
import { KINDS, LANGS, PLACES } from './types.ts'
import type { Kind } from './types.ts'

const corpus = scrubCorpus()
const made = corpus.positives.filter(({ spelling }) => spelling !== 'by hand')
const of = (kind: Kind) => made.filter((positive) => positive.kind === kind)

/** A secret as it was before an address encoded it. */
const plain = (text: string) =>
  text.includes('%') ? decodeURIComponent(text.replaceAll('+', ' ')) : text.replaceAll('+', ' ')
const bare = (text: string) => plain(text).replace(/[\s\u00a0.-]/g, '')
const spelledAs = (kind: Kind, spelling: string) =>
  of(kind).filter((positive) => positive.spelling.startsWith(spelling)).length

describe('the corpus', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(scrubCorpus()).toEqual(corpus)
    expect(scrubCorpus(7).positives[0]).not.toEqual(corpus.positives[0])
  })

  test('has enough of each kind in all languages and places', () => {
    for (const kind of KINDS) {
      expect(of(kind).length).toBeGreaterThanOrEqual(kind === 'card' || kind === 'iban' ? 300 : 250)
      for (const lang of LANGS)
        expect(of(kind).filter((positive) => positive.lang === lang).length).toBeGreaterThan(5)
    }
    for (const place of PLACES) {
      expect(made.filter((positive) => positive.place === place).length).toBeGreaterThan(100)
      expect(
        corpus.negatives.filter((negative) => negative.place === place).length,
      ).toBeGreaterThanOrEqual(place === 'form-error' ? 4 : 80)
    }
    expect(HARD_POSITIVES.length).toBeGreaterThan(60)
    expect(corpus.negatives).toHaveLength(NEGATIVES)
    expect(corpus.hostile).toHaveLength(200)
    expect(new Set(corpus.negatives.map(({ text }) => text)).size).toBe(NEGATIVES)
  })

  test('has every network, country and sort', () => {
    for (const network of CARD_NETWORKS)
      for (const [separator] of SEPARATORS)
        expect(spelledAs('card', `${network}, ${separator}`)).toBeGreaterThan(0)
    for (const country of Object.keys(IBAN_SHAPES))
      expect(spelledAs('iban', country)).toBeGreaterThan(4)
    for (const sort of ID_SORTS) expect(spelledAs('national-id', sort)).toBeGreaterThan(15)
    for (const country of PHONE_COUNTRIES) expect(spelledAs('phone', country)).toBeGreaterThan(10)
    for (const sort of TOKEN_SORTS) expect(spelledAs('token', sort)).toBeGreaterThan(10)
  })

  test('has its secrets in its texts', () => {
    for (const { text, secrets } of corpus.positives) {
      expect(secrets.length).toBeGreaterThan(0)
      for (const secret of secrets) expect(text).toContain(secret)
    }
  })
})

describe('the secrets', () => {
  test('of cards are Luhn-valid numbers of their network', () => {
    const names: Readonly<Record<string, string>> = {
      visa: 'Visa',
      mastercard: 'Mastercard',
      amex: 'American Express',
      discover: 'Discover',
      diners: 'Diners',
      jcb: 'JCB',
      unionpay: 'UnionPay',
      maestro: 'Maestro',
    }
    for (const { secrets, spelling } of of('card'))
      expect(cardNetwork(bare(secrets[0]!)), spelling).toBe(names[/^\w+/.exec(spelling)![0]])
    for (const known of [
      '4111111111111111',
      '378282246310005',
      '6011111111111117',
      '30569309025904',
      '3530111333300000',
      '5555555555554444',
      '2223003122003222',
    ])
      expect(cardNetwork(known)).toBeDefined()
    expect(isLuhn('4111111111111112')).toBe(false)
  })

  test('of IBANs leave 1 by 97', () => {
    for (const { secrets, spelling } of of('iban'))
      expect(isIban(bare(secrets[0]!)), spelling).toBe(true)
    for (const known of Object.values(IBAN_EXAMPLES)) expect(isIban(known)).toBe(true)
    expect(isIban('DE88370400440532013000')).toBe(false)
  })

  test('of persons have the check digits of their country', () => {
    for (const { secrets, spelling } of of('national-id'))
      expect(ID_CHECKS[spelling.split(',')[0]!]!(bare(secrets[0]!)), spelling).toBe(true)
  })

  test('of persons: the checks agree with numbers that are known, and refuse their neighbours', () => {
    const known: Readonly<Record<string, string>> = {
      'ES DNI': '12345678Z',
      'ES NIE': 'X1234567L',
      'IT codice fiscale': 'RSSMRA85T10A562S',
      'NL BSN': '111222333',
      'PL PESEL': '44051401359',
      'BR CPF': '52998224725',
      'JP My Number': '123456789018',
      'CN resident id': '11010519491231002X',
      'TW id': 'A123456789',
      'FR NIR': '185057800608491',
      'DE Steuer-ID': '86095742719',
      'UK NINO': 'AB123456C',
      'US SSN': '123-45-6789',
    }
    for (const [name, id] of Object.entries(known)) {
      expect(ID_CHECKS[name]!(bare(id)), name).toBe(true)
      if (name !== 'US SSN' && name !== 'UK NINO')
        expect(
          ID_CHECKS[name]!(bare(id.replace(/\d(?=\D*$)/, (digit) => String((+digit + 1) % 10)))),
          name,
        ).toBe(false)
    }
  })

  test('whose cue is a word have that word beside them', () => {
    const words =
      /phone|tel|mobile|handy|mobil|cell|tél|teléfono|telefone|telefoon|telefon|電話|전화|电话|手机|電話|手機|هاتف|جوال|الجوال|الهاتف/i
    for (const { text, cue } of of('phone').filter(({ cue }) => cue === 'label'))
      expect(`${cue}: ${plain(text)}`).toMatch(words)
    const labels =
      /SSN|social|NINO|insurance|NI number|sécu|NIR|steuer|IdNr|DNI|NIF|NIE|fiscale|C\.F\.|BSN|burger|PESEL|CPF|マイナンバー|個人番号|주민|身份|身分/i
    for (const { text } of of('national-id').filter(({ cue }) => cue === 'label'))
      expect(plain(text)).toMatch(labels)
  })

  test('are told by the judge when left, in part or in another spelling, and not when gone', () => {
    for (const positive of corpus.positives) {
      expect(leaked(positive, positive.text), positive.text).toBeDefined()
      let rest = positive.text
      for (const secret of positive.secrets) rest = rest.replaceAll(secret, '…')
      expect(leaked(positive, rest), positive.text).toBeUndefined()
    }
    const card = of('card')[0]!
    expect(leaked(card, `it was ${bare(card.secrets[0]!).slice(0, 9)}`)).toBeDefined()
  })
})

describe('what must stay', () => {
  test('passes for no secret', () => {
    const told = corpus.negatives.map(({ text }) => [passesFor(text), text])
    expect(told.filter(([name]) => name)).toEqual([])
  })

  test('has barcodes with their check digits, and many that are Luhn-valid', () => {
    const codes = corpus.negatives
      .filter(({ about }) => about.startsWith('gtin'))
      .map(({ text }) => plain(text).replace(/[^\d]/g, ''))
    for (const code of codes) expect(code.slice(-1), code).toBe(gs1Digit(code.slice(0, -1)))
    for (const length of [8, 12, 13, 14])
      expect(codes.filter((code) => code.length === length).length).toBeGreaterThan(10)
    expect(codes.filter((code) => isLuhn(code)).length).toBeGreaterThan(40)
  })

  test('is apart from what no one could judge, each with its reason', () => {
    expect(corpus.ambiguous.length).toBeGreaterThan(40)
    for (const { text, why } of corpus.ambiguous) expect(passesFor(text)).toBe(why)
  })
})

test('the hostile are long, of every sort, and some are no well-formed text', () => {
  for (const sort of HOSTILE_SORTS)
    expect(
      corpus.hostile.filter(({ name }) => name.startsWith(sort)).length,
    ).toBeGreaterThanOrEqual(4)
  expect(Math.max(...corpus.hostile.map(({ text }) => text.length))).toBe(65_536)
  expect(corpus.hostile.every(({ text, name }) => name.endsWith(`, ${text.length}`))).toBe(true)
  expect(corpus.hostile.filter(({ text }) => /[\ud800-\udfff]/u.test(text)).length).toBeGreaterThan(
    7,
  )
})
