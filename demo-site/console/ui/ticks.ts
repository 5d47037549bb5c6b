// Where a chart's axes carry a mark: round values, and days or hours that people count by.
import { ticks } from 'd3-array'
import type { TrendUnit } from '../../../packages/wire/report.ts'
import { dayOf, hourOf } from '../days.ts'
import { instant } from '../format.ts'

/** Round values from 0 to at least `max`, whole numbers only: half a visitor is no mark. */
export function valueTicks(max: number): number[] {
  const marks = ticks(0, Math.max(max, 1), 4).filter(Number.isInteger)
  const last = marks.at(-1) ?? 0
  const step = last - (marks.at(-2) ?? 0)
  return last < max ? [...marks, last + step] : marks
}

export interface TimeTick {
  index: number
  label: string
}

const HOUR_STEPS = [1, 2, 3, 4, 6, 12, 24]
const DAY_STEPS = [1, 2, 3, 7, 14, 28]
const MONTH_STEPS = [1, 2, 3, 6, 12]
/** From so many days on, months are what people count by. */
const MONTHS_FROM_DAYS = 100

interface TimeAxis {
  starts: readonly number[]
  unit: TrendUnit
  timeZone: string
  /** How many labels have room. */
  labelsMax: number
}

/** The points of a trend that carry a label. */
export function timeTicks({ starts, unit, timeZone, labelsMax }: TimeAxis): TimeTick[] {
  const points = starts.map((startMs, index) => ({ startMs, index }))
  if (unit === 'hour' && starts.length <= 72)
    return thin(points, HOUR_STEPS, labelsMax, (each) => hourOf(each.startMs, timeZone)).map(
      ({ startMs, index }) => ({ index, label: instant(startMs, 'hour', timeZone) }),
    )
  const days = points.filter(
    ({ startMs, index }) =>
      unit === 'day' || index === 0 || dayOf(startMs, timeZone) !== dayOf(startMs - 1, timeZone),
  )
  if (days.length <= MONTHS_FROM_DAYS)
    return thin(days, DAY_STEPS, labelsMax).map(({ startMs, index }) => ({
      index,
      label: instant(startMs, 'day', timeZone),
    }))
  const months = days.filter(({ startMs }) => dayOf(startMs, timeZone).endsWith('-01'))
  return thin(months, MONTH_STEPS, labelsMax).map(({ startMs, index }) => ({
    index,
    label: instant(startMs, 'month', timeZone),
  }))
}

/** Keeps every n-th, by the smallest step that leaves at most `max`; `place` says where an entry stands. */
function thin<T>(
  all: readonly T[],
  steps: readonly number[],
  max: number,
  place: (each: T, at: number) => number = (_, at) => at,
): T[] {
  const fits = steps.find((step) => all.length / step <= max)
  const step = fits ?? Math.ceil(all.length / Math.max(max, 1))
  return all.filter((each, at) => place(each, at) % step === 0)
}
