// Makes the n-th request of a seed: to the addresses of pages and to every operation of the API, mutated in address, head or body.
import type { Prng } from '../support/prng.ts'
import { batchOf, bodyOf } from './access-asks.ts'
import { HOSTILE_TEXTS, bytesOf, mutateValue, sampleOf, write } from './mutate.ts'
import { changes } from './openapi.ts'
import type { ListedOperation } from './openapi.ts'
import type { Asked } from './send.ts'
import { NO_SITE, ORIGIN, OTHER_SITE, SITE } from './stage.ts'

export interface Keys {
  readonly command: Readonly<Record<string, string>>
  readonly events: Readonly<Record<string, string>>
  readonly user: Readonly<Record<string, string>>
}

const PAGES = ['page_view', 'custom', 'purchase', 'heat', 'exposure', 'user_engagement'] as const
const ITEM = { item_id: 'p-1', item_name: 'Throw', price: 100, quantity: 1, index: 2 }
const BODIES: Readonly<Record<(typeof PAGES)[number], object>> = {
  page_view: { title: 'Start', referrer: 'https://www.example.org/' },
  custom: { name: 'spin', params: { a: 1, b: 'x', c: true } },
  purchase: { transaction_id: 'T-1', currency: 'EUR', value: 100, tax: 1, items: [ITEM] },
  heat: {
    width: 390,
    sample: 100,
    fold: 1,
    reach: 2,
    anchors: ['a'],
    points: [[0, 0, 1, 1, 0, 1]],
  },
  exposure: { experiment: 'hero', variation: 'b' },
  user_engagement: { view: 1, engagement_time_msec: 10, percent_scrolled: 5 },
}
/** Few names, so that what is kept of them stays the same. */
const NAMES = [SITE, SITE, SITE, OTHER_SITE, NO_SITE, 'constructor', 'hero', 'spare', 'nobody']
const SEGMENTS = [
  '%2e%2e',
  '..',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%00',
  'alpha%00',
  'alpha%0d%0aset-cookie:x=1',
  '%ff%fe',
  '%',
  '%zz',
  '%c0%ae',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  "alpha'--",
  '"><script>',
  'ALPHA',
  'alpha/',
  '/alpha',
  'alpha;x=1',
  '\\..\\',
  '*',
  ':site',
  '{site}',
  'a'.repeat(64),
  'a'.repeat(65),
  'a'.repeat(5_000),
]
const OTHER_PATHS = [
  '/t/',
  '/m/',
  '/r/',
  '/console/',
  '/api/',
  '/api/v1/sites/',
  '/metrics',
  '/healthz',
  '/',
]

function hostileHeaders(prng: Prng): Record<string, string> {
  const text = prng.pick([
    'x',
    '*',
    '""',
    'W/"x"',
    '"' + 'y'.repeat(200) + '"',
    'a'.repeat(300),
    '{}',
    '-1',
    ';,;=',
    'null',
  ])
  const name = prng.pick([
    'if-match',
    'if-none-match',
    'idempotency-key',
    'cookie',
    'authorization',
    'origin',
    'x-forwarded-for',
    'content-encoding',
    'content-type',
    'accept-encoding',
    'user-agent',
    'range',
    'forwarded',
  ])
  return { [name]: text }
}

function queryText(prng: Prng, { query }: Pick<ListedOperation, 'query'>): string {
  const known = {
    fromMs: Date.now() - 86_400_000,
    toMs: Date.now(),
    experiment: 'hero',
    limit: 5,
    // A site that is deleted takes with it all that is looked at afterwards.
    confirm: NO_SITE,
  }
  const pairs = query.map(({ name, schema }): [string, unknown] => {
    if (prng.chance(0.3)) return [name, prng.pick(HOSTILE_TEXTS).slice(0, 4_000)]
    return [name, name in known ? known[name as keyof typeof known] : sampleOf(schema, prng)]
  })
  if (prng.chance(0.05)) pairs.push(['x'.repeat(prng.whole(1, 12_000)), ''])
  if (prng.chance(0.1))
    pairs.push(
      prng.pick([
        ['__proto__', '1'],
        ['fromMs', '0'],
        ['site', OTHER_SITE],
      ]),
    )
  return pairs.map(([name, value]) => `${name}=${encoded(String(value))}`).join('&')
}

