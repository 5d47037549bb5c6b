// The table of regions that is shipped, against the one that was written from the sources alone.
import { describe, expect, test } from 'vitest'
import { placeOf, ruleAt } from '../../../collector/notice/place.ts'
import { law } from '../../../packages/consent/index.ts'
import {
  REGIONS as SHIPPED,
  ZONES,
  modelOf,
  pageRegions,
  regionOf,
} from '../../../packages/wire/region.ts'
import { GROUPS, REGIONS, STRICTEST_FIRST } from './regions.ts'
import { VISITORS } from './visitors.ts'
import type { RegionVisitor } from './visitors.ts'

const STRICT = ['opt-in', 'opt-out', 'notice']

test.each(REGIONS)('$country $region', ({ country, region, group, silent }) => {
  const place = region ? `${country}-${region}` : country
  const shipped = regionOf(place)
  if (silent)
    expect(STRICTEST_FIRST.indexOf(shipped.group)).toBeLessThanOrEqual(
      STRICTEST_FIRST.indexOf(group),
    )
  else expect(shipped.group).toBe(group)
  expect(modelOf(place)).toBe(GROUPS[shipped.group].model)
})

test('each line names its source and the day it was read', () => {
  for (const { source, readOn, places } of SHIPPED) {
    expect(source.length).toBeGreaterThan(10)
    expect(readOn).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(places.length).toBeGreaterThan(5)
  }
  const all = SHIPPED.flatMap(({ places }) => places)
  expect(new Set(all).size).toBe(all.length)
})

/** Headers of one edge; the collector is told which of them to read. */
const COUNTRY_HEADERS = [
  ['cf-ipcountry', 'cf-region-code'],
  ['x-vercel-ip-country', 'x-vercel-ip-country-region'],
  ['cloudfront-viewer-country', 'cloudfront-viewer-country-region'],
  ['x-amz-cf-ipcountry', ''],
  ['eo-ipcountry', ''],
] as const

/** What the collector says where the edge and its own table say this. */
function toldOf({ header = {}, untrusted, country, region }: RegionVisitor) {
  const byEdge = untrusted
    ? []
    : COUNTRY_HEADERS.map(([name, part]) => placeOf(header[name], header[part]))
  return ruleAt([...byEdge, placeOf(country, region)], {})
}

async function ruleOn(visitor: RegionVisitor) {
  const told = toldOf(visitor)
  // A clock that is no zone: browsers answer UTC.
  const zone = visitor.timeZone?.includes('Mars') ? 'UTC' : visitor.timeZone
  const before = process.env['TZ']
  process.env['TZ'] = zone ?? 'UTC'
  try {
    const canAsk = told.place !== undefined || visitor.header !== undefined
    const regions = pageRegions({}, canAsk)
    const place = canAsk ? async () => told : undefined
    return (await law({ purposes: [], regions, place })()).rule
  } finally {
    process.env['TZ'] = before
  }
}

/** Where the other table, silent itself, is stricter: with us a clock alone is a source. */
const BY_CLOCK: Readonly<Record<string, string>> = { 'New York, by the clock alone': 'opt-out' }

describe('visitors', () => {
  // Hosts of VPNs are not told apart by any table that is shipped.
  const known = VISITORS.filter(({ vpn }) => !vpn)

  test.each(known.filter(({ header, country }) => header ?? country))(
    '$who: what the collector says',
    (visitor) => {
      const { group, model } = toldOf(visitor)
      const { expect: wanted, timeZone } = visitor
      // The clock is the page's to read: it may only make it stricter.
      if (timeZone === undefined) expect(model).toBe(wanted.model)
      expect(STRICTEST_FIRST).toContain(group)
      if (wanted.place && timeZone === undefined)
        expect(wanted.place.startsWith(toldOf(visitor).place ?? '')).toBe(true)
    },
  )

  test.each(known)('$who: what holds', async (visitor) => {
    const { model } = await ruleOn(visitor)
    const { expect: wanted, silent, header, country, timeZone } = visitor
    // A clock alone is a source too: the last before nothing is known.
    const byClock = silent && timeZone && (!header || !toldOf(visitor).place) && !country
    if (byClock) expect(model).toBe(BY_CLOCK[visitor.who] ?? 'opt-in')
    else expect(STRICT.indexOf(model)).toBeLessThanOrEqual(STRICT.indexOf(wanted.model))
  })

  test('those whose place and clock agree get exactly what the table has', async () => {
    const agreeing = known.filter(
      ({ timeZone, header, country, silent }) =>
        !silent &&
        timeZone &&
        (header ?? country) &&
        ZONES.some(([zones]) => RegExp(`^(${zones})`).test(timeZone)),
    )
    expect(agreeing.length).toBeGreaterThan(12)
    for (const visitor of agreeing)
      expect((await ruleOn(visitor)).model, visitor.who).toBe(visitor.expect.model)
  })
})

test('every zone that is named exists, and none of Europe is lax', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  for (const [pattern] of ZONES) {
    const parts = pattern.replace(/^America\/\(/, '').split('|')
    expect(parts.length).toBeGreaterThan(0)
    expect(zones.some((zone) => RegExp(`^(${pattern})`).test(zone))).toBe(true)
  }
  const lax = pageRegions({}, false)
  for (const zone of zones.filter((each) => each.startsWith('Europe/')))
    expect(
      lax.some(([pattern]) => RegExp(`^(${pattern})`).test(zone)),
      zone,
    ).toBe(false)
})
