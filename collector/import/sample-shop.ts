// The shop that sample visits go through: products, prices, markets and where people come from.

export interface SampleProduct {
  readonly id: string
  readonly name: string
  readonly category: string
  /** Minor units of the euro. */
  readonly price: number
}

export const PRODUCTS: readonly SampleProduct[] = [
  { id: 'HL-001', name: 'Linen tablecloth', category: 'table-linen', price: 7_900 },
  { id: 'HL-002', name: 'Linen napkins, set of four', category: 'table-linen', price: 3_600 },
  { id: 'HL-003', name: 'Table runner', category: 'table-linen', price: 4_200 },
  { id: 'HL-004', name: 'Waffle bath towel', category: 'bath', price: 3_400 },
  { id: 'HL-005', name: 'Hand towel', category: 'bath', price: 1_600 },
  { id: 'HL-006', name: 'Bath mat', category: 'bath', price: 2_900 },
  { id: 'HL-007', name: 'Wool throw', category: 'throws', price: 12_900 },
  { id: 'HL-008', name: 'Cotton blanket', category: 'throws', price: 8_900 },
  { id: 'HL-009', name: 'Cushion cover', category: 'throws', price: 3_900 },
  { id: 'HL-010', name: 'Stoneware bowl', category: 'tableware', price: 2_200 },
  { id: 'HL-011', name: 'Stoneware plate', category: 'tableware', price: 1_900 },
  { id: 'HL-012', name: 'Carafe', category: 'tableware', price: 3_100 },
  { id: 'HL-013', name: 'Enamel mug', category: 'tableware', price: 1_400 },
  { id: 'HL-014', name: 'Percale duvet cover', category: 'bedding', price: 11_900 },
  { id: 'HL-015', name: 'Pillowcase', category: 'bedding', price: 2_800 },
  { id: 'HL-016', name: 'Fitted sheet', category: 'bedding', price: 5_400 },
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
