// Reads what the console asks: a schema per report, so that a new report cannot be asked unchecked.
import { URL_CHARS_MAX } from './limits.ts'
import type { Period, ReportMap, ReportName } from './report.ts'
import { described, Invalid, matching, object, oneOf, optional, text } from './schema.ts'
import type { Schema } from './schema.ts'

const PERIOD_MAX_MS = 3 * 366 * 86_400_000
const TIME_MAX_MS = 8_640_000_000_000_000

const site = matching(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a site name')

/** Queries are text: a time is its digits. */
const timeMs: Schema<number> = described(
  { type: 'integer', minimum: 0, maximum: TIME_MAX_MS },
  (value, path) => {
    const time = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value
    if (!Number.isInteger(time) || (time as number) < 0 || (time as number) > TIME_MAX_MS)
      throw new Invalid(path, 'milliseconds since 1970')
    return time as number
  },
)

const spanOfTime = object<Period>({ site, fromMs: timeMs, toMs: timeMs })
const period: Schema<Period> = described(spanOfTime.json ?? {}, (value, path) => {
  const span = spanOfTime(value, path)
  if (span.toMs <= span.fromMs || span.toMs - span.fromMs > PERIOD_MAX_MS)
    throw new Invalid('toMs', 'later than `fromMs`, by at most three years')
  return span
})

const heatmapFields = object<ReportMap['heatmap']['ask']>({
  site,
  fromMs: timeMs,
  toMs: timeMs,
  page: optional(text(URL_CHARS_MAX, 1)),
  band: optional(oneOf('phone', 'tablet', 'desktop')),
})
const heatmap: Schema<ReportMap['heatmap']['ask']> = described(
  heatmapFields.json ?? {},
  (value, path) => ({ ...heatmapFields(value, path), ...period(value, path) }),
)

/** One schema per report: a key of `ReportMap` without its line here does not compile. */
export const asks: { readonly [R in ReportName]: Schema<ReportMap[R]['ask']> } = {
  overview: period,
  pages: period,
  events: period,
  recommend: period,
  live: object<ReportMap['live']['ask']>({ site }),
  delivery: period,
  consent: period,
  heatmap,
  experiments: object<ReportMap['experiments']['ask']>({ site, experiment: site }),
}
