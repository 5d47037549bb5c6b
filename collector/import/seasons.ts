// What people look for in which month: throws in winter, towels in summer, the table before the holidays.

const DAY_MS = 86_400_000
const YEAR_DAYS = 365.25

interface Season {
  /** Day of the year that is its height, from 0. */
  readonly peak: number
  /** How far above the mean that is, 0 to 1; half a year later it is as far below. */
  readonly swing: number
}

const SEASONS: Readonly<Record<string, Season>> = {
  throws: { peak: 15, swing: 0.6 },
  towels: { peak: 196, swing: 0.7 },
  'table-linen': { peak: 344, swing: 0.5 },
  tableware: { peak: 344, swing: 0.2 },
}

/** How much a category is looked for on the day of `nowMs`, beside the mean of the year, which is 1. */
export function seasonOf(category: string, nowMs: number): number {
  const season = SEASONS[category]
  if (!season) return 1
  // Whole days: who is sent again later on the same day is the same.
  const day = Math.floor(nowMs / DAY_MS) % YEAR_DAYS
  return 1 + season.swing * Math.cos((2 * Math.PI * (day - season.peak)) / YEAR_DAYS)
}
