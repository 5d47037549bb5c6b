// Visitors, what is known of where they are, and the group that follows: the strictest of what edge, table and clock say.
import type { Group } from './regions.ts'

export interface RegionVisitor {
  readonly who: string
  /** From the table in memory, by the truncated address. */
  readonly country?: string
  readonly region?: string
  readonly timeZone?: string
  /** As an edge sends them. */
  readonly header?: Readonly<Record<string, string>>
  /** The request did not come through a proxy that is configured. */
  readonly untrusted?: true
  /** A flag for hosts of VPNs, or a bot. */
  readonly vpn?: true
  readonly expect: {
    readonly group: Group
    readonly model: 'opt-in' | 'opt-out' | 'notice'
    /** ISO codes that the choice is recorded with; absent where no one place is known. */
    readonly place?: string
  }
  /** No source decides it: why this is the strictest. */
  readonly silent?: string
}

const A = (place?: string) => ({ group: 'A', model: 'opt-in', ...(place && { place }) }) as const
const B = (place?: string) => ({ group: 'B', model: 'opt-in', ...(place && { place }) }) as const
const C = (place?: string) => ({ group: 'C', model: 'opt-out', ...(place && { place }) }) as const
const D = (place?: string) => ({ group: 'D', model: 'notice', ...(place && { place }) }) as const

const cloudflare = (country: string, region?: string) => ({
  'cf-ipcountry': country,
  ...(region && { 'cf-region-code': region }),
})
const vercel = (country: string, region?: string) => ({
  'x-vercel-ip-country': country,
  ...(region && { 'x-vercel-ip-country-region': region }),
})
const cloudfront = (country: string, region?: string) => ({
  'cloudfront-viewer-country': country,
  ...(region && { 'cloudfront-viewer-country-region': region }),
})

