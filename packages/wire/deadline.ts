// By which day a request about personal data must be answered: one dated table by the law of a place, and how its days are counted.
import type { Place } from './region.ts'
import type { Day, RequestDraft, RequestDue, RequestKind } from './request.ts'

interface Span {
  readonly count: number
  readonly unit: 'days' | 'working days' | 'months'
}

interface Term {
  readonly first: Span
  /** All of it, from the day it came, where whoever asks was told in time that it takes longer. */
  readonly extended?: Span
  readonly confirm?: Span
}

export interface Deadline extends Term {
  readonly law: string
  readonly places: readonly Place[]
  /** What is otherwise for some kinds of requests. */
  readonly except?: readonly (Term & { readonly kinds: readonly RequestKind[] })[]
  /** Where the rule stands, and when it was last looked up, there or in what others write of it. Not reviewed by counsel. */
  readonly source: string
  readonly readOn: string
}

/** Changes with any line below. */
export const DEADLINES_VERSION = '2026-11-28'

const READ_ON = '2026-11-28'

const days = (count: number): Span => ({ count, unit: 'days' })
const workingDays = (count: number): Span => ({ count, unit: 'working days' })
const months = (count: number): Span => ({ count, unit: 'months' })
const placesOf = (names: string): readonly Place[] => names.split(' ')

/** Only what is certain: of a place without a line the strictest of all lines holds, day by day. */
export const DEADLINES: readonly Deadline[] = [
  {
    law: 'GDPR',
    places: placesOf(
      'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GF GP MQ YT RE MF AX IS LI NO SJ',
    ),
    first: months(1),
    extended: months(3),
    source:
      'GDPR Art. 12(3): one month from receipt, two further months if told within the first; counted by Regulation (EEC, Euratom) 1182/71 Art. 3',
    readOn: READ_ON,
  },
  {
    law: 'UK GDPR',
    places: placesOf('GB IM GI'),
    first: months(1),
    extended: months(3),
    source:
      'UK GDPR Art. 12 and 12A (Data (Use and Access) Act 2025 s. 76), and the same in Man and, not read again, Gibraltar: one month, two further months if told within the first',
    readOn: READ_ON,
  },
  {
    law: 'DPL (Guernsey)',
    places: ['GG'],
    first: months(1),
    source:
      'Data Protection (Bailiwick of Guernsey) Law, 2017: one month; what it says of an extension was not read',
    readOn: READ_ON,
  },
  {
    law: 'DPJL',
    places: ['JE'],
    first: days(28),
    extended: days(84),
    source: 'Data Protection (Jersey) Law 2018: four weeks, eight more if told',
    readOn: READ_ON,
  },
  {
    law: 'FADP',
    places: ['CH'],
    first: days(30),
    source: 'FADP (CH) Art. 25(7), DPO Art. 18: 30 days; no length of an extension is named',
    readOn: READ_ON,
  },
  {
    law: 'CCPA',
    places: ['US-CA'],
    first: days(45),
    extended: days(90),
    confirm: workingDays(10),
    except: [{ kinds: ['opt-out', 'objection', 'restriction'], first: workingDays(15) }],
    source:
      'Cal. Civ. Code § 1798.130(a)(2), 11 CCR § 7021 (confirmed within 10 business days), §§ 7026(f), 7027(g) (opt-outs and limits: 15 business days)',
    readOn: READ_ON,
  },
  {
    law: 'VCDPA and others',
    places: placesOf(
      'US-VA US-CO US-CT US-UT US-IA US-TX US-OR US-MT US-DE US-NH US-NJ US-NE US-TN US-MN US-MD US-IN US-KY US-RI',
    ),
    first: days(45),
    extended: days(90),
    except: [{ kinds: ['objection'], first: days(15) }],
    source:
      'Va. Code § 59.1-577(B) and the same in the other states: 45 days, once 45 more if told (Iowa leaves 90, not used here); consent taken back: 15 days in Rhode Island, here in all of them',
    readOn: READ_ON,
  },
  {
    law: 'FDBR',
    places: ['US-FL'],
    first: days(45),
    extended: days(60),
    source: 'Fla. Stat. § 501.706: 45 days, once 15 more if told',
    readOn: READ_ON,
  },
  {
    law: 'Law 25',
    places: ['CA-QC'],
    first: days(30),
    source: 'CQLR c. P-39.1 s. 32: 30 days, after which it counts as refused',
    readOn: READ_ON,
  },
  {
    law: 'PIPEDA',
    // The provinces beside Quebec, with those whose own laws leave more time.
    places: placesOf('CA-AB CA-BC CA-MB CA-NB CA-NL CA-NS CA-NT CA-NU CA-ON CA-PE CA-SK CA-YT'),
    first: days(30),
    extended: days(60),
    source: 'PIPEDA s. 8(3) and (4): 30 days, at most 30 more if told within them',
    readOn: READ_ON,
  },
  {
    law: 'LGPD',
    places: ['BR'],
    first: days(15),
    source: 'LGPD Art. 19(II): 15 days for the full declaration; here for all kinds',
    readOn: READ_ON,
  },
  {
    law: 'PIPA',
    places: ['KR'],
    first: days(10),
    source: 'PIPA Enforcement Decree Art. 41, 43 and 44: 10 days',
    readOn: READ_ON,
  },
  {
    law: 'Ley 25.326',
    places: ['AR'],
    first: workingDays(5),
    except: [{ kinds: ['copy', 'portability'], first: days(10) }],
    source: 'Ley 25.326 Art. 14(2): 10 days for access; Art. 16(2): 5 working days for the rest',
    readOn: READ_ON,
  },
  {
    law: 'Ley 1581',
    places: ['CO'],
    first: workingDays(15),
    extended: workingDays(23),
    except: [{ kinds: ['copy', 'portability'], first: workingDays(10), extended: workingDays(15) }],
    source:
      'Ley 1581 de 2012 Art. 14: 10 working days for access, 5 more if told; Art. 15: 15 and 8 more for the rest',
    readOn: READ_ON,
  },
  {
    law: 'PDPA (SG)',
    places: ['SG'],
    first: days(30),
    source: 'Personal Data Protection Regulations 2021 reg. 5: 30 days',
    readOn: READ_ON,
  },
  {
    law: 'Privacy Act 1988',
    places: ['AU'],
    first: days(30),
    source: 'APP 12.4 and 13.5: a reasonable period, 30 days by the guidelines of the OAIC',
    readOn: READ_ON,
  },
  {
    law: 'Privacy Act 2020',
    places: ['NZ'],
    first: workingDays(20),
    source: 'Privacy Act 2020 s. 44 and 63: 20 working days; no length of an extension is named',
    readOn: READ_ON,
  },
  {
    law: 'PDPA (TH)',
    places: ['TH'],
    first: days(30),
    source: 'PDPA B.E. 2562 s. 30: 30 days; here for all kinds',
    readOn: READ_ON,
  },
  {
    law: 'KVKK',
    places: ['TR'],
    first: days(30),
    source: 'Law 6698 Art. 13(2): 30 days',
    readOn: READ_ON,
  },
  {
    law: 'PDPA (TW)',
    places: ['TW'],
    first: days(30),
    extended: days(60),
    except: [{ kinds: ['copy', 'portability'], first: days(15), extended: days(30) }],
    source:
      'Personal Data Protection Act Art. 13: 15 days for access, 30 for the rest; once as many more if told',
    readOn: READ_ON,
  },
]

