// Puts secrets of every kind into sentences, searches, messages of forms, titles and addresses.
import { chanceOf } from './chance.ts'
import type { Chance } from './chance.ts'
import { makeCard } from './make-cards.ts'
import { langOfPhone, makeEmail, makePhone } from './make-contacts.ts'
import { makeIban } from './make-ibans.ts'
import { ID_SORTS, langOfId, makeId } from './make-ids.ts'
import { makeToken } from './make-tokens.ts'
import { SENTENCES_EAST } from './sentences-east.ts'
import { SENTENCES_WEST } from './sentences-west.ts'
import type { Sentences } from './sentences-west.ts'
import { KINDS, LANGS, PLACES } from './types.ts'
import type { Kind, Lang, Place, Positive, Secret } from './types.ts'

export const COUNTS: Readonly<Record<Kind, number>> = {
  card: 400,
  iban: 360,
  'national-id': 280,
  email: 260,
  phone: 320,
  token: 280,
}

const SENTENCES: Readonly<Record<Lang, Sentences>> = { ...SENTENCES_WEST, ...SENTENCES_EAST }

const MAKERS: Readonly<Record<Kind, (chance: Chance, at: number) => Secret>> = {
  card: makeCard,
  iban: makeIban,
  'national-id': makeId,
  email: makeEmail,
  phone: makePhone,
  token: makeToken,
}

/** Names of fields under which shops send such a thing by GET. */
const FIELDS: Readonly<Record<Kind, readonly string[]>> = {
  card: ['q', 'card', 'cardnumber', 'cc'],
  iban: ['q', 'iban', 'account', 'konto'],
  'national-id': ['tax_id', 'national_id'],
  email: ['q', 'email', 'e', 'user', 'to'],
  phone: ['phone', 'tel', 'mobile'],
  token: [],
}

const put = (template: string, { value, label = '' }: Secret) =>
  template.replaceAll('{x}', () => value).replaceAll('{l}', () => label)

/** A value in a query: spaces as `+` or as `%20`, both are met. */
function inQuery(chance: Chance, value: string): string {
  const encoded = encodeURIComponent(value)
  return chance.pick([encoded, encoded.replaceAll('%20', '+')])
}

function inAddress(chance: Chance, kind: Kind, secret: Secret, words: Sentences) {
  const encoded = inQuery(chance, secret.value)
  const field = chance.pick(FIELDS[kind])
  const name = secret.cue === 'label' && secret.label ? encodeURIComponent(secret.label) : field
  const tail = chance.pick(['', '&page=2', '&sort=price_asc', '#results'])
  const text = `https://shop.example${encodeURI(words.path)}?${name}=${encoded}${tail}`
  return { text, secrets: [encoded] }
}

function inText(chance: Chance, kind: Kind, place: Place, words: Sentences) {
  return (secret: Secret): string => {
    if (place === 'sentence') return put(chance.pick(words[kind].slice(0, 2)), secret)
    if (place === 'form-error') return put(words[kind][2], secret)
    const label = secret.label ?? (kind === 'phone' ? words.telephone : '')
    const value = secret.cue === 'label' ? `${label} ${secret.value}` : secret.value
    return put(chance.pick(words[place === 'search' ? 'search' : 'title']), { ...secret, value })
  }
}

/** A national number is read as one among its own; persons travel, so every second of theirs is abroad. */
function langOf(kind: Kind, at: number, secret: Secret): Lang {
  if (kind === 'phone' && secret.cue === 'label') return langOfPhone(secret.spelling)
  if (kind === 'national-id' && Math.floor(at / ID_SORTS.length) % 2)
    return langOfId(secret.spelling)
  return LANGS[at % LANGS.length]!
}

function placeOf(kind: Kind, at: number): Place {
  // A token comes in an address of its own: that stands alone or in a text.
  if (kind === 'token') return (['url', 'sentence', 'form-error', 'url'] as const)[at % 4]!
  return PLACES[Math.floor(at / 2) % PLACES.length]!
}

function positive(chance: Chance, kind: Kind, at: number): Positive {
  const secret = MAKERS[kind](chance, at)
  const lang = langOf(kind, at, secret)
  const place = placeOf(kind, at)
  const { spelling, cue } = secret
  const facts = { kind, lang, place, spelling, cue }
  if (kind === 'token') {
    const token = secret as ReturnType<typeof makeToken>
    const text = place === 'url' ? token.value : inText(chance, kind, place, SENTENCES[lang])(token)
    return { ...facts, text, secrets: [token.secret] }
  }
  if (place === 'url') return { ...facts, ...inAddress(chance, kind, secret, SENTENCES[lang]) }
  return {
    ...facts,
    text: inText(chance, kind, place, SENTENCES[lang])(secret),
    secrets: [secret.value],
  }
}

export function makePositives(seed: number): Positive[] {
  return KINDS.flatMap((kind, order) => {
    // Each kind draws of its own, so that more of one change no other.
    const chance = chanceOf(seed + order * 7919)
    return Array.from({ length: COUNTS[kind] }, (_, at) => positive(chance, kind, at))
  })
}
