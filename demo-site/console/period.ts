// The span of time that a reader chooses: a preset or two days, as text in the address and as instants for a report.
import { addDays, addMonths, dayOf, daysBetween, isDay, startOfDay } from './days.ts'
import type { Day } from './days.ts'

/** The presets in the order in which the picker shows them. */
export const PRESETS = {
  today: { label: 'Today', long: 'Today', before: 'all of yesterday' },
  '7d': { label: '7 d', long: 'Last 7 days', before: 'the 7 days before' },
  '28d': { label: '28 d', long: 'Last 28 days', before: 'the 28 days before' },
  '90d': { label: '90 d', long: 'Last 90 days', before: 'the 90 days before' },
  '12mo': { label: '12 mo', long: 'Last 12 months', before: 'the 12 months before' },
} as const

export type Preset = keyof typeof PRESETS

/** A preset, or the first and the last day of a span. */
export type Choice = Preset | { first: Day; last: Day }

export const DEFAULT_CHOICE: Choice = '28d'

/** The collector refuses to report on more. */
const DAYS_MAX = 3 * 365

/** Reads a choice from the address; null where it is none. */
export function parseChoice(text: string): Choice | null {
  if (Object.hasOwn(PRESETS, text)) return text as Preset
  const [first = '', last = '', ...rest] = text.split('..')
  return rest.length === 0 && isSpan(first, last) ? { first, last } : null
}

/** Whether two days make a span that can be reported on. */
export function isSpan(first: Day, last: Day): boolean {
  return isDay(first) && isDay(last) && first <= last && daysBetween(first, last) <= DAYS_MAX
}

/** Writes a choice for the address. */
export function formatChoice(choice: Choice): string {
  return typeof choice === 'string' ? choice : `${choice.first}..${choice.last}`
}

/** The days of a choice, seen from an instant; presets end with the day that is not over yet. */
export function daysOf(choice: Choice, nowMs: number, timeZone: string): { first: Day; last: Day } {
  if (typeof choice !== 'string') return choice
  const last = dayOf(nowMs, timeZone)
  if (choice === 'today') return { first: last, last }
  if (choice === '12mo') return { first: addMonths(addDays(last, 1), -12), last }
  return { first: addDays(last, 1 - Number.parseInt(choice, 10)), last }
}

/** The instants between which a report is asked. */
export function spanOf(
  choice: Choice,
  nowMs: number,
  timeZone: string,
): { fromMs: number; toMs: number } {
  const { first, last } = daysOf(choice, nowMs, timeZone)
  return {
    fromMs: startOfDay(first, timeZone),
    toMs: startOfDay(addDays(last, 1), timeZone),
  }
}

/** What a figure of this choice is compared with. */
export function beforeOf(choice: Choice): string {
  if (typeof choice === 'string') return PRESETS[choice].before
  const days = daysBetween(choice.first, choice.last)
  return days === 1 ? 'the day before' : `the ${days} days before`
}
