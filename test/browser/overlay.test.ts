// A page that is opened to be drawn over: it hears the console that has opened it, and nobody else makes it ask for or keep anything.
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { SiteConfig } from '../../packages/wire/decision.ts'
import { testAlone } from '../support/browser-stage.ts'
import { tracesOf } from '../support/browser-traces.ts'
import { pageHtml } from '../support/page-markup.ts'

const CONSOLE = 'http://console.example'
const STRANGER = 'http://evil.example'
const SECRET = `#tm-overlay=${'A'.repeat(43)}`
const DATA = { title: 'Clicks.', spots: [{ anchor: '#buy', across: 7, down: 7, clicks: 9 }] }
const BODY = '<button id="buy" style="width:200px;height:80px">Buy</button>'

const test = testAlone.extend('config', {
  site: 'demo',
  currency: 'EUR',
  heatmap: { sample: 1, console: CONSOLE },
} as SiteConfig).concurrent

interface Opener extends Window {
  heard: { data: unknown; origin: string }[]
  tab: Window | null
}

/** Opens `url` from a page of `origin`, which keeps what it hears. */
async function openFrom(context: BrowserContext, origin: string, url: string) {
  await context.route(`${origin}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Opener</title>' }),
  )
  const opener = await context.newPage()
  await opener.goto(`${origin}/`)
  const opened = opener.waitForEvent('popup')
  await opener.evaluate((url) => {
    const page = window as unknown as Opener
    page.heard = []
    addEventListener('message', ({ data, origin }) => page.heard.push({ data, origin }))
    page.tab = open(url)
  }, url)
  const tab = await opened
  await tab.waitForFunction(() => typeof (window as { tm?: unknown }).tm === 'function')
  return { opener, tab }
}

const heardBy = (opener: Page) => opener.evaluate(() => (window as unknown as Opener).heard)

/** Sends the figures, and resolves once the page has been given them. */
async function send(opener: Page, tab: Page): Promise<void> {
  const given = tab.evaluate(
    () => new Promise((resolve) => addEventListener('message', () => resolve(0), { once: true })),
  )
  await opener.evaluate((data) => (window as unknown as Opener).tab?.postMessage(data, '*'), DATA)
  await given
}

/** What its being opened so has left, beside the tag that every page fetches. */
const left = async (...[tab, collector]: Parameters<typeof tracesOf>) => {
  const { requests, cookies, localStorage, sessionStorage, indexedDb } = await tracesOf(
    tab,
    collector,
  )
  return { requests, cookies, localStorage, sessionStorage, indexedDb }
}
const NOTHING = {
  requests: ['GET /t/demo.js'],
  cookies: [],
  localStorage: [],
  sessionStorage: [],
  indexedDb: [],
}

test('the console is shown the secret, sends figures, and is drawn: the control', async ({
  context,
  collector,
  site,
}) => {
  site.put('/', { html: pageHtml({ tag: collector.url, body: BODY }) })
  const { opener, tab } = await openFrom(context, CONSOLE, site.url + '/' + SECRET)
  await opener.waitForFunction(() => (window as unknown as Opener).heard.length > 0)
  expect(await heardBy(opener)).toEqual([{ data: SECRET, origin: site.url }])
  expect(await left(tab, collector)).toEqual(NOTHING)
  await send(opener, tab)
  await tab.locator('#tm-overlay').waitFor({ state: 'attached' })
  expect(new URL(tab.url()).hash).toBe('')
  const { requests } = await left(tab, collector)
  expect(requests.map((each) => each.replace(/-[\w-]{8}\.js$/, ''))).toEqual([
    'GET /t/demo.js',
    'GET /m/heatmap-overlay',
  ])
})

test('a stranger is shown nothing, and what it sends does nothing', async ({
  context,
  collector,
  site,
}) => {
  site.put('/', { html: pageHtml({ tag: collector.url, body: BODY }) })
  const { opener, tab } = await openFrom(context, STRANGER, site.url + '/' + SECRET)
  await send(opener, tab)
  expect(await left(tab, collector)).toEqual(NOTHING)
  // Whatever the page had posted would have come before the answer to this.
  await tab.evaluate(() => (window.opener as Window).postMessage('last', '*'))
  await opener.waitForFunction(() => (window as unknown as Opener).heard.length > 0)
  expect((await heardBy(opener)).map(({ data }) => data)).toEqual(['last'])
})

test('another window at the console’s origin is not the one that has opened it', async ({
  context,
  collector,
  site,
}) => {
  site.put('/', { html: pageHtml({ tag: collector.url, body: BODY }) })
  const { opener, tab } = await openFrom(context, CONSOLE, site.url + '/' + SECRET)
  // Gives the page what the console would, from within it.
  await context.route(`${CONSOLE}/frame`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<script>parent.postMessage(${JSON.stringify(DATA)}, '*')</script>`,
    }),
  )
  const given = await tab.evaluate(
    (src) =>
      new Promise<string>((resolve) => {
        addEventListener('message', ({ origin }) => resolve(origin), { once: true })
        document.body.append(Object.assign(document.createElement('iframe'), { src }))
      }),
    `${CONSOLE}/frame`,
  )
  expect(given).toBe(CONSOLE)
  expect(await left(tab, collector)).toEqual(NOTHING)
  await send(opener, tab)
  await tab.locator('#tm-overlay').waitFor({ state: 'attached' })
})
