// A site that has us ask: its settings as the collector sends them down, and the languages of its notice.
import { configOf } from '../../collector/decide/config.ts'
import { versionOf } from '../../collector/notice/version.ts'
import type { SiteConfig } from '../../packages/wire/decision.ts'
import type { ConsentSettings } from '../../packages/wire/site.ts'
import type { Files } from './page-collector.ts'

export const CONSENT: ConsentSettings = {
  controller: {
    name: 'Harbour & Loom',
    address: '1 Quay, Bristol',
    contact: 'privacy@harbour.example',
  },
  policyUrl: 'https://harbour.example/privacy',
  purposes: ['analytics', 'heatmaps', 'replay', 'experiments', 'recommendations', 'marketing'],
}

/** What goes down with the tag of `demo`. */
export function consentConfig(consent: ConsentSettings = CONSENT): SiteConfig {
  const site = {
    name: 'Demo',
    currency: 'EUR',
    timeZone: 'UTC',
    origins: ['*'],
    rates: {},
    consent,
  }
  const { chunks: _, ...config } = configOf(
    'demo',
    site,
    { notices: { path: '/consent', privacy: '/privacy', canAsk: false } },
    {},
  )
  return config
}

/** Every language of the notice, by its path. */
export function noticeFiles(consent: ConsentSettings = CONSENT): Files {
  const { words, languages } = versionOf(consent)
  return new Map(
    Object.entries(languages).map(([language, notice]) => [
      `/consent/demo/${words}/${language}`,
      { type: 'application/json', bytes: Buffer.from(JSON.stringify(notice)) },
    ]),
  )
}
