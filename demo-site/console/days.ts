// Days as a site's own clock counts them, written `2026-03-29`, and the instants at which they begin.

export type Day = string

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockIn(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    clocks.set(timeZone, clock)
  }
  return clock
}

/** What the clock on the wall shows, read as if it were UTC. */
function wallMs(timeMs: number, timeZone: string): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {}
  for (const { type, value } of clockIn(timeZone).formatToParts(timeMs)) shown[type] = Number(value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

function offsetMs(timeMs: number, timeZone: string): number {
  return wallMs(timeMs, timeZone) - Math.floor(timeMs / 1000) * 1000
}

/** The day it is in a time zone at an instant. */
export function dayOf(timeMs: number, timeZone: string): Day {
  return new Date(wallMs(timeMs, timeZone)).toISOString().slice(0, 10)
}

/** The hour it is in a time zone at an instant, 0 to 23. */
export function hourOf(timeMs: number, timeZone: string): number {
  return new Date(wallMs(timeMs, timeZone)).getUTCHours()
}

/** The first instant of a day: not always midnight, since some zones change their clocks at that hour. */
export function startOfDay(day: Day, timeZone: string): number {
  const midnight = Date.parse(day)
  const starts = [midnight - 12 * HOUR_MS, midnight + 36 * HOUR_MS]
    .map((near) => midnight - offsetMs(near, timeZone))
    .filter((start) => dayOf(start, timeZone) === day)
  return starts.length > 0 ? Math.min(...starts) : midnight - offsetMs(midnight, timeZone)
}

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)
}

/** The same day of another month, or that month's last day where it is shorter. */
export function addMonths(day: Day, count: number): Day {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  const lastDate = new Date(Date.UTC(year, month + count, 0)).getUTCDate()
  const moved = Date.UTC(year, month - 1 + count, Math.min(date, lastDate))
  return new Date(moved).toISOString().slice(0, 10)
}

/** Days from one day to another, both counted. */
export function daysBetween(first: Day, last: Day): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1
}

/** Whether a text names a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const timeMs = Date.parse(text)
  return Number.isFinite(timeMs) && new Date(timeMs).toISOString().startsWith(text)
}