export const VISITORS: readonly RegionVisitor[] = [
  // Nothing is known, or nothing that counts: §1.9 E.
  { who: 'nothing is known', expect: A() },
  { who: 'a clock that tells no place', timeZone: 'UTC', expect: A() },
  { who: 'a clock by offset', timeZone: 'Etc/GMT+5', expect: A() },
  { who: 'a clock that is no zone', timeZone: 'Mars/Olympus', expect: A() },
  { who: 'an edge that does not know', header: cloudflare('XX'), expect: A() },
  { who: 'Tor, by Cloudflare', header: cloudflare('T1'), timeZone: 'UTC', expect: A() },
  { who: 'an old code for all of Europe', header: cloudflare('EU'), expect: A() },
  { who: 'an old code for Asia and the Pacific', header: cloudflare('AP'), expect: A() },
  {
    who: 'an empty header',
    header: cloudflare(''),
    timeZone: 'Asia/Tokyo',
    expect: A(),
    silent: 'a clock alone names a country only by a table that need not be shipped: unknown',
  },
  { who: 'a header with rubbish', header: cloudflare('<script>'), expect: A() },
  { who: 'a VPN in Texas', header: cloudflare('US', 'TX'), vpn: true, expect: A() },

  // The EU, the EEA, the United Kingdom, Switzerland.
  { who: 'Berlin', header: cloudflare('DE', 'BE'), timeZone: 'Europe/Berlin', expect: A('DE') },
  { who: 'Berlin, by the table alone', country: 'DE', timeZone: 'Europe/Berlin', expect: A('DE') },
  { who: 'Paris, by the clock alone', timeZone: 'Europe/Paris', expect: A() },
  {
    who: 'Paris, in small letters',
    header: vercel('fr'),
    timeZone: 'Europe/Paris',
    expect: A('FR'),
  },
  { who: 'Réunion', country: 'RE', timeZone: 'Indian/Reunion', expect: A('RE') },
  { who: 'Réunion, by the clock alone', timeZone: 'Indian/Reunion', expect: A() },
  { who: 'French Guiana', header: cloudfront('GF'), timeZone: 'America/Cayenne', expect: A('GF') },
  { who: 'French Guiana, by the clock alone', timeZone: 'America/Cayenne', expect: A() },
  {
    who: 'Canary Islands',
    country: 'ES',
    region: 'CN',
    timeZone: 'Atlantic/Canary',
    expect: A('ES'),
  },
  { who: 'Canary Islands, by the clock alone', timeZone: 'Atlantic/Canary', expect: A() },
  { who: 'Azores, by the clock alone', timeZone: 'Atlantic/Azores', expect: A() },
  { who: 'Ceuta, by the clock alone', timeZone: 'Africa/Ceuta', expect: A() },
  { who: 'Cyprus', country: 'CY', timeZone: 'Asia/Nicosia', expect: A('CY') },
  { who: 'Northern Cyprus, by the clock alone', timeZone: 'Asia/Famagusta', expect: A() },
  { who: 'Norway', header: cloudflare('NO'), timeZone: 'Europe/Oslo', expect: A('NO') },
  { who: 'Iceland, by the clock alone', timeZone: 'Atlantic/Reykjavik', expect: A() },
  { who: 'Svalbard', country: 'SJ', timeZone: 'Arctic/Longyearbyen', expect: A('SJ') },
  { who: 'Liechtenstein', country: 'LI', timeZone: 'Europe/Vaduz', expect: A('LI') },
  { who: 'Zürich', header: cloudflare('CH', 'ZH'), timeZone: 'Europe/Zurich', expect: A('CH') },
  { who: 'London', header: cloudflare('GB', 'ENG'), timeZone: 'Europe/London', expect: A('GB') },
  { who: 'Jersey', country: 'JE', timeZone: 'Europe/Jersey', expect: A('JE') },
  { who: 'Isle of Man', country: 'IM', timeZone: 'Europe/Isle_of_Man', expect: A('IM') },
  { who: 'Gibraltar', country: 'GI', timeZone: 'Europe/Gibraltar', expect: A('GI') },
  {
    who: 'Kyiv: no row, a clock of Europe',
    country: 'UA',
    timeZone: 'Europe/Kyiv',
    expect: A('UA'),
    silent: 'no row names Ukraine',
  },
  {
    who: 'Istanbul: a row of B, a clock of Europe',
    country: 'TR',
    timeZone: 'Europe/Istanbul',
    expect: A('TR'),
  },
  { who: 'Istanbul, without a clock', country: 'TR', expect: B('TR') },

  // Edge and clock, or edge and table, disagree: §1.9, rule 4.
  {
    who: 'a German in California',
    header: cloudflare('US', 'CA'),
    timeZone: 'Europe/Berlin',
    expect: A(),
  },
  {
    who: 'a Texan in Germany',
    header: cloudflare('DE'),
    timeZone: 'America/Chicago',
    expect: A('DE'),
  },
  {
    who: 'a laptop from Lisbon in Tokyo',
    header: cloudflare('JP'),
    timeZone: 'Europe/Lisbon',
    expect: A(),
  },
  {
    who: 'a laptop from Réunion in Sydney',
    header: cloudflare('AU'),
    timeZone: 'Indian/Reunion',
    expect: A(),
  },
  {
    who: 'edge says Japan, table says Korea',
    header: cloudflare('JP'),
    country: 'KR',
    expect: B(),
  },
  {
    who: 'edge says Texas, table says Virginia',
    header: cloudflare('US', 'TX'),
    country: 'US',
    region: 'VA',
    expect: C(),
  },
  {
    who: 'edge says Texas, clock says Shanghai',
    header: cloudflare('US', 'TX'),
    timeZone: 'Asia/Shanghai',
    expect: B(),
    silent: 'only a table of all zones can tell; the strictest of both',
  },
  {
    who: 'a header that anyone may send',
    header: cloudflare('US', 'TX'),
    untrusted: true,
    country: 'DE',
    expect: A('DE'),
  },
  {
    who: 'a header that anyone may send, nothing else',
    header: cloudflare('US', 'TX'),
    untrusted: true,
    expect: A(),
  },
  {
    who: 'two edges that agree',
    header: { ...cloudflare('JP'), ...vercel('JP') },
    timeZone: 'Asia/Tokyo',
    expect: D('JP'),
  },
  {
    who: 'two edges that do not',
    header: { ...cloudflare('JP'), ...vercel('DE') },
    timeZone: 'Asia/Tokyo',
    expect: A(),
  },

  // The United States; codes of states are codes of countries too.
  {
    who: 'California',
    header: cloudflare('US', 'CA'),
    timeZone: 'America/Los_Angeles',
    expect: C('US-CA'),
  },
  {
    who: 'California, by Vercel',
    header: vercel('US', 'CA'),
    timeZone: 'America/Los_Angeles',
    expect: C('US-CA'),
  },
  {
    who: 'California, by CloudFront',
    header: cloudfront('US', 'CA'),
    timeZone: 'America/Los_Angeles',
    expect: C('US-CA'),
  },
  {
    who: 'Delaware, which is not Germany',
    header: cloudflare('US', 'DE'),
    timeZone: 'America/New_York',
    expect: C('US-DE'),
  },
  {
    who: 'Colorado, which is not Colombia',
    header: cloudflare('US', 'CO'),
    timeZone: 'America/Denver',
    expect: C('US-CO'),
  },
  { who: 'Texas, by the table alone', country: 'US', region: 'TX', expect: C('US-TX') },
  {
    who: 'Virginia',
    header: cloudflare('US', 'VA'),
    timeZone: 'America/New_York',
    expect: D('US-VA'),
  },
  {
    who: 'Indiana, which is not India',
    header: cloudflare('US', 'IN'),
    timeZone: 'America/Indiana/Indianapolis',
    expect: D('US-IN'),
  },
  {
    who: 'New York, without a law',
    header: cloudflare('US', 'NY'),
    timeZone: 'America/New_York',
    expect: C('US-NY'),
    silent: 'no row: the strictest of the country',
  },
  {
    who: 'Puerto Rico as a state',
    header: cloudflare('US', 'PR'),
    timeZone: 'America/Puerto_Rico',
    expect: C('US-PR'),
    silent: 'no row: the strictest of the country',
  },
  {
    who: 'Puerto Rico as a country',
    country: 'PR',
    timeZone: 'America/Puerto_Rico',
    expect: A('PR'),
    silent: 'no row',
  },
  {
    who: 'a state that is not known',
    header: cloudflare('US'),
    timeZone: 'America/New_York',
    expect: C('US'),
    silent: 'the strictest of the country',
  },
  {
    who: 'a state that does not exist',
    header: cloudflare('US', 'ZZ'),
    timeZone: 'America/New_York',
    expect: C('US'),
    silent: 'the strictest of the country',
  },
  {
    who: 'New York, by the clock alone',
    timeZone: 'America/New_York',
    expect: A(),
    silent: 'a clock alone names a country only by a table that need not be shipped: unknown',
  },

  // Canada.
  {
    who: 'Montréal',
    header: cloudflare('CA', 'QC'),
    timeZone: 'America/Toronto',
    expect: B('CA-QC'),
  },
  {
    who: 'Toronto',
    header: cloudflare('CA', 'ON'),
    timeZone: 'America/Toronto',
    expect: D('CA-ON'),
  },
  {
    who: 'Vancouver, by the table',
    country: 'CA',
    region: 'BC',
    timeZone: 'America/Vancouver',
    expect: D('CA-BC'),
  },
  {
    who: 'a province that is not known',
    header: cloudflare('CA'),
    timeZone: 'America/Toronto',
    expect: B('CA'),
    silent: 'may be Quebec',
  },

  // Elsewhere.
  {
    who: 'São Paulo',
    header: cloudflare('BR', 'SP'),
    timeZone: 'America/Sao_Paulo',
    expect: B('BR'),
  },
  {
    who: 'Shanghai, by EdgeOne',
    header: { 'eo-ipcountry': 'CN' },
    timeZone: 'Asia/Shanghai',
    expect: B('CN'),
  },
  {
    who: 'Hong Kong',
    header: { 'eo-ipcountry': 'HK' },
    timeZone: 'Asia/Hong_Kong',
    expect: A('HK'),
    silent: 'the table asks "HK? no" and names it nowhere else',
  },
  { who: 'Taipei', country: 'TW', timeZone: 'Asia/Taipei', expect: A('TW'), silent: 'no row' },
  { who: 'Seoul', header: cloudflare('KR'), timeZone: 'Asia/Seoul', expect: B('KR') },
  { who: 'Tokyo', header: cloudflare('JP', '13'), timeZone: 'Asia/Tokyo', expect: D('JP') },
  { who: 'Singapore', header: cloudfront('SG'), timeZone: 'Asia/Singapore', expect: D('SG') },
  {
    who: 'Sydney',
    header: { 'x-amz-cf-ipcountry': 'AU' },
    timeZone: 'Australia/Sydney',
    expect: D('AU'),
  },
  { who: 'Mexico City', country: 'MX', timeZone: 'America/Mexico_City', expect: D('MX') },
  { who: 'Mumbai', country: 'IN', region: 'MH', timeZone: 'Asia/Kolkata', expect: B('IN') },
  { who: 'Bangkok', country: 'TH', timeZone: 'Asia/Bangkok', expect: B('TH') },
  { who: 'Cape Town', country: 'ZA', timeZone: 'Africa/Johannesburg', expect: B('ZA') },
  {
    who: 'Riyadh',
    header: cloudflare('SA'),
    timeZone: 'Asia/Riyadh',
    expect: A('SA'),
    silent: 'no row',
  },
  {
    who: 'Dubai',
    header: cloudflare('AE'),
    timeZone: 'Asia/Dubai',
    expect: A('AE'),
    silent: 'no row',
  },
  { who: 'Doha', country: 'QA', timeZone: 'Asia/Qatar', expect: A('QA'), silent: 'no row' },
  { who: 'Kuwait', country: 'KW', timeZone: 'Asia/Kuwait', expect: A('KW'), silent: 'no row' },
  {
    who: 'Moscow',
    country: 'RU',
    timeZone: 'Europe/Moscow',
    expect: A('RU'),
    silent: 'no row; the clock counts as of Europe',
  },
  { who: 'Lagos', country: 'NG', timeZone: 'Africa/Lagos', expect: A('NG'), silent: 'no row' },
]
