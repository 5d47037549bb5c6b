// How privacy requests are said: what was asked, where, how urgent it is, and what became of it.
import type {
  Day,
  PrivacyRequest,
  RequestKind,
  RequestManner,
  RequestState,
} from '../../packages/wire/request.ts'
import { daysBetween } from './days.ts'
import { country, instant } from './format.ts'

export const KINDS: Readonly<Record<RequestKind, string>> = {
  copy: 'A copy of their data',
  portability: 'Their data to take elsewhere',
  erasure: 'Erasure',
  correction: 'Correction',
  objection: 'Objection',
  restriction: 'Restriction',
  'opt-out': 'No sale, no sharing',
}

export const MANNERS: Readonly<Record<RequestManner, string>> = {
  letter: 'by letter',
  email: 'by e-mail',
  telephone: 'by telephone',
  form: 'by a form',
  'in-person': 'in person',
}

export const STATES: Readonly<Record<RequestState, string>> = {
  open: 'Open',
  extended: 'Extended',
  done: 'Done',
  refused: 'Refused',
}

const STATES_OF_US: Readonly<Record<string, string>> = {
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  FL: 'Florida',
  IA: 'Iowa',
  IN: 'Indiana',
  KY: 'Kentucky',
  MD: 'Maryland',
  MN: 'Minnesota',
  MT: 'Montana',
  NE: 'Nebraska',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  OR: 'Oregon',
  RI: 'Rhode Island',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VA: 'Virginia',
}

const PROVINCES: Readonly<Record<string, string>> = {
  AB: 'Alberta',
  BC: 'British Columbia',
  MB: 'Manitoba',
  NB: 'New Brunswick',
  NL: 'Newfoundland and Labrador',
  NS: 'Nova Scotia',
  NT: 'Northwest Territories',
  NU: 'Nunavut',
  ON: 'Ontario',
  PE: 'Prince Edward Island',
  QC: 'Quebec',
  SK: 'Saskatchewan',
  YT: 'Yukon',
}

export const ELSEWHERE = 'ZZ'

/** A place by its name: with its part first, as it is looked for in a list. */
export function placeName(place: string): string {
  if (place === ELSEWHERE) return 'Somewhere else, or not known'
  const [code = '', part] = place.split('-')
  const parts = code === 'US' ? STATES_OF_US : code === 'CA' ? PROVINCES : undefined
  if (part === undefined) return parts ? `${country(code)}, part not known` : country(code)
  return `${country(code)}, ${parts?.[part] ?? part}`
}

/** A day of the calendar, in words. */
export const dayWords = (day: Day): string => instant(Date.parse(day), 'fullDay', 'UTC')

export const isOpen = ({ state }: Pick<PrivacyRequest, 'state'>): boolean =>
  state === 'open' || state === 'extended'

export type Urgency = 'overdue' | 'soon' | 'later' | 'closed'

/** As the collector counts it. */
const SOON_DAYS = 5

/** How urgent a request is on a day, and that in words: colour alone tells nobody. */
export function urgencyOf(
  request: Pick<PrivacyRequest, 'state' | 'dueDay'>,
  today: Day,
): { readonly level: Urgency; readonly words: string } {
  if (!isOpen(request)) return { level: 'closed', words: STATES[request.state] }
  const left = daysBetween(today, request.dueDay) - 1
  if (left < 0) return { level: 'overdue', words: `Overdue by ${daysText(-left)}` }
  if (left === 0) return { level: 'soon', words: 'Due today' }
  if (left <= SOON_DAYS)
    return { level: 'soon', words: left === 1 ? 'Due tomorrow' : `Due in ${daysText(left)}` }
  return { level: 'later', words: `${daysText(left)} left` }
}

const daysText = (count: number): string => (count === 1 ? '1 day' : `${count} days`)

/** What stands above every screen; '' where nothing presses. */
export function noticeOf({ overdue, soon }: { overdue: number; soon: number }): string {
  const late =
    overdue === 1 ? 'A privacy request is overdue' : `${overdue} privacy requests are overdue`
  if (soon === 0) return overdue === 0 ? '' : `${late}.`
  if (overdue > 0)
    return `${late}, and ${soon} more ${soon === 1 ? 'is' : 'are'} due within 5 days.`
  return soon === 1
    ? 'A privacy request is due within 5 days.'
    : `${soon} privacy requests are due within 5 days.`
}

/** A line of the register, as an audit asks for it. */
export function lineOf(request: PrivacyRequest, timeZone: string): Record<string, string> {
  const { changes, due } = request
  const closed = isOpen(request) ? undefined : changes.at(-1)
  const reasons = changes.flatMap(({ reason }) => reason ?? [])
  return {
    reference: request.reference,
    asked_for: KINDS[request.kind],
    place: placeName(request.place),
    came: MANNERS[request.manner],
    received: request.receivedDay,
    confirm_by: due.confirmDay ?? '',
    due: request.dueDay,
    law: due.law,
    source: due.source,
    state: STATES[request.state],
    closed: closed ? instant(closed.atMs, 'fullDay', timeZone) : '',
    reasons: reasons.join('; '),
    changes: changes
      .map(({ to, atMs, by }) => `${STATES[to]} ${new Date(atMs).toISOString()} ${by}`)
      .join('; '),
  }
}
