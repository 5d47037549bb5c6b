// The day that an instant lies in, by the calendar of a time zone, as a number that grows by one each day.

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Days from 1970-01-01 to the date that a clock in `timeZone` shows at that instant. */
export function localDay(timeMs: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    // Written as 2026-05-04 there.
    format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
    formats.set(timeZone, format)
  }
  return Date.parse(`${format.format(timeMs)}T00:00Z`) / DAY_MS
}

/** No clock of the world differs from another by a part of it. */
export const QUARTER_MS = 900_000

/** When the day began, by a clock in `timeZone`, that the instant lies in. */
export function localDayStart(timeMs: number, timeZone: string): number {
  const day = localDay(timeMs, timeZone)
  let startMs = timeMs - (timeMs % QUARTER_MS)
  while (localDay(startMs - QUARTER_MS, timeZone) === day) startMs -= QUARTER_MS
  return startMs
}
