// Shows what is asked and told once its code and one language of the notice have come.
import type { Notice } from '../wire/notice.ts'
import type { Asked, SaidNotice } from './banner.ts'
import type { Rights } from './rights.ts'

/** The part that is fetched. */
export interface Banner {
  showBanner(gate: Asked, notice: SaidNotice, rights?: () => Promise<Rights>): void
  showPreferences(gate: Asked, notice: SaidNotice, rights?: () => Promise<Rights>): void
  showLink(gate: Asked, notice: SaidNotice, rights?: () => Promise<Rights>): void
}

/** Each does nothing where code or notice cannot be had: then nothing is granted, and the next page tries again. */
export interface Asking {
  /** Asks, or tells where that is enough. */
  banner(): void
  /** Each purpose by itself, and everything taken back in one click. */
  preferences(): void
  /** A button that opens the preferences. */
  link(): void
}

export interface AskingOptions {
  gate: Asked
  /** Version of the words of the notice. */
  words: string
  load: () => Promise<Banner>
  notice: () => Promise<Notice>
  /** What a visitor may do with what is stored of them; without it the preferences do not offer it. */
  rights?: (() => Promise<Rights>) | undefined
}

export function createAsking({ gate, words, load, notice, rights }: AskingOptions): Asking {
  const show = (what: keyof Banner) => () =>
    void Promise.all([load(), notice()]).then(
      ([banner, said]) => banner[what](gate, { ...said, words }, rights),
      () => 0,
    )
  return {
    banner: show('showBanner'),
    preferences: show('showPreferences'),
    link: show('showLink'),
  }
}
