// A marketer tries another hero: makes the experiment, starts it, reads what it shows, and ships the winner.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { signIn, startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const HEADLINE = 'Made where the river meets the sea'
const SHOPPERS = 2_000
/** What was acknowledged is stored within seconds. */
const PATIENCE = { timeout: 20_000, interval: 300 }
/** Of those who see the new hero so much more order. */
const TRUE_LIFT = 0.8

let shop: Shop
let board: Page

beforeAll(async () => {
  shop = await startShop([], { TIDEMARK_RATE_ADDRESS: '5000', TIDEMARK_RATE_SITE: '20000' })
  board = await shop.newVisitor()
  await signIn(board, shop.collector)
})

afterAll(async () => {
  await shop?.stop()
})

const main = () => board.getByRole('main')
const heading = (page: Page) => page.locator('.hero h1').textContent()

async function visit(query = ''): Promise<Page> {
  const page = await shop.newVisitor()
  await page.goto(`${shop.url}/${query}`)
  await page.locator('.hero h1').waitFor()
  return page
}

test('the experiment is made and started in the console', async () => {
  await board.getByRole('link', { name: 'Experiments', exact: true }).click()
  await main().getByText('No experiments yet').waitFor()
  await main().getByRole('button', { name: 'New experiment' }).click()
  await main().getByLabel('Name').first().fill('Hero')
  await main().getByLabel('Hypothesis (optional)').fill('Where it is made sells better than how.')
  await main().getByLabel('Pages, a path a line').fill('/')
  const bold = main().getByRole('group', { name: 'Variation 1' })
  await bold.getByLabel('Name').fill('River')
  await bold.getByRole('button', { name: 'Add a change' }).click()
  await bold.getByLabel('Element (CSS selector)').fill('.hero h1')
  await bold.getByLabel('New text').fill(HEADLINE)
  await main().getByRole('button', { name: 'Start' }).click()
  await main().getByText('Running').waitFor()
  expect(board.url()).toContain('experiment=hero')
})

test('a link shows each variation without counting', async () => {
  const control = await visit('?hero=0')
  const river = await visit('?hero=1')
  expect([await heading(control), await heading(river)]).toEqual(['Woven by the water', HEADLINE])
  await control.context().close()
  await river.context().close()
})

test('before the grant everybody sees the control; after it each their own, for good', async () => {
  const shown = new Set<string | null>()
  for (let visitors = 0; visitors < 12 && shown.size < 2; visitors++) {
    const page = await visit()
    expect(await heading(page)).toBe('Woven by the water')
    await page.getByTestId('accept').click()
    await page.waitForFunction(() => localStorage.getItem('tm_experiments')?.includes('hero'))
    const first = await heading(page)
    await page.reload()
    await page.locator('.hero h1').waitFor()
    await page.waitForFunction(() => 'tm' in window && !('q' in (window.tm as object)))
    await expect.poll(() => heading(page)).toBe(first)
    shown.add(first)
    await page.context().close()
  }
  expect([...shown].toSorted()).toEqual([HEADLINE, 'Woven by the water'])
})

interface Results {
  srmP: number
  variations: { visitors: number; left: number }[]
  metrics: { variations: { lift: number; liftBounds: [number, number]; verdict: string }[] }[]
}

const askResults = () =>
  board.evaluate(async () => {
    const answer = await fetch('/api/v1/sites/demo/reports/experiments?experiment=hero')
    return (await answer.json()) as Results
  })

test('simulated shoppers come, and the results hold what is true of them', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ['collector/dist/main.js', 'simulate', '--site', 'demo', '--seed', 'journey'],
      ['--shoppers', String(SHOPPERS), '--conversion', '0.1', '--lift', `hero=b:${TRUE_LIFT}`],
    ].flat(),
    { env: { ...process.env, TIDEMARK_DATA: shop.data } },
  )
  console.log(stdout)
  const counted = ({ variations }: Results) =>
    variations.reduce((sum, { visitors }) => sum + visitors, 0)
  await vi.waitUntil(async () => counted(await askResults()) >= SHOPPERS, PATIENCE)
  const results = await askResults()
  expect(results.srmP).toBeGreaterThan(0.001)
  const river = results.metrics[0]?.variations[1]
  const [low, high] = river?.liftBounds ?? [0, 0]
  console.log(
    `true lift ${TRUE_LIFT}, estimated ${river?.lift.toFixed(3)}, bounds ${low.toFixed(3)} to ${high.toFixed(3)}`,
  )
  expect(river?.verdict).toBe('higher')
  expect(low).toBeLessThanOrEqual(TRUE_LIFT)
  expect(high).toBeGreaterThanOrEqual(TRUE_LIFT)
  await board.reload()
  await main().getByText('River does better than the control').waitFor()
})

test('who withdraws counts as having left what they saw, and in nothing else', async () => {
  const before = (await askResults()).variations
  const page = await visit()
  await page.getByTestId('accept').click()
  await page.waitForFunction(() => localStorage.getItem('tm_experiments')?.includes('hero'))
  const counted = async (): Promise<number[]> =>
    (await askResults()).variations.map(({ visitors }) => visitors)
  const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0)
  const all = before.map(({ visitors }) => visitors)
  await expect.poll(async () => sum(await counted()), PATIENCE).toBe(sum(all) + 1)
  const saw = (await counted()).findIndex((visitors, at) => visitors > all[at]!)
  await page.evaluate(() => (window as unknown as { tm: (call: string) => void }).tm('withdraw'))
  await expect.poll(async () => (await askResults()).variations[saw]?.left, PATIENCE).toBe(1)
  expect(await counted()).toEqual(all)
  await page.context().close()
  await board.reload()
  await main().getByText('; 1 withdrew').waitFor()
  await main().getByText('No variation drives more away than chance would').waitFor()
})

test('the winner is shipped, and the shop shows it to all, also to those who refuse', async () => {
  await main().getByRole('button', { name: 'Ship “River”' }).click()
  await main().getByText('Shipped').waitFor()
  const page = await visit()
  await expect.poll(() => heading(page)).toBe(HEADLINE)
  await page.getByTestId('reject').click()
  await page.reload()
  await page.locator('.hero h1').waitFor()
  await expect.poll(() => heading(page)).toBe(HEADLINE)
  expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain('tm_experiments')
  await page.context().close()
})

test('and taken back', async () => {
  await main().getByRole('button', { name: 'Take back “River”' }).click()
  await main().getByText('Stopped').waitFor()
  const page = await visit()
  expect(await heading(page)).toBe('Woven by the water')
  await page.context().close()
})
