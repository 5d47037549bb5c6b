// The notice of a site: what it says in each language, and when it has changed so much that everybody is asked again.
import { createHash } from 'node:crypto'
import { LANGUAGES, TEXT_NAMES } from '../../packages/wire/notice.ts'
import type { Language, Notice } from '../../packages/wire/notice.ts'
import { EVENTS_DAYS, PURPOSES } from '../../packages/wire/purpose.ts'
import type { Purpose } from '../../packages/wire/purpose.ts'
import { REGIONS_VERSION } from '../../packages/wire/region.ts'
import type { ConsentSettings } from '../../packages/wire/site.ts'
import { textsOf } from './texts.ts'

/** One version, as it was shown: kept for as long as a proof may refer to it. */
export interface NoticeVersion {
  /** Changes with what is asked for, by whom, for how long: then a choice made before counts no more. */
  readonly notice: string
  /** Changes with every word. */
  readonly words: string
  readonly regions: string
  readonly languages: Readonly<Partial<Record<Language, Notice>>>
}

/** `eventsDays`: how long the site keeps events, where that is not as the table has it. */
export function versionOf(settings: ConsentSettings, eventsDays?: number): NoticeVersion {
  const { controller, policyUrl, words, purposes } = settings
  const asked = (Object.keys(PURPOSES) as Purpose[]).filter((each) => purposes.includes(each))
  const notice = (language: Language): Notice => {
    const texts = textsOf(language, words)
    return {
      language,
      texts: TEXT_NAMES.map((name) => texts[name]),
      controller,
      ...(policyUrl && { policyUrl }),
      purposes: asked.map((purpose) => {
        const { name, meaning } = texts.purposes[purpose]
        return [purpose, daysOf(purpose, eventsDays), name, meaning]
      }),
    }
  }
  const languages = Object.fromEntries(
    (settings.languages ?? LANGUAGES).map((language) => [language, notice(language)]),
  )
  // What it says of itself is words; what is asked for is the rest.
  const material = asked.map((purpose) => [
    purpose,
    { ...PURPOSES[purpose], meaning: '', keptDays: daysOf(purpose, eventsDays) },
  ])
  return {
    notice: fingerprint([controller, material]),
    words: fingerprint(languages),
    regions: REGIONS_VERSION,
    languages,
  }
}

/** Only what is kept as events are goes by the site's own days. */
function daysOf(purpose: Purpose, eventsDays = EVENTS_DAYS.usual): number {
  const { keptDays } = PURPOSES[purpose]
  return keptDays === EVENTS_DAYS.usual ? eventsDays : keptDays
}

function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}
