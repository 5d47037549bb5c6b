// The settings of one site, and the schema that reads them from outside.
import type { RecommendSettings } from '../../packages/wire/recommend.ts'
import {
  Invalid,
  list,
  matching,
  object,
  oneOf,
  optional,
  record,
  text,
  whole,
} from '../../packages/wire/schema.ts'
import type { Schema } from '../../packages/wire/schema.ts'

export interface Site {
  readonly name: string
  /** Base currency of its reports, ISO 4217. */
  readonly currency: string
  /** IANA time zone in which its days begin. */
  readonly timeZone: string
  /** Origins whose pages may send; `*` is any. */
  readonly origins: readonly string[]
  /** What one unit of another currency is worth in the base currency. */
  readonly rates: Readonly<Record<string, number>>
  /** Heatmaps are on, and record this share of sessions; absent: off. */
  readonly heatmap?: { readonly sample: number }
  /** Absent: the site recommends nothing, and learns nothing. */
  readonly recommend?: RecommendSettings
}

export const SITE_ID = matching(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a site name')

const currency = matching(/^[A-Z]{3}$/, 'an ISO 4217 currency')

const timeZone: Schema<string> = (value, path) => {
  const zone = text(64, 1)(value, path)
  try {
    Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw new Invalid(path, 'an IANA time zone')
  }
  return zone
}

const origin: Schema<string> = (value, path) => {
  const written = text(300, 1)(value, path)
  if (written === '*') return written
  if (!URL.canParse(written) || new URL(written).origin !== written || written === 'null')
    throw new Invalid(path, 'an origin like https://shop.example')
  return written
}

const rate: Schema<number> = (value, path) => {
  if (typeof value !== 'number' || !(value > 0 && value < 1e9))
    throw new Invalid(path, 'a rate above 0')
  return value
}

const share: Schema<number> = (value, path) => {
  if (typeof value !== 'number' || !(value > 0 && value <= 1))
    throw new Invalid(path, 'a share above 0, at most 1')
  return value
}

export const parseSite: Schema<Site> = object<Site>({
  name: text(100, 1),
  currency,
  timeZone,
  origins: list(origin, 100),
  rates: record(/^[A-Z]{3}$/, rate, 200),
  heatmap: optional(object({ sample: share })),
  recommend: optional(
    object<RecommendSettings>({
      k: whole(1, 1_000),
      learnsUnder: oneOf('recommendations', 'analytics'),
    }),
  ),
})
