// One language of a site's notice: our texts, what the operator says instead, and the facts beside them. Collector and console make it alike.
import { styleOf } from './look.ts'
import { TEXT_NAMES } from './notice.ts'
import type { Language, Notice, NoticeTexts } from './notice.ts'
import { EVENTS_DAYS, PURPOSES } from './purpose.ts'
import type { Purpose } from './purpose.ts'
import type { ConsentSettings } from './site.ts'

/** What visitors are asked for, in the order of the table. */
export function askedFor({ purposes }: Pick<ConsentSettings, 'purposes'>): Purpose[] {
  return (Object.keys(PURPOSES) as Purpose[]).filter((each) => purposes.includes(each))
}

/** Only what is kept as events are goes by the site's own days. */
export function keptDaysOf(purpose: Purpose, eventsDays: number = EVENTS_DAYS.usual): number {
  const { keptDays } = PURPOSES[purpose]
  return keptDays === EVENTS_DAYS.usual ? eventsDays : keptDays
}

/** `ours`: the texts of that language; `eventsDays`: how long the site keeps events, where that is not as the table has it. */
export function noticeOf(
  settings: ConsentSettings,
  language: Language,
  ours: NoticeTexts,
  eventsDays?: number,
): Notice {
  const { controller, policyUrl } = settings
  const { purposes: ownPurposes, ...own } = settings.words?.[language] ?? {}
  const texts = { ...ours, ...own }
  const look = styleOf(settings.look)
  return {
    language,
    texts: TEXT_NAMES.map((name) => texts[name]),
    controller,
    ...(policyUrl && { policyUrl }),
    purposes: askedFor(settings).map((purpose) => {
      const { name, meaning } = { ...ours.purposes[purpose], ...ownPurposes?.[purpose] }
      return [purpose, keptDaysOf(purpose, eventsDays), name, meaning]
    }),
    ...(look && { look }),
  }
}
