// Every field that a visitor or a shop's feed may fill, filled with what would run.
import type { Item } from '../../packages/wire/event.ts'
import { ORDINARY_AGENT } from '../support/browser-chromium.ts'
import { createPayloads } from './payloads.ts'
import { ORIGIN, SITE } from './stage.ts'

/** So many sessions have done it that heatmaps tell of it. */
export const SESSIONS = 8
export const EXPERIMENT = 'hero'
/** A path of markup, as an address carries it: percent signs and all. */
const PATH = '/%3Cimg%20src=x%20onerror=window.__xss=1%3E'
const RAW_PATH = `/<img/src=x/onerror=window.__xss='path'>`

const payload = createPayloads()
const NAME_CHARS = 100

function item(): Item {
  const names = [
    'item_id',
    'item_name',
    'item_brand',
    'item_category',
    'item_category2',
    'item_category3',
    'item_category4',
    'item_category5',
    'item_variant',
    'item_list_id',
    'item_list_name',
    'affiliation',
    'coupon',
    'creative_name',
    'creative_slot',
    'location_id',
    'promotion_id',
    'promotion_name',
  ]
  const fields = names.map((name) => [name, payload(name, NAME_CHARS)])
  return { ...Object.fromEntries(fields), price: 4_990, quantity: 1 } as Item
}

const commerce = () => ({
  currency: 'EUR',
  value: 4_990,
  coupon: payload('coupon', 100),
  items: [item()],
})

/** Type and body of one event of each kind. */
const bodies = (visit: number): readonly (readonly [string, object])[] => [
  [
    'page_view',
    {
      title: payload('title'),
      referrer: `https://evil.example/${encodeURI(payload('referrer', 80))}`,
    },
  ],
  ['custom', { name: 'spin', params: { a: payload('param', 100), b: payload('param', 100) } }],
  ['custom', { name: 'xss_window_alert', params: {} }],
  ['view_search_results', { search_term: payload('search') }],
  [
    'click',
    {
      link_url: `https://evil.example/<svg/onload=window.__xss=1>`,
      link_domain: payload('domain', 100),
      outbound: true,
    },
  ],
  [
    'file_download',
    {
      link_url: `https://evil.example/"onclick="window.__xss=1`,
      file_name: payload('file'),
      file_extension: payload('ext', 100),
    },
  ],
  ['form_submit', { form_id: payload('form', 100), form_name: payload('form', 100) }],
  ['sdk_error', { feature: payload('feature', 100), message: payload('message') }],
  ['exposure', { experiment: EXPERIMENT, variation: visit % 2 ? 'b' : 'control' }],
  ['exposure', { experiment: payload('experiment', 100), variation: payload('variation', 100) }],
  ...['view_item_list', 'select_item', 'view_item', 'add_to_cart', 'view_promotion'].map(
    (type) =>
      [
        type,
        { ...commerce(), item_list_id: payload('list', 100), item_list_name: payload('list', 100) },
      ] as const,
  ),
  ['purchase', { ...commerce(), transaction_id: `${payload('order', 60)}-${visit}` }],
  [
    'heat',
    {
      width: 1_440,
      sample: 100,
      fold: 40,
      reach: 90,
      // Each session the same, or too few have clicked it to be told.
      anchors: [
        `<img src=x onerror=window.__xss='anchor'>`,
        `[data-product-id="<svg/onload=window.__xss=1>"] b`,
      ],
      points: [
        [0, 0, 118, 201, 1, 64],
        [0, 1, 128, 128, 0, 131],
      ],
    },
  ],
]

/** What one visitor's page sends; `visit` tells them apart. */
export function visitOf(visit: number, nowMs: number): object {
  const utm = ['source', 'medium', 'campaign', 'term', 'content']
    .map((name) => `utm_${name}=${encodeURIComponent(payload(name, 80))}`)
    .join('&')
  const path = visit % 3 ? PATH : RAW_PATH
  const events = bodies(visit).map(([type, body], at) => ({
    seq: at + 1,
    type,
    timeMs: nowMs - 5_000 + at,
    session: `session-of-visit-${visit}`,
    url: type === 'heat' ? `${ORIGIN}${PATH}` : `${ORIGIN}${path}?${utm}`,
    body,
  }))
  return {
    site: SITE,
    sdk: '0.1.0',
    stream: `stream-of-visit-${visit}`,
    sentMs: nowMs,
    emitted: events.length,
    grant: { analytics: 'full', heatmaps: 'full', experiments: 'full', recommendations: 'full' },
    notice: payload('notice', 100),
    visitor: `visitor-number-${visit}`,
    language: '<script>',
    width: 1_440,
    events,
  }
}

export const FEED = {
  products: Array.from({ length: 8 }, () => ({
    id: payload('id', 100),
    name: payload('product'),
    category: payload('category', 100),
    prices: { EUR: 4_990 },
  })),
}

/** The first is nobody's robot. */
export const USER_AGENTS: readonly string[] = [
  ORDINARY_AGENT,
  `${ORDINARY_AGENT} <script>window.__xss='agent'</script>`,
  `<img src=x onerror=window.__xss='agent'>/1.0`,
]
