// A marketer switches heatmaps on, visitors click, and the map is drawn over the live page for the marketer alone.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { signIn, startShop } from '../support/browser-shop.ts'
import type { Shop } from '../support/browser-shop.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const PAGE = '/c/throws'
const VISITORS = 6

let shop: Shop
let board: Page

beforeAll(async () => {
  shop = await startShop()
  board = await shop.newVisitor()
  await signIn(board, shop.collector)
})

afterAll(async () => {
  await shop?.stop()
})

const main = () => board.getByRole('main')
/** The second product of the page, whichever it is. */
const picture = (page: Page) => page.locator('[data-product-id]').nth(1).locator('a').first()

/** Accepts, clicks on a product, and leaves. */
async function visit(): Promise<string> {
  const page = await shop.newVisitor()
  const chunk = page.waitForResponse((answer) => answer.url().includes('/m/heatmap-'))
  await page.goto(shop.url + PAGE)
  await page.getByTestId('accept').click()
  const url = (await chunk).url()
  await page.evaluate(`import('${url}').then(() => new Promise(requestAnimationFrame))`)
  const product = await page.locator('[data-product-id]').nth(1).getAttribute('data-product-id')
  const told = page.waitForResponse((answer) => !!answer.request().postData()?.includes('"heat"'))
  await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
  await picture(page).click({ position: { x: 20, y: 20 } })
  // Hidden and not left: what a page sends as it goes has the browser's own name here, which is a robot's.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await told
  await page.context().close()
  return product ?? ''
}

interface Report {
  sessions: number
  elements: { anchor: string; clicks: { value: number } }[]
  spots: object[]
}

const askReport = () =>
  board.evaluate(async (page) => {
    const span = `fromMs=${Date.now() - 86_400_000}&toMs=${Date.now() + 86_400_000}`
    const query = `${span}&page=${encodeURIComponent(page)}&band=desktop`
    return (await fetch(`/api/v1/sites/demo/reports/heatmap?${query}`)).json() as Promise<Report>
  }, PAGE)

let product = ''

test('they are off until they are switched on, and then visitors are recorded', async () => {
  await board.getByRole('link', { name: 'Heatmaps', exact: true }).click()
  await main().getByText('Heatmaps are off for this shop').waitFor()
  await main().getByRole('button', { name: 'Switch heatmaps on' }).click()
  await main().getByText('No page was recorded in this period').waitFor()
  for (let visitors = 0; visitors < VISITORS; visitors++) product = await visit()
  // What was acknowledged is stored within seconds.
  await vi.waitUntil(async () => (await askReport()).sessions >= VISITORS, {
    timeout: 20_000,
    interval: 300,
  })
  const { elements, spots } = await askReport()
  const clicked = elements.find(({ anchor }) => anchor.startsWith(`[data-product-id="${product}"]`))
  expect(clicked?.clicks.value).toBe(VISITORS)
  expect(spots.length).toBeGreaterThan(0)
})

test('the screen tells elements, reach and fold', async () => {
  await board.goto(
    `${new URL(board.url()).origin}/console/#heatmap?page=${encodeURIComponent(PAGE)}`,
  )
  await board.reload()
  await main().getByRole('region', { name: 'Elements' }).waitFor()
  expect(await main().getByRole('region', { name: 'Elements' }).textContent()).toContain(product)
  expect(await main().textContent()).toMatch(/of views saw \d+ %/)
  expect(await main().textContent()).toContain(`${VISITORS} sessions recorded`)
})

/** Colours that the overlay has painted, and where its hottest point lies. */
const painted = (tab: Page) =>
  tab.evaluate(() => {
    const canvas = document.querySelector('#tm-overlay')?.shadowRoot?.querySelector('canvas')
    const context = canvas?.getContext('2d')
    if (!canvas?.width || !context) return null
    const { data, width } = context.getImageData(0, 0, canvas.width, canvas.height)
    let hottest = 0
    for (let at = 3; at < data.length; at += 4)
      if (data[at]! > data[hottest * 4 + 3]!) hottest = (at - 3) / 4
    return { x: hottest % width, y: Math.floor(hottest / width), alpha: data[hottest * 4 + 3]! }
  })

