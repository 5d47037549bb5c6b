// What the inline snippet does beside holding calls: it hides what may change, a second at most, and speaks for Google's tags.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { test } from '../support/browser-stage.ts'
import { pageHtml } from '../support/page-markup.ts'
import { tagReady, tell } from '../support/page-tag.ts'

const STUB = readFileSync('dist/assets/stub.js', 'utf8').trim()
const HERO = '<h1 id="hero">A hero</h1><p id="text">Beside it</p>'
const stub = (options = '') => `<script ${options}>${STUB}</script>`

const visibility = (page: Page, id: string) =>
  page.evaluate((id) => getComputedStyle(document.getElementById(id)!).visibility, id)

/** Time passes by `page.clock.runFor` alone, however slow this machine is. */
async function stopClock(page: Page): Promise<void> {
  await page.clock.install({ time: 0 })
  await page.clock.pauseAt(1_000)
}

/** What Google's tags would find, as plain values; `isCall`: made by `arguments`, the only form they take. */
const commands = (page: Page) =>
  page.evaluate(() => {
    const { dataLayer = [] } = window as { dataLayer?: ArrayLike<unknown>[] }
    return Array.from(dataLayer, (entry) => ({
      isCall: String(entry) === '[object Arguments]',
      said: Array.from(entry),
    }))
  })

const state = (analytics_storage: string, ads: string) => ({
  analytics_storage,
  ad_storage: ads,
  ad_user_data: ads,
  ad_personalization: ads,
})

test('it is at most 400 bytes of the page', () => {
  expect(Buffer.byteLength(STUB)).toBeLessThanOrEqual(400)
})

describe('data-tm-hide', () => {
  test('hides what it names and nothing else, until the tag has started', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', {
      html: pageHtml({ tag: collector.url, head: stub('data-tm-hide="#hero"'), body: HERO }),
    })
    let free = (): void => {}
    const late = new Promise<void>((resolve) => (free = resolve))
    await stopClock(page)
    await page.route('**/t/demo.js', async (route) => {
      await late
      await route.continue()
    })
    await page.goto(site.url, { waitUntil: 'commit' })
    await page.locator('#text').waitFor()
    expect([await visibility(page, 'hero'), await visibility(page, 'text')]).toEqual([
      'hidden',
      'visible',
    ])
    free()
    // The clock stands still: nothing but the tag can show it.
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector('#hero')!).visibility === 'visible',
    )
  })

  test('shows it after a second where the tag does not come', async ({ page, collector, site }) => {
    site.put('/', {
      html: pageHtml({ tag: collector.url, head: stub('data-tm-hide="#hero"'), body: HERO }),
    })
    await stopClock(page)
    await page.route('**/t/demo.js', (route) => route.abort())
    await page.goto(site.url)
    expect(await visibility(page, 'hero')).toBe('hidden')
    await page.clock.runFor(1_000)
    expect(await visibility(page, 'hero')).toBe('visible')
  })

  test('without it nothing is hidden', async ({ page, collector, site }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, head: stub(), body: HERO }) })
    await stopClock(page)
    await page.route('**/t/demo.js', (route) => route.abort())
    await page.goto(site.url)
    expect([await visibility(page, 'hero'), await visibility(page, 'text')]).toEqual([
      'visible',
      'visible',
    ])
  })
})

describe('Google Consent Mode', () => {
  test('denied before a choice, updated by each, and on the next page by what was chosen', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, head: stub() }) })
    await page.goto(site.url)
    await tagReady(page)
    const waiting = {
      isCall: true,
      said: ['consent', 'default', { ...state('denied', 'denied'), wait_for_update: 500 }],
    }
    expect(await commands(page)).toEqual([waiting])
    await tell(page, 'consent', { analytics: 'full' })
    await tell(page, 'consent', { analytics: 'full', marketing: 'full' })
    await tell(page, 'withdraw')
    const update = (analytics: string, ads: string) => ({
      isCall: true,
      said: [
        'consent',
        'update',
        {
          ...state(analytics, ads),
          personalization_storage: 'denied',
          security_storage: 'granted',
        },
      ],
    })
    expect(await commands(page)).toEqual([
      waiting,
      update('granted', 'denied'),
      update('granted', 'granted'),
      update('denied', 'denied'),
    ])
    await tell(page, 'consent', { analytics: 'full' })
    await page.reload()
    await tagReady(page)
    await page.waitForFunction(
      () => (window as unknown as { dataLayer: unknown[] }).dataLayer.length === 2,
    )
    expect(await commands(page)).toEqual([waiting, update('granted', 'denied')])
  })

  test('a page that has a layer already declares for itself; one without defaults is not told', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', {
      html: pageHtml({
        tag: collector.url,
        head: `<script>dataLayer = [{ event: 'of_the_page' }]</script>${stub()}`,
      }),
    })
    await page.goto(site.url)
    await tagReady(page)
    await tell(page, 'consent', { analytics: 'full' })
    const { length } = await commands(page)
    expect(length).toBe(1)
  })
})
