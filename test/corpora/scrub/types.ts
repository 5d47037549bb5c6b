// What the scrubbing corpus is made of: texts that hold a secret, texts that hold none, and texts made to be slow.

export const LANGS = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'ja',
  'ko',
  'zh-CN',
  'zh-TW',
  'ar',
] as const
export type Lang = (typeof LANGS)[number]

export const KINDS = ['card', 'iban', 'national-id', 'email', 'phone', 'token'] as const
export type Kind = (typeof KINDS)[number]

export const PLACES = ['sentence', 'search', 'form-error', 'title', 'url'] as const
export type Place = (typeof PLACES)[number]

/**
 * What tells the secret from an order number: its check digit and prefix, its punctuation, or only the word beside it.
 * A text whose cue is `label` always holds such a word.
 */
export type Cue = 'check' | 'format' | 'label'

export interface Positive {
  readonly kind: Kind
  readonly text: string
  /** As they stand in `text`; none of it may be left. */
  readonly secrets: readonly string[]
  readonly lang: Lang
  readonly place: Place
  /** The network, country or sort, and how it is spelled. */
  readonly spelling: string
  readonly cue: Cue
}

/** A text that must come back unchanged. */
export interface Negative {
  readonly about: string
  readonly text: string
  readonly lang: Lang
  readonly place: Place
}

/** A text that no scrubber can judge: it is in no count. */
export interface Ambiguous {
  readonly about: string
  readonly text: string
  /** What it would pass for. */
  readonly why: string
}

export interface Hostile {
  readonly name: string
  readonly text: string
}

export interface ScrubCorpus {
  readonly positives: readonly Positive[]
  readonly negatives: readonly Negative[]
  readonly ambiguous: readonly Ambiguous[]
  readonly hostile: readonly Hostile[]
}

/** A secret before it is put into a text. */
export interface Secret {
  readonly value: string
  readonly spelling: string
  readonly cue: Cue
  /** The word that stands beside it where the cue is one, as in `SSN`. */
  readonly label?: string
}