test('the map is drawn over the live page, on what was clicked, and goes at a click', async () => {
  const opened = board.context().waitForEvent('page')
  const spent: string[] = []
  board.context().on('request', (request) => {
    if (request.url().endsWith('/overlay/spend')) spent.push(request.postData() ?? '')
  })
  await main().getByRole('button', { name: 'Open over the live page' }).click()
  const tab = await opened
  await tab.waitForURL(`${shop.url}${PAGE}`)
  await vi.waitUntil(async () => ((await painted(tab))?.alpha ?? 0) > 0, { timeout: 20_000 })
  const box = (await picture(tab).boundingBox())!
  const { x, y } = (await painted(tab))!
  expect(x).toBeGreaterThan(box.x - 12)
  expect(x).toBeLessThan(box.x + box.width)
  expect(y).toBeGreaterThan(box.y - 12)
  expect(y).toBeLessThan(box.y + box.height)
  await tab.getByText('Clicks on desktops').waitFor()
  expect(tab.url(), 'whoever copies the address copies no token').not.toContain('tm-overlay')

  expect(spent).toHaveLength(1)
  const again = await board.evaluate(
    async (body) =>
      (
        await fetch('/api/v1/sites/demo/overlay/spend', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        })
      ).status,
    spent[0]!,
  )
  expect(again, 'a token is good once').toBe(401)

  await tab.getByRole('button', { name: 'Close' }).click()
  expect(await tab.locator('#tm-overlay').count()).toBe(0)
  await tab.close()
})

test('fewer sessions are recorded, or none, as the marketer has it; what was recorded stays', async () => {
  const sample = () => board.getByLabel('Recorded from now on')
  const tag = async () => (await fetch(`${shop.collector.url}/t/demo.js`)).text()
  await sample().selectOption('A quarter of the sessions')
  await vi.waitUntil(async () => (await tag()).includes('"sample":0.25'), { timeout: 10_000 })
  await board.reload()
  await vi.waitUntil(async () => (await sample().inputValue()) === '0.25', { timeout: 10_000 })
  await sample().selectOption('None: heatmaps are off')
  await vi.waitUntil(async () => !(await tag()).includes('"heatmap"'), { timeout: 10_000 })
  await main().getByRole('region', { name: 'Elements' }).waitFor()
  await sample().selectOption('All sessions')
  await vi.waitUntil(async () => (await tag()).includes('"sample":1'), { timeout: 10_000 })
})

test('a page that somebody else has opened so asks nothing, and draws nothing', async () => {
  const opener = await shop.newVisitor()
  await opener.goto(shop.url)
  const asked: string[] = []
  opener.context().on('request', (request) => asked.push(request.url()))
  const opened = opener.waitForEvent('popup')
  await opener.evaluate(
    (url) => {
      const tab = window.open(url)
      // As soon as it can hear, and again.
      const tell = () => tab?.postMessage({ title: 'Mine', spots: [] }, '*')
      Object.assign(window, { telling: setInterval(tell, 20) })
    },
    `${shop.url}${PAGE}#tm-overlay=${'A'.repeat(43)}`,
  )
  const tab = await opened
  await picture(tab).waitFor()
  await tab.waitForFunction(() => typeof (window as { tm?: { q?: unknown } }).tm === 'function')
  await tab.evaluate(
    () => new Promise((resolve) => addEventListener('message', resolve, { once: true })),
  )
  expect(await tab.locator('#tm-overlay').count()).toBe(0)
  expect(asked.filter((url) => url.startsWith(shop.collector.url))).toEqual([
    `${shop.collector.url}/t/demo.js`,
  ])
  await opener.context().close()
})
