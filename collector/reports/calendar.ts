// Hours and days of a time zone as plain arithmetic, so that every database cuts time exactly alike.
import { sql } from '../storage/sql.ts'
import type { Sql } from '../storage/sql.ts'
import type { Period, TrendUnit } from '../../packages/wire/report.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HOURS_SHOWN_MAX = 48

/** A stretch of time with one offset from UTC. */
interface Stretch {
  readonly untilMs: number
  readonly offsetMs: number
}

export interface Calendar {
  readonly unit: TrendUnit
  /** Starts of all hours or days that the period touches. */
  readonly startsMs: readonly number[]
  /** The key, in SQL, of the hour or day in which the time in a column of the period lies. */
  readonly key: (timeMs: Sql) => Sql
  /** The key of each of `startsMs`. */
  readonly keyOf: (startMs: number) => number
}

/** By hour for up to 48 hours, else by day. */
export function createCalendar(period: Period, timeZone: string): Calendar {
  const { fromMs, toMs } = period
  const unit: TrendUnit = toMs - fromMs <= HOURS_SHOWN_MAX * HOUR_MS ? 'hour' : 'day'
  const offsetAt = createOffsets(timeZone)
  // A day begins before the period and may end after it: the offsets must reach as far.
  const stretches = stretchesOf(offsetAt, fromMs - 2 * DAY_MS, toMs + 2 * DAY_MS)
  const offset = (timeMs: number): number =>
    stretches.find(({ untilMs }) => timeMs < untilMs)?.offsetMs ?? offsetAt(timeMs)
  const keyOf = (timeMs: number): number => {
    const localMs = timeMs + offset(timeMs)
    // Two hours of the night when clocks go back have one name, so that an hour's key is its start in UTC.
    return unit === 'hour' ? timeMs - modulo(localMs, HOUR_MS) : localMs - modulo(localMs, DAY_MS)
  }
  return {
    unit,
    startsMs: unit === 'hour' ? hourStarts(period, keyOf) : dayStarts(period, keyOf),
    key: (timeMs) => {
      const local = sql`(${timeMs} + ${offsetSql(stretches, timeMs)})`
      return unit === 'hour'
        ? sql`(${timeMs} - ${local} % ${HOUR_MS})`
        : sql`(${local} - ${local} % ${DAY_MS})`
    },
    keyOf,
  }
}

function hourStarts({ fromMs, toMs }: Period, keyOf: (timeMs: number) => number): number[] {
  const starts: number[] = []
  for (let timeMs = keyOf(fromMs); timeMs < toMs; timeMs = keyOf(timeMs + HOUR_MS))
    starts.push(timeMs)
  return starts
}

function dayStarts({ fromMs, toMs }: Period, keyOf: (timeMs: number) => number): number[] {
  const starts: number[] = []
  for (let key = keyOf(fromMs); key <= keyOf(toMs - 1); key += DAY_MS) {
    const startMs = firstAtOrAfter(key, keyOf)
    // Samoa skipped a whole day when it crossed the date line.
    if (keyOf(startMs) === key) starts.push(startMs)
  }
  return starts
}

/** The first instant whose day is `key`: no zone is more than 26 hours from another, and days grow with time. */
function firstAtOrAfter(key: number, keyOf: (timeMs: number) => number): number {
  let low = key - DAY_MS
  let high = key + DAY_MS
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (keyOf(middle) < key) low = middle + 1
    else high = middle
  }
  return low
}

function offsetSql(stretches: readonly Stretch[], timeMs: Sql): Sql {
  const [last, ...earlier] = stretches.toReversed()
  return earlier.reduce(
    (rest, { untilMs, offsetMs }) =>
      sql`case when ${timeMs} < ${untilMs} then ${offsetMs} else ${rest} end`,
    sql`${last?.offsetMs ?? 0}`,
  )
}

/** Looks at each day's ends, and halves the days within which the offset changes. */
function stretchesOf(
  offsetAt: (timeMs: number) => number,
  fromMs: number,
  toMs: number,
): Stretch[] {
  const stretches: Stretch[] = []
  for (let timeMs = fromMs; timeMs < toMs; timeMs += DAY_MS) {
    const offsetMs = offsetAt(timeMs)
    if (offsetAt(timeMs + DAY_MS) === offsetMs) continue
    let low = timeMs
    let high = timeMs + DAY_MS
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(middle) === offsetMs) low = middle + 1
      else high = middle
    }
    stretches.push({ untilMs: low, offsetMs })
  }
  return [...stretches, { untilMs: Infinity, offsetMs: offsetAt(toMs) }]
}

/** Reads offsets from UTC as `Intl` knows them, in whole milliseconds. */
function createOffsets(timeZone: string): (timeMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (timeMs) => {
    const at: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(timeMs)) at[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at
    const localMs = Date.UTC(year, month - 1, day, hour, minute, second)
    return localMs - (timeMs - modulo(timeMs, 1000))
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