const DAY_MS = 86_400_000

const dayText = (timeMs: number): Day => new Date(timeMs).toISOString().slice(0, 10)

/** Whether a text names a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const timeMs = Date.parse(text)
  return Number.isFinite(timeMs) && dayText(timeMs) === text
}

export function addDays(day: Day, count: number): Day {
  return dayText(Date.parse(day) + count * DAY_MS)
}

/** Days from one to the other; below zero where that lies before. */
export function daysFrom(day: Day, other: Day): number {
  return Math.round((Date.parse(other) - Date.parse(day)) / DAY_MS)
}

/**
 * The day of the same date, or the last of the month where it has none (Regulation 1182/71, Art. 3(2)(c)). One that falls on
 * a weekend or a holiday is not moved to the next working day, as its Art. 3(4) would have it: that is the stricter.
 */
export function addMonths(day: Day, count: number): Day {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  const lastDate = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  return dayText(Date.UTC(year, month - 1 + count, Math.min(date, lastDate)))
}

/** Monday to Friday; public holidays are counted too, which is stricter than any law. The day itself is not. */
export function addWorkingDays(day: Day, count: number): Day {
  let timeMs = Date.parse(day)
  for (let left = count; left > 0;) {
    timeMs += DAY_MS
    const weekday = new Date(timeMs).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return dayText(timeMs)
}

function after(day: Day, { count, unit }: Span): Day {
  if (unit === 'months') return addMonths(day, count)
  return unit === 'days' ? addDays(day, count) : addWorkingDays(day, count)
}

/** The lines that may hold at a place: one where it is known, those of all parts of a country, or all there are. */
function linesOf(place: Place): readonly Deadline[] {
  const exact = DEADLINES.filter(({ places }) => places.includes(place))
  if (exact.length > 0) return exact
  const country = `${place.slice(0, 2)}-`
  const parts = DEADLINES.filter(({ places }) => places.some((each) => each.startsWith(country)))
  return parts.length > 0 ? parts : DEADLINES
}

/**
 * By when a request must be answered. Where several laws may hold, the strictest for each of its days.
 * @example dueOf({ kind: 'copy', place: 'DE', receivedDay: '2026-01-31' }).firstDay // '2026-02-28'
 */
export function dueOf({
  kind,
  place,
  receivedDay,
}: Pick<RequestDraft, 'kind' | 'place' | 'receivedDay'>): RequestDue {
  const lines = linesOf(place)
  const found = lines
    .map((line) => {
      const { first, extended, confirm } =
        line.except?.find(({ kinds }) => kinds.includes(kind)) ?? line
      const dayOf = (span: Span | undefined): Day | null => (span ? after(receivedDay, span) : null)
      return {
        line,
        first: after(receivedDay, first),
        extended: dayOf(extended),
        confirm: dayOf(confirm),
      }
    })
    .toSorted((a, b) => (a.first < b.first ? -1 : 1))
  const { line, first } = found[0]!
  const extended = found.map((each) => each.extended)
  const confirm = found.flatMap((each) => each.confirm ?? []).filter((day) => day < first)
  const isKnown = lines.length === 1
  return {
    firstDay: first,
    extendedDay: extended.includes(null) ? null : (extended.toSorted()[0] ?? null),
    confirmDay: confirm.toSorted()[0] ?? null,
    law: isKnown ? line.law : `${line.law}, the strictest known`,
    source: isKnown
      ? line.source
      : `No law of this place alone is known to us; the strictest is: ${line.source}`,
    isKnown,
  }
}
