// What is typed about words and look of the banner, as settings and back, and what is wrong with it before it is sent.
import { COLOUR_FORM, textOfRatio } from '../../packages/wire/contrast.ts'
import { COLOUR_NAMES, RADIUS, SCHEMES, unreadableIn } from '../../packages/wire/look.ts'
import type { ColourName, Look, Scheme } from '../../packages/wire/look.ts'
import { LANGUAGES, lostIn, TEXT_NAMES } from '../../packages/wire/notice.ts'
import type { Language, NoticeTexts, TextName } from '../../packages/wire/notice.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'
import type { ConsentSettings, NoticeWords } from '../../packages/wire/site.ts'

/** A text by its name, or `analytics.meaning`. */
export type WordName = TextName | `${Purpose}.${'name' | 'meaning'}`

type Typed<K extends string> = Readonly<Partial<Record<K, string>>>

/** As it stands in the fields; what is empty is as we have it. */
export interface BannerDraft {
  readonly words: Readonly<Partial<Record<Language, Typed<WordName>>>>
  readonly colours: Readonly<Record<Scheme, Typed<ColourName>>>
  readonly radius: string
}

type Banner = Pick<ConsentSettings, 'words' | 'look'>

export function draftOf({ words = {}, look = {} }: Banner): BannerDraft {
  const typed = LANGUAGES.flatMap((language) => {
    const { purposes = {}, ...texts } = words[language] ?? {}
    const ofPurposes = Object.entries(purposes).flatMap(([purpose, own]) =>
      Object.entries(own).map(([part, text]) => [`${purpose}.${part}`, text]),
    )
    return [[language, { ...texts, ...Object.fromEntries(ofPurposes) }]]
  })
  return {
    words: Object.fromEntries(typed) as BannerDraft['words'],
    colours: { light: look.light ?? {}, dark: look.dark ?? {} },
    radius: look.radius === undefined ? '' : String(look.radius),
  }
}

/** Settings hold a text on one line. */
const cleaned = (text: string | undefined): string => (text ?? '').replaceAll(/\s+/g, ' ').trim()

/** What was typed alone, in the order of names, so that the same is written alike. */
function filled<K extends string>(typed: Typed<K>): [K, string][] {
  return (Object.keys(typed) as K[])
    .sort()
    .flatMap((key): [K, string][] => (cleaned(typed[key]) ? [[key, cleaned(typed[key])]] : []))
}

function ownOf(typed: Typed<WordName>): NonNullable<NoticeWords[Language]> | undefined {
  const own: Record<string, string> = {}
  const purposes: Record<string, Record<string, string>> = {}
  for (const [name, text] of filled(typed)) {
    const [purpose = '', part] = name.split('.')
    if (part) (purposes[purpose] ??= {})[part] = text
    else own[name] = text
  }
  if (Object.keys(purposes).length > 0) return { ...own, purposes }
  return Object.keys(own).length > 0 ? own : undefined
}

function lookOf({ colours, radius }: BannerDraft): Look | undefined {
  const schemes = SCHEMES.flatMap((scheme) => {
    const set = filled(colours[scheme])
    const lower = set.map(([name, colour]) => [name, colour.toLowerCase()])
    return set.length > 0 ? [[scheme, Object.fromEntries(lower)]] : []
  })
  const look = {
    ...Object.fromEntries(schemes),
    ...(radius.trim() && { radius: Number(radius) }),
  } as Look
  return Object.keys(look).length > 0 ? look : undefined
}

/** The part of the settings that is edited here; absent where nothing was typed. */
export function bannerOf(draft: BannerDraft): Banner {
  const words = LANGUAGES.flatMap((language) => {
    const own = ownOf(draft.words[language] ?? {})
    return own ? [[language, own]] : []
  })
  const look = lookOf(draft)
  return {
    ...(words.length > 0 && { words: Object.fromEntries(words) as NoticeWords }),
    ...(look && { look }),
  }
}

