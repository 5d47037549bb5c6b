// Texts of shops that hold numbers but no secret; what would pass for a secret is set apart with the reason.
import { CARRIERS_EAST } from './carriers-east.ts'
import { CARRIERS_WEST } from './carriers-west.ts'
import type { Carriers } from './carriers-west.ts'
import { chanceOf } from './chance.ts'
import type { Chance } from './chance.ts'
import { HARD_NEGATIVES } from './hard-cases.ts'
import { passesFor } from './look-alikes.ts'
import { TRACKING, gtinOf, makeGtin, makeIsbn, makeOrder, makeSku } from './make-numbers.ts'
import * as words from './make-words.ts'
import { LANGS } from './types.ts'
import type { Ambiguous, Lang, Negative } from './types.ts'

export const NEGATIVES = 2000
/** Enough to measure what a scrubber makes of them; more tell nothing. */
const AMBIGUOUS_MAX = 150

const CARRIERS: Readonly<Record<Lang, Carriers>> = { ...CARRIERS_WEST, ...CARRIERS_EAST }

type Sort = readonly [
  about: string,
  carrier: keyof Carriers,
  make: (chance: Chance, lang: Lang) => string,
]

function makeTracking(chance: Chance): string {
  return chance.pick(TRACKING)[1](chance)
}

/** Barcodes that are Luhn-valid too: one in ten is. */
function makeLuhnGtin(chance: Chance): string {
  for (;;) {
    const code = gtinOf(chance, chance.pick([12, 13, 14]))
    const sum = [...code].reduceRight((all, digit, at) => {
      const twice = Number(digit) * ((code.length - 1 - at) % 2 ? 2 : 1)
      return all + (twice > 9 ? twice - 9 : twice)
    }, 0)
    if (sum % 10 === 0) return code
  }
}

/** Parcels and orders three times: they are the most like cards. */
const SORTS: readonly Sort[] = [
  ['order', 'order', makeOrder],
  ['order', 'order', makeOrder],
  ['order', 'order', makeOrder],
  ['sku', 'sku', makeSku],
  ['sku', 'sku', makeSku],
  ['gtin', 'gtin', makeGtin],
  ['gtin', 'gtin', makeGtin],
  ['gtin, Luhn-valid', 'gtin', makeLuhnGtin],
  ...Array.from({ length: 3 }, (): Sort => ['tracking', 'tracking', makeTracking]),
  ['price', 'price', words.makePrice],
  ['price', 'price', words.makePrice],
  ['date', 'date', words.makeDate],
  ['date', 'date', words.makeDate],
  ['product', 'product', words.makeProduct],
  ['model', 'product', words.makeModel],
  ['coordinates', 'place', words.makePlace],
  ['version', 'version', words.makeVersion],
  ['isbn', 'isbn', makeIsbn],
  ['colour', 'colour', words.makeColour],
  ['quantity', 'quantity', words.makeQuantity],
  ['slug', 'product', words.makeSlug],
  ['utm', 'product', words.makeUtm],
]

/** What is in an address keeps to addresses. */
function inAddress(chance: Chance, about: string, value: string, lang: Lang): string {
  const root = `https://shop.example/${lang.toLowerCase()}`
  if (about === 'utm') return `${root}/?${value}`
  if (about === 'slug')
    return `${root}/p/${value}?color=%23${chance.chars(6, '0123456789abcdef')}&size=${chance.int(34, 48)}`
  const name = chance.pick(['q', 'search', 'ref', 'item'])
  return `${root}/search?${name}=${encodeURIComponent(value)}`
}

function placed(chance: Chance, [about, carrier, make]: Sort, lang: Lang): Negative {
  const value = make(chance, lang)
  const facts = { about, lang }
  // Codes of mixed letters would be tokens in an address.
  const isCode = about === 'tracking' && /[A-Z].*\d.*[A-Z]/.test(value)
  const dice = chance.int(0, 9)
  if (about === 'utm' || (about === 'slug' && dice < 8) || (dice < 2 && !isCode))
    return { ...facts, place: 'url', text: inAddress(chance, about, value, lang) }
  if (dice < 4) return { ...facts, place: 'search', text: value }
  const template = chance.pick(CARRIERS[lang][carrier])
  // The name of the shop stands at the end of titles alone.
  const place = / [–|-] (?!\{)|[||]/.test(template) ? 'title' : 'sentence'
  return { ...facts, place, text: template.replace('{x}', () => value) }
}

export function makeNegatives(seed: number): {
  readonly negatives: readonly Negative[]
  readonly ambiguous: readonly Ambiguous[]
} {
  const chance = chanceOf(seed + 104_729)
  const negatives: Negative[] = [...HARD_NEGATIVES]
  const ambiguous: Ambiguous[] = []
  const seen = new Set(negatives.map(({ text }) => text))
  for (let at = 0; negatives.length < NEGATIVES; at++) {
    const negative = placed(chance, SORTS[at % SORTS.length]!, LANGS[at % LANGS.length]!)
    if (seen.has(negative.text)) continue
    seen.add(negative.text)
    const why = passesFor(negative.text)
    if (!why) negatives.push(negative)
    else if (ambiguous.length < AMBIGUOUS_MAX)
      ambiguous.push({ about: negative.about, text: negative.text, why })
  }
  return { negatives, ambiguous }
}
