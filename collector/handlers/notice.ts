// What pages ask before they ask their visitors: the words of a notice, and which rule holds where they are.
import { REGIONS_VERSION } from '../../packages/wire/region.ts'
import { fail } from '../errors.ts'
import { json } from '../http/call.ts'
import type { Call, Handler } from '../http/call.ts'
import type { Country } from '../ingest/country.ts'
import type { Notices } from '../notice/notices.ts'
import { placeOf, ruleAt } from '../notice/place.ts'
import type { Sites } from '../sites/sites.ts'
import { createRevalidate } from './revalidate.ts'
import { siteOfPath } from './site.ts'

const WORDS_HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
}

/** Tells of the visitor: nobody on the way may keep it, or give it to another. */
const RULE_HEADERS = {
  'cache-control': 'private, no-store',
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
}

const SIGNALS_HEADERS = {
  'cache-control': 'public, max-age=86400',
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
}

export interface NoticeHandlers {
  readonly words: Handler
  readonly rule: Handler
  /** That Global Privacy Control is honoured (W3C, GPC, section 4.2). */
  readonly signals: Handler
}

export interface NoticeParts {
  readonly sites: Sites
  readonly notices: Notices
  readonly country: Country
  readonly settings: { readonly regionHeader: string | undefined }
}

export function noticeHandlers({ sites, notices, country, settings }: NoticeParts): NoticeHandlers {
  const revalidated = createRevalidate()
  /** A part is told by whoever may tell the country. */
  const partOf = ({ headers, country: told }: Call): string | undefined => {
    const part = told && settings.regionHeader && headers[settings.regionHeader]
    return typeof part === 'string' ? part : undefined
  }
  const signals = json(200, { gpc: true, lastUpdate: REGIONS_VERSION }, SIGNALS_HEADERS)
  return {
    signals: () => signals,
    words: (call) => {
      const { site = '', words = '', language = '' } = call.params
      const notice = notices.language(site, words, language) ?? fail('not_found')
      return revalidated(call, JSON.stringify(notice), WORDS_HEADERS)
    },
    rule: (call) => {
      const { consent } = siteOfPath(sites, call).site
      const places = [
        placeOf(call.country, partOf(call)),
        placeOf(country.of(call.address, undefined)),
      ]
      return json(200, ruleAt(places, consent ?? fail('not_found')), RULE_HEADERS)
    },
  }
}
