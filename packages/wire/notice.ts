// What a visitor is told and asked: texts in one language, and the facts of the site that stand beside them.
import type { Purpose, PurposeRow } from './purpose.ts'
import type { PageRegions, Region } from './region.ts'

/** A purpose, as it is explained. */
export interface PurposeText {
  readonly name: string
  readonly meaning: string
}

/** Every text of banner and preferences; `{…}` stands for a fact. */
export interface NoticeTexts {
  /** Heading of the banner, and what it asks. */
  readonly title: string
  readonly ask: string
  readonly accept: string
  readonly reject: string
  readonly choose: string
  /** Where the law lets collect until a no: what is told instead, and how it is put away. */
  readonly tell: string
  readonly understood: string
  /** Heading of the preferences, and of the link to them. */
  readonly link: string
  readonly save: string
  readonly withdraw: string
  readonly close: string
  /** Who is responsible: `{name}`, `{address}`. */
  readonly controller: string
  /** Where complaints go: `{contact}`. */
  readonly complaints: string
  readonly policy: string
  /** How long it is kept: `{days}`. */
  readonly kept: string
  readonly keptHere: string
  /** Shown where Global Privacy Control is on. */
  readonly honoured: string
  /** Rights: what is stored, and its erasure. */
  readonly export: string
  readonly erase: string
  readonly erased: string
  readonly receipt: string
  readonly failed: string
  readonly purposes: Readonly<Record<Purpose, PurposeText>>
}

/** Those that are one text each. */
export const TEXT_NAMES = [
  'title',
  'ask',
  'accept',
  'reject',
  'choose',
  'tell',
  'understood',
  'link',
  'save',
  'withdraw',
  'close',
  'controller',
  'complaints',
  'policy',
  'kept',
  'keptHere',
  'honoured',
  'export',
  'erase',
  'erased',
  'receipt',
  'failed',
] as const satisfies readonly Exclude<keyof NoticeTexts, 'purposes'>[]

export type TextName = (typeof TEXT_NAMES)[number]

/** What stands for a fact in a text: who says it otherwise must still say it, once, since one alone is filled in. */
export const PLACEHOLDERS: Readonly<Partial<Record<TextName, readonly string[]>>> = {
  controller: ['{name}', '{address}'],
  complaints: ['{contact}'],
  kept: ['{days}'],
}

/** Those that a text of that name does not hold once. */
export function lostIn(name: TextName, said: string): string[] {
  return (PLACEHOLDERS[name] ?? []).filter((each) => said.split(each).length !== 2)
}

export const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt-BR',
  'nl',
  'pl',
  'ja',
  'ko',
  'zh-CN',
  'zh-TW',
  'ar',
] as const

export type Language = (typeof LANGUAGES)[number]

/** Who is responsible for the data, and where a complaint goes; both are shown. */
export interface Controller {
  readonly name: string
  readonly address: string
  /** An e-mail address or a web address. */
  readonly contact: string
}

/** What a page fetches to ask: one language of one version of a site's notice. Names of texts cost more than they tell. */
export interface Notice {
  readonly language: Language
  /** In the order of `TEXT_NAMES`. */
  readonly texts: readonly string[]
  readonly controller: Controller
  readonly policyUrl?: string
  /** In the order of the table of purposes; `days` 0 where nothing leaves the device. */
  readonly purposes: readonly (readonly [
    purpose: Purpose,
    days: number,
    name: string,
    meaning: string,
  ])[]
  /** Rules of style that follow those of the banner, made by the collector of colours that it has checked. */
  readonly look?: string
}

/** The texts of a notice by their names. */
export function textsByName({ texts }: Notice): Readonly<Record<TextName, string>> {
  return Object.fromEntries(TEXT_NAMES.map((name, at) => [name, texts[at]!])) as Record<
    TextName,
    string
  >
}

/** Consent tools of others that a page may have: IAB TCF and GPP, Google Consent Mode, Shopify's customer privacy. */
export type Elsewhere = 'tcf' | 'gpp' | 'google' | 'shopify'

/** What of consent goes down with the tag: rules for everywhere, nothing of the visitor. */
export interface PageConsent {
  /** Path at the collector under which the words of this site lie, by their version and language. */
  readonly texts: string
  /** Path at the collector that answers visitors about what is stored of them. */
  readonly privacy: string
  readonly words: string
  readonly languages: readonly Language[]
  readonly purposes: readonly Purpose[]
  /** Where nothing has to be asked first, or something may be counted before. */
  readonly regions: PageRegions
  /** Path at the collector that says what holds for whoever asks; absent where it knows no better than the clock. */
  readonly place?: string
  /** Do Not Track is not listened to. */
  readonly dnt?: false
  /** No button is shown: the page has a link. */
  readonly ownLink?: true
  /** Who asks in our place, and is listened to. */
  readonly elsewhere?: readonly Elsewhere[]
}

/** What the console shows of consent: the tables that everything is driven by, as this version of the collector has them. */
export interface ConsentFacts {
  readonly purposes: readonly (PurposeRow & { readonly purpose: Purpose })[]
  readonly regions: readonly Region[]
  readonly regionsVersion: string
  /** Whether the collector can tell where visitors are; else their clock alone does. */
  readonly knowsPlaces: boolean
  readonly languages: readonly Language[]
  /** Of the notice that is shown now; null where the site does not ask through us. */
  readonly shown: { readonly notice: string; readonly words: string } | null
}
