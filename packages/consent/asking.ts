// Shows what is asked and told once its code and one language of the notice have come.
import type { Notice } from '../wire/notice.ts'
import type { Asked, SaidNotice } from './banner.ts'

/** The part that is fetched. */
export interface Banner {
  showBanner(gate: Asked, notice: SaidNotice): void
  showPreferences(gate: Asked, notice: SaidNotice): void
  showLink(gate: Asked, notice: SaidNotice): void
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
}

export function createAsking({ gate, words, load, notice }: AskingOptions): Asking {
  const show = (what: keyof Banner) => () =>
    void Promise.all([load(), notice()]).then(
      ([banner, said]) => banner[what](gate, { ...said, words }),
      () => 0,
    )
  return {
    banner: show('showBanner'),
    preferences: show('showPreferences'),
    link: show('showLink'),
  }
}
