// The settings of one site, and the schema that reads them from outside.
import type { RecommendSettings } from '../../packages/wire/recommend.ts'
import { createNetworks } from '../http/address.ts'
import { consentSettings, takenConsent } from './consent.ts'
import {
  described,
  flag,
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
import { EVENTS_DAYS, ORDERS_DAYS } from '../../packages/wire/purpose.ts'
import type { Retention, SiteSettings } from '../../packages/wire/site.ts'

export type Site = SiteSettings

export const SITE_ID = matching(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a site name')

const currency = matching(/^[A-Z]{3}$/, 'an ISO 4217 currency')

const timeZone: Schema<string> = described({ type: 'string' }, (value, path) => {
  const zone = text(64, 1)(value, path)
  try {
    Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw new Invalid(path, 'an IANA time zone')
  }
  return zone
})

export const origin: Schema<string> = described({ type: 'string' }, (value, path) => {
  const written = text(300, 1)(value, path)
  if (written === '*') return written
  if (!URL.canParse(written) || new URL(written).origin !== written || written === 'null')
    throw new Invalid(path, 'an origin like https://shop.example')
  return written
})

const network: Schema<string> = described({ type: 'string' }, (value, path) => {
  const written = text(50, 1)(value, path)
  try {
    createNetworks([written])
  } catch {
    throw new Invalid(path, 'a network like 192.0.2.0/24')
  }
  return written
})

const rate: Schema<number> = described({ type: 'number' }, (value, path) => {
  if (typeof value !== 'number' || !(value > 0 && value < 1e9))
    throw new Invalid(path, 'a rate above 0')
  return value
})

const share: Schema<number> = described({ type: 'number', maximum: 1 }, (value, path) => {
  if (typeof value !== 'number' || !(value > 0 && value <= 1))
    throw new Invalid(path, 'a share above 0, at most 1')
  return value
})

export const recommendSettings = object<RecommendSettings>({
  k: whole(1, 1_000),
  learnsUnder: oneOf('recommendations', 'analytics'),
  fetch: optional(flag),
})

const anyRetention = object<Retention>({
  eventsDays: whole(1, EVENTS_DAYS.most),
  ordersDays: whole(1, ORDERS_DAYS.most),
})
const retention: Schema<Retention> = described(anyRetention.json ?? {}, (value, path) => {
  const days = anyRetention(value, path)
  if (days.ordersDays < days.eventsDays)
    throw new Invalid(`${path}.ordersDays`, 'at least `eventsDays`')
  return days
})

const siteWith = (consent: typeof consentSettings): Schema<Site> =>
  object<Site>({
    name: text(100, 1),
    currency,
    timeZone,
    origins: list(origin, 100),
    staff: optional(list(network, 50)),
    staging: optional(flag),
    off: optional(flag),
    rates: record(/^[A-Z]{3}$/, rate, 200),
    heatmap: optional(object({ sample: share })),
    recommend: optional(recommendSettings),
    retention: optional(retention),
    consent: optional(consent),
  })

export const parseSite = siteWith(consentSettings)

/** What may have been stored before a rule of asking was as strict as it is. */
export const takenSite = siteWith(takenConsent)
