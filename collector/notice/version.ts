// The notice of a site: what it says in each language, and when it has changed so much that everybody is asked again.
import { createHash } from 'node:crypto'
import { LANGUAGES } from '../../packages/wire/notice.ts'
import type { Language, Notice } from '../../packages/wire/notice.ts'
import { askedFor, keptDaysOf, noticeOf } from '../../packages/wire/notice-of.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import { REGIONS_VERSION } from '../../packages/wire/region.ts'
import type { ConsentSettings } from '../../packages/wire/site.ts'
import { TEXTS } from './texts.ts'

/** One version, as it was shown: kept for as long as a proof may refer to it. */
export interface NoticeVersion {
  /** Changes with what is asked for, by whom, for how long: then a choice made before counts no more. */
  readonly notice: string
  /** Changes with every word and every colour. */
  readonly words: string
  readonly regions: string
  readonly languages: Readonly<Partial<Record<Language, Notice>>>
}

/** `eventsDays`: how long the site keeps events, where that is not as the table has it. */
export function versionOf(settings: ConsentSettings, eventsDays?: number): NoticeVersion {
  const { controller } = settings
  const languages = Object.fromEntries(
    (settings.languages ?? LANGUAGES).map((language) => [
      language,
      noticeOf(settings, language, TEXTS[language], eventsDays),
    ]),
  )
  // What it says of itself and how it looks is words; what is asked for is the rest.
  const material = askedFor(settings).map((purpose) => [
    purpose,
    { ...PURPOSES[purpose], meaning: '', keptDays: keptDaysOf(purpose, eventsDays) },
  ])
  return {
    notice: fingerprint([controller, material]),
    words: fingerprint(languages),
    regions: REGIONS_VERSION,
    languages,
  }
}

function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}
