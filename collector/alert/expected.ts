// How many events a site would have had by now, going by the same hours of the days before: pure, of counts alone.

export const HOUR_MS = 3_600_000
const HOURS = 24
export const DAYS = 14
/** Rates are of the days before this: a site that has been silent for a month was not always silent. */
export const HISTORY_MS = DAYS * HOURS * HOUR_MS

/** So many must be missing before silence means anything: a small shop has quiet hours. */
export const EXPECTED_MIN = 20
/** And it must have lasted: what a busy shop sends takes a moment to be stored. */
export const SILENCE_MIN_MS = 10 * 60_000

/**
 * Events to be expected in [`fromMs`, `toMs`), by `byHour`: events of the last 14 days in each hour of the day, UTC.
 * A site that is younger counts as silent before its first day, which only makes it slower to raise an alarm.
 */
export function expectedBetween(byHour: readonly number[], fromMs: number, toMs: number): number {
  const wholeDays = Math.max(0, Math.floor((toMs - fromMs) / (HOURS * HOUR_MS)))
  const perDay = byHour.reduce((sum, count) => sum + count, 0) / DAYS
  let expected = wholeDays * perDay
  let atMs = fromMs + wholeDays * HOURS * HOUR_MS
  while (atMs < toMs) {
    const hour = Math.floor(atMs / HOUR_MS)
    const endMs = Math.min(toMs, (hour + 1) * HOUR_MS)
    expected += ((byHour[hour % HOURS] ?? 0) / DAYS) * ((endMs - atMs) / HOUR_MS)
    atMs = endMs
  }
  return expected
}
