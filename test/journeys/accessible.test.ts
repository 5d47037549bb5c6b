// Every screen of the console and every page of the shop is held to axe, light and dark, on a desk and on a phone; none moves sideways.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { SCREEN_NAMES, SETTINGS_PARTS } from '../../demo-site/console/view.ts'
import { signIn, startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
const ALL_LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  SIZES.map((size) => ({ ...size, colorScheme })),
)
type Look = (typeof ALL_LOOKS)[number]
/** Light on a desk and dark on a phone hold nearly all of it, a screen in one of them; `npm run deep` looks at all four. */
const ALTERNATING = [ALL_LOOKS[0]!, ALL_LOOKS[3]!]
let looked = 0
const nextLooks = (): readonly Look[] =>
  process.env['LOOKS'] ? ALL_LOOKS : [ALTERNATING[looked++ % 2]!]

let shop: Shop
let board: Page
let consoleUrl = ''
let visitor: Page

beforeAll(async () => {
  shop = await startShop(['--demo'])
  await vi.waitUntil(() => shop.collector.output().includes('demo:'), { timeout: 50_000 })
  board = await shop.newVisitor()
  await signIn(board, shop.collector)
  consoleUrl = `${new URL(board.url()).origin}/console/`
  await board.evaluate(async () => {
    const variation = (key: string) => ({
      key,
      name: key,
      weight: 0.5,
      changes: [{ kind: 'hide', selector: 'b' }],
    })
    const draft = {
      name: 'Hero',
      hypothesis: 'More',
      coverage: 1,
      targeting: {},
      metrics: [{ kind: 'conversion' }, { kind: 'revenue' }],
      variations: [variation('control'), variation('b')],
    }
    const send = (method: string, path: string, body: object) =>
      fetch(`/api/v1/sites/demo/${path}`, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
    await send('PUT', 'experiments/hero', draft)
    await send('PUT', 'experiments/draft', draft)
    await send('POST', 'experiments/hero/status', { status: 'running' })
    await send('PUT', 'flags/express', {
      description: 'Checkout on one page',
      on: true,
      value: false,
      rules: [
        { targeting: { markets: ['DE'] }, coverage: 0.1, value: true },
        { experiment: 'hero', values: { b: true } },
      ],
    })
    const requested = { kind: 'erasure', place: 'US-CA', manner: 'letter', reference: 'T-1' }
    const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)
    for (const daysAgo of [1, 60])
      await send('POST', 'requests', {
        ...requested,
        receivedDay: dayOf(Date.now() - daysAgo * 86_400_000),
      })
    await send('POST', 'tokens', { name: 'Orders of the shop', scope: 'events' })
    await send('POST', 'members', { login: 'ben@shop.example', role: 'analyst' })
    await send('PUT', 'flags/rows', { description: '', on: false, value: 3, rules: [] })
  })
  visitor = await shop.newVisitor()
})

afterAll(async () => {
  await shop?.stop()
})

interface Violation {
  id: string
  nodes: readonly { html: string }[]
}

/** What axe finds wrong, in words; it needs no leave of the page's policy, being put in by the browser itself. */
async function violationsOn(page: Page, look: Look): Promise<string[]> {
  await page.setViewportSize(look)
  await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
  await page.evaluate(AXE)
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: () => Promise<{ violations: Violation[] }> }
    }
    return (await axe.run()).violations
  })
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  return [
    ...found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)),
    ...(sideways > 0 ? [`the page moves ${sideways} px sideways`] : []),
  ]
}

const SCREENS = [
  ...SCREEN_NAMES.map((name) => `#${name}`),
  ...SETTINGS_PARTS.slice(1).map((part) => `#settings?part=${part}`),
  '#experiments?experiment=%2B',
  '#experiments?flag=*',
  '#experiments?flag=%2B',
  '#experiments?flag=express',
  '#experiments?experiment=draft',
  '#experiments?experiment=hero',
]

/** A third of them in a run, by the day: all in `npm run deep`. */
const DAY = Math.floor(Date.now() / 86_400_000)
const LOOKED_AT = SCREENS.filter((_, at) => process.env['LOOKS'] === 'all' || at % 3 === DAY % 3)

test.for(LOOKED_AT)('the console at %s', async (address) => {
  // A page of its own: a fragment alone would be a step within the last.
  await board.goto('about:blank')
  await board.goto(`${consoleUrl}${address}`)
  await board.getByRole('main').locator('.panel, .notice, .experiments').first().waitFor()
  for (const look of nextLooks()) expect(await violationsOn(board, look)).toEqual([])
})

test.for([
  '/',
  '/c/throws',
  '/p/tidal-throw',
  '/search?q=linen',
  '/cart',
  '/checkout',
  '/thank-you',
  '/nowhere',
])('the shop at %s', async (path) => {
  await visitor.goto(shop.url + path)
  await visitor.locator('h1').waitFor()
  for (const look of nextLooks()) expect(await violationsOn(visitor, look)).toEqual([])
})

test('the privacy panel of the shop', async () => {
  await visitor.goto(shop.url)
  if (await visitor.getByTestId('accept').count()) await visitor.getByTestId('accept').click()
  await visitor.getByTestId('privacy-panel').click()
  await visitor.locator('.privacy-panel dt').first().waitFor()
  for (const look of nextLooks()) expect(await violationsOn(visitor, look)).toEqual([])
})

test('the control: what is not accessible is told', async () => {
  await visitor.goto(shop.url)
  await visitor.evaluate(() => {
    const input = document.createElement('input')
    // Wider than any screen.
    input.size = 400
    document.body.append(input)
  })
  const told = String(await violationsOn(visitor, ALL_LOOKS[0]!))
  expect(told).toContain('label: <input')
  expect(told).toContain('px sideways')
})