/** Half a character has no address of its own. */
const encoded = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))

function pageRequest(prng: Prng): Asked {
  const isNote = prng.chance(0.2)
  const batch = batchOf(SITE, Date.now()) as { events: Record<string, unknown>[] }
  batch.events = Array.from({ length: prng.whole(1, 3) }, (_, at) => {
    const type = prng.pick(PAGES)
    return { ...batch.events[0], seq: at + 1, type, body: BODIES[type] }
  })
  const grant = {
    analytics: 'full',
    heatmaps: 'full',
    experiments: 'full',
    recommendations: 'full',
  }
  const note = {
    site: SITE,
    choice: prng.pick(['refused', 'withdrawn']),
    stream: 'stream-0001',
    emitted: 3,
    voids: [{ from: 1, to: 2, reason: 'withdrawn' }],
  }
  const value = isNote
    ? note
    : { ...batch, emitted: 3, grant, previous: [{ stream: 'stream-0002', emitted: 9 }] }
  return {
    method: 'POST',
    path: isNote ? '/consent' : '/e',
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      origin: ORIGIN,
      'user-agent': 'Mozilla/5.0',
    },
    body: bytesOf(write(mutateValue(value, prng), prng), prng),
  }
}

function keyOf({ allow }: ListedOperation, keys: Keys): Readonly<Record<string, string>> {
  if (allow === 'events') return keys.events
  return allow === 'user' ? keys.user : keys.command
}

function apiRequest(prng: Prng, operation: ListedOperation, keys: Keys, origin: string): Asked {
  const fill = (name: string) =>
    prng.chance(0.15)
      ? prng.pick(SEGMENTS)
      : name === 'site'
        ? prng.pick(NAMES)
        : prng.pick(NAMES.slice(5))
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => fill(name))
  const query = queryText(prng, operation)
  const asked = {
    method: operation.method,
    path: query ? `${path}?${query}` : path,
    headers: { 'content-type': 'application/json', origin, ...keyOf(operation, keys) },
  }
  if (!changes(operation)) return asked
  const known = bodyOf(
    operation.name,
    { link: 'A'.repeat(43) },
    { name: 'fuzz', headers: {} },
    Date.now(),
  )
  const value =
    known !== undefined && prng.chance(0.5) ? known : sampleOf(operation.body ?? {}, prng)
  return { ...asked, body: bytesOf(write(mutateValue(value, prng), prng), prng) }
}

function strayRequest(prng: Prng): Asked {
  const path =
    prng.pick(OTHER_PATHS) +
    prng.pick(SEGMENTS) +
    prng.pick(['', '.js', '/', '/x', '?' + 'q'.repeat(9_000)])
  return {
    method: prng.pick(['GET', 'HEAD', 'POST', 'OPTIONS', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND']),
    path,
  }
}

/** They wait for the store, or hash passwords: seldom, or nothing else gets its turn. */
const SLOW = [
  'trainRecommend',
  'countImported',
  'exportRows',
  'logIn',
  'changePassword',
  'beginCode',
  'removeCode',
]

function operationOf(prng: Prng, operations: readonly ListedOperation[]): ListedOperation {
  const picked = prng.pick(operations)
  return SLOW.includes(picked.name) && prng.chance(0.95) ? operationOf(prng, operations) : picked
}

/** The request that a chance makes; `operations` are those of the collector's own document. */
export function requestOf(
  prng: Prng,
  {
    operations,
    keys,
    origin,
  }: { operations: readonly ListedOperation[]; keys: Keys; origin: string },
): Asked {
  const way = prng.next()
  const asked =
    way < 0.4
      ? pageRequest(prng)
      : way < 0.95
        ? apiRequest(prng, operationOf(prng, operations), keys, origin)
        : strayRequest(prng)
  if (!prng.chance(0.08)) return asked
  return { ...asked, headers: { ...asked.headers, ...hostileHeaders(prng) } }
}