/** These settings with what was typed in the place of their words and look. */
export function withBanner(consent: ConsentSettings, draft: BannerDraft): ConsentSettings {
  const { words: _, look: __, ...rest } = consent
  return { ...rest, ...bannerOf(draft) }
}

/** Whether saving would change nothing. */
export function isSaved(draft: BannerDraft, consent: Banner): boolean {
  const written = (each: BannerDraft) => JSON.stringify(bannerOf(each))
  return written(draft) === written(draftOf(consent))
}

export function withWord(
  draft: BannerDraft,
  language: Language,
  name: WordName,
  text: string,
): BannerDraft {
  const words = { ...draft.words, [language]: { ...draft.words[language], [name]: text } }
  return { ...draft, words }
}

export function withColour(
  draft: BannerDraft,
  scheme: Scheme,
  name: ColourName,
  colour: string,
): BannerDraft {
  const colours = { ...draft.colours, [scheme]: { ...draft.colours[scheme], [name]: colour } }
  return { ...draft, colours }
}

/** How many texts of a language are the operator's own. */
export const ownWords = (draft: BannerDraft, language: Language): number =>
  filled(draft.words[language] ?? {}).length

/** What a text says where nobody says it otherwise. */
export function ourWord(texts: NoticeTexts, name: WordName): string {
  const [first = '', part] = name.split('.')
  if (!part) return texts[name as TextName]
  return texts.purposes[first as Purpose][part as 'name' | 'meaning']
}

/** Why a text cannot stand as it was typed; empty where it can. */
export function wordFault(name: WordName, text: string | undefined): string {
  const said = cleaned(text)
  const lost = said && isText(name) ? lostIn(name, said) : []
  if (lost.length === 0) return ''
  return `Say ${lost.join(' and ')} once: ${lost.length > 1 ? 'they stand' : 'it stands'} for what visitors must be told.`
}

const isText = (name: WordName): name is TextName => TEXT_NAMES.some((each) => each === name)

const COLOUR_WORDS: Readonly<Record<ColourName, string>> = {
  background: 'Background',
  text: 'Text',
  line: 'Lines',
  accent: 'Buttons and links',
  onAccent: 'Text of buttons',
}

export const colourWords = (name: ColourName): string => COLOUR_WORDS[name]

/** What is wrong with a scheme, by the colour that it is said of. */
export function colourFaults(draft: BannerDraft, scheme: Scheme): Typed<ColourName> {
  const { look = {} } = bannerOf(draft)
  const typed = look[scheme] ?? {}
  const unknown = COLOUR_NAMES.filter((name) => !COLOUR_FORM.test(typed[name] ?? '#000000'))
  if (unknown.length > 0)
    return Object.fromEntries(unknown.map((name) => [name, 'A colour such as #1f4e79.']))
  return Object.fromEntries(
    unreadableIn({ [scheme]: typed })
      .filter((each) => each.scheme === scheme)
      .map(({ colour, on, ratio, least }) => [
        colour,
        `Contrast with the ${on === 'accent' ? 'buttons' : on} is ${textOfRatio(ratio)}; ${least} is needed.`,
      ]),
  )
}

export function radiusFault({ radius }: BannerDraft): string {
  const isFine = radius.trim() === '' || (/^\d{1,2}$/.test(radius.trim()) && +radius <= RADIUS.max)
  return isFine ? '' : `A whole number from 0 to ${RADIUS.max}.`
}

/** All that would be refused, each with the place that it is at. */
export function faultsIn(draft: BannerDraft): string[] {
  const words = LANGUAGES.flatMap((language) =>
    filled(draft.words[language] ?? {}).flatMap(([name, text]) => {
      const fault = wordFault(name, text)
      return fault ? [`${language}, ${name}: ${fault}`] : []
    }),
  )
  const colours = SCHEMES.flatMap((scheme) =>
    Object.entries(colourFaults(draft, scheme)).map(
      ([name, fault]) => `${colourWords(name as ColourName)}, ${scheme}: ${fault}`,
    ),
  )
  const radius = radiusFault(draft)
  return [...words, ...colours, ...(radius ? [`Corners: ${radius}`] : [])]
}
