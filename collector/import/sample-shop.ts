// The shop that sample visits go through: products, prices, markets and where people come from.

export interface SampleProduct {
  readonly id: string
  readonly name: string
  readonly category: string
  /** Minor units of the euro. */
  readonly price: number
}

/** Those of the demo shop that stand for themselves; neighbours go together. */
export const PRODUCTS: readonly SampleProduct[] = [
  { id: 'tidal-throw', name: 'Tidal throw', category: 'throws', price: 12900 },
  { id: 'breakwater-throw', name: 'Breakwater throw', category: 'throws', price: 14900 },
  { id: 'regatta-throw', name: 'Regatta throw', category: 'throws', price: 9900 },
  { id: 'fogbank-throw', name: 'Fogbank throw', category: 'throws', price: 17900 },
  { id: 'cove-blanket', name: 'Cove picnic blanket', category: 'throws', price: 8900 },
  { id: 'skerry-cushion', name: 'Skerry cushion', category: 'cushions', price: 4900 },
  { id: 'deckchair-cushion', name: 'Deckchair cushion', category: 'cushions', price: 3900 },
  { id: 'ripple-cushion', name: 'Ripple cushion', category: 'cushions', price: 5400 },
  { id: 'anchorage-cushion', name: 'Anchorage cushion', category: 'cushions', price: 5900 },
  { id: 'bather-towel', name: 'Bather towel', category: 'towels', price: 3400 },
  { id: 'lido-towel', name: 'Lido bath towel', category: 'towels', price: 2900 },
  { id: 'pontoon-towel', name: 'Pontoon hand towel', category: 'towels', price: 1600 },
  { id: 'galley-cloths', name: 'Galley cloths, pair', category: 'towels', price: 1900 },
  { id: 'mooring-runner', name: 'Mooring table runner', category: 'table-linen', price: 4500 },
  { id: 'headland-runner', name: 'Headland table runner', category: 'table-linen', price: 4900 },
  { id: 'harvest-runner', name: 'Harvest table runner', category: 'table-linen', price: 4200 },
  { id: 'pilot-napkins', name: 'Pilot napkins, set of 4', category: 'table-linen', price: 3600 },
  { id: 'signal-napkins', name: 'Signal napkins, set of 4', category: 'table-linen', price: 3900 },
  { id: 'skerry-mug', name: 'Skerry mug', category: 'tableware', price: 2200 },
  { id: 'saltmarsh-bowl', name: 'Saltmarsh bowl', category: 'tableware', price: 2600 },
  { id: 'horizon-plate', name: 'Horizon dinner plate', category: 'tableware', price: 2900 },
  { id: 'shoal-plate', name: 'Shoal side plate', category: 'tableware', price: 1800 },
  { id: 'lantern-jug', name: 'Lantern jug', category: 'tableware', price: 5200 },
  { id: 'spray-tumblers', name: 'Spray tumblers, pair', category: 'tableware', price: 3200 },
]

export interface SampleMarket {
  readonly country: string
  readonly language: string
  readonly currency: string
  /** Minor units of its currency for one cent. */
  readonly perCent: number
  readonly weight: number
}

export const MARKETS: readonly SampleMarket[] = [
  { country: 'DE', language: 'de-DE', currency: 'EUR', perCent: 1, weight: 34 },
  { country: 'AT', language: 'de-AT', currency: 'EUR', perCent: 1, weight: 8 },
  { country: 'FR', language: 'fr-FR', currency: 'EUR', perCent: 1, weight: 14 },
  { country: 'NL', language: 'nl-NL', currency: 'EUR', perCent: 1, weight: 9 },
  { country: 'GB', language: 'en-GB', currency: 'GBP', perCent: 0.86, weight: 16 },
  { country: 'US', language: 'en-US', currency: 'USD', perCent: 1.09, weight: 13 },
  { country: 'JP', language: 'ja-JP', currency: 'JPY', perCent: 1.62, weight: 6 },
]

export interface SampleSource {
  readonly referrer?: string
  readonly query: string
  readonly weight: number
}

export const SOURCES: readonly SampleSource[] = [
  { query: '', weight: 34 },
  { referrer: 'https://www.google.com/', query: '', weight: 30 },
  { referrer: 'https://www.pinterest.com/', query: '', weight: 10 },
  { query: '?utm_source=newsletter&utm_medium=email&utm_campaign=autumn-table', weight: 12 },
  {
    referrer: 'https://www.instagram.com/',
    query: '?utm_source=instagram&utm_medium=social&utm_campaign=slow-home',
    weight: 14,
  },
]

/** `userAgent` is what simulated shoppers send; the devices of sample visits are told. */
export const DEVICES = [
  {
    device: 'mobile',
    browser: 'Safari',
    width: 390,
    weight: 34,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  },
  {
    device: 'mobile',
    browser: 'Chrome',
    width: 412,
    weight: 24,
    userAgent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36',
  },
  {
    device: 'desktop',
    browser: 'Chrome',
    width: 1440,
    weight: 22,
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  },
  {
    device: 'desktop',
    browser: 'Firefox',
    width: 1680,
    weight: 8,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  },
  {
    device: 'desktop',
    browser: 'Safari',
    width: 1512,
    weight: 7,
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  },
  {
    device: 'tablet',
    browser: 'Safari',
    width: 820,
    weight: 5,
    userAgent:
      'Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  },
] as const
