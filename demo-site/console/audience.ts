// For whom something is, as a form holds it and as the collector takes it.
import type { Targeting } from '../../packages/wire/experiment.ts'

export interface AudienceForm {
  /** Percent of visitors. */
  coverage: number
  /** A path a line. */
  paths: string
  devices: readonly string[]
  /** Country codes, separated by commas. */
  markets: string
  visitors: '' | 'new' | 'returning'
  /** A line each: `member = gold, silver`. */
  attributes: string
}

export const EVERYBODY: AudienceForm = {
  coverage: 100,
  paths: '',
  devices: [],
  markets: '',
  visitors: '',
  attributes: '',
}

/** A share as percent, to a tenth. */
export function percentOf(share: number): number {
  return Math.round(share * 1000) / 10
}

/** The share again, without the dust of dividing. */
export function shareOf(percent: number): number {
  return Math.round(percent * 10) / 1000
}

/** The form of an audience that exists. */
export function audienceOf(targeting: Targeting, coverage: number): AudienceForm {
  const { paths = [], devices = [], markets = [], visitors = '', attributes = {} } = targeting
  return {
    coverage: percentOf(coverage),
    paths: paths.join('\n'),
    devices,
    markets: markets.join(', '),
    visitors,
    attributes: Object.entries(attributes)
      .map(([name, values]) => `${name} = ${values.join(', ')}`)
      .join('\n'),
  }
}

/** What is sent; the collector says what is wrong with it. */
export function targetingOf({ devices, visitors, ...form }: AudienceForm): Targeting {
  const paths = words(form.paths, /\n/)
  const markets = words(form.markets.toUpperCase(), /[,\s]+/)
  const attributes = words(form.attributes, /\n/).map((line) => {
    const [name = '', values = ''] = line.split(/=(.*)/s)
    return [name.trim(), words(values, /,/)] as const
  })
  return {
    ...(paths.length > 0 && { paths }),
    ...(devices.length > 0 && { devices: devices as NonNullable<Targeting['devices']> }),
    ...(markets.length > 0 && { markets }),
    ...(visitors && { visitors }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
  }
}

function words(text: string, by: RegExp): string[] {
  return text
    .split(by)
    .map((word) => word.trim())
    .filter(Boolean)
}
