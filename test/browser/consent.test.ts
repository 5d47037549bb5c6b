// The question on the page: where it is due, what leaves before the answer, and that everybody can answer it alike.
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, vi } from 'vitest'
import { testAlone } from '../support/browser-stage.ts'
import { tracesOf } from '../support/browser-traces.ts'
import { CONSENT, consentConfig, noticeFiles } from '../support/page-consent.ts'
import { pageHtml } from '../support/page-markup.ts'
import { mark, ofType, open, tagReady, tell } from '../support/page-tag.ts'
import type { TagWindow } from '../support/page-tag.ts'

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
const KEY = 'tm_consent'

/** Visitors by where their clock says they are. */
const visitor = (timezoneId: string, locale: string, asked = CONSENT) =>
  testAlone
    .extend('config', consentConfig(asked))
    .extend('files', noticeFiles(asked))
    .extend('context', async ({ browser }, { onCleanup }) => {
      const context = await browser.newContext({ locale, timezoneId })
      onCleanup(() => context.close())
      return context
    })
    .extend('page', async ({ context }) => await context.newPage()).concurrent

const test = visitor('Europe/Berlin', 'en-GB')
const american = visitor('America/Chicago', 'en-US')
const japanese = visitor('Asia/Tokyo', 'ja')
const coloured = visitor('Europe/Berlin', 'en-GB', {
  ...CONSENT,
  look: { light: { accent: '#0b5d2a' }, radius: 4 },
})

/** In the shadow root that all of it is in; Playwright looks into those by itself. */
const banner = (page: Page) => page.locator('section[role=region]')
const dialog = (page: Page) => page.locator('dialog')
const shown = (page: Page) => banner(page).waitFor()

const kept = (page: Page) => page.evaluate((key) => localStorage.getItem(key), KEY)
const isKept = (page: Page) => vi.waitUntil(() => kept(page), { timeout: 10_000 })

async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
}

describe('where a yes comes first', () => {
  test('before it only static files leave, one chunk and one language, and nothing is kept', async ({
    page,
    collector,
    site,
  }) => {
    await open(page, `${site.url}/?gclid=abc&utm_source=letter`)
    await shown(page)
    const traces = await tracesOf(page, collector)
    expect(traces.requests.map((each) => each.replace(/-[\w-]{8}\.js/, '.js'))).toEqual([
      'GET /t/demo.js',
      'GET /m/consent.js',
      expect.stringMatching(/^GET \/consent\/demo\/[0-9a-f]{16}\/en$/),
    ])
    expect(traces.tellingHeaders).toEqual([])
    expect([traces.cookies, traces.localStorage, traces.indexedDb]).toEqual([[], [], []])
  })

  test('a no is one request, remembered; on the next page there is a way back and nothing else', async ({
    page,
    collector,
    site,
  }) => {
    await open(page, site.url)
    await page.getByRole('button', { name: 'Reject all' }).click()
    await isKept(page)
    await collector.until('the note', () => collector.notes.length > 0)
    expect(collector.notes).toEqual([
      { site: 'demo', choice: 'refused', notice: collector.config.notice },
    ])
    const before = collector.received.length
    await page.click('#next')
    await tagReady(page)
    await page.getByRole('button', { name: 'Privacy choices' }).waitFor()
    expect(collector.received.slice(before).map(({ path }) => path)).toEqual(['/t/demo.js'])
    expect(await banner(page).count()).toBe(0)
    expect(collector.posts()).toHaveLength(1)
  })

  test('a yes is counted from the landing on, and can be taken back in one click', async ({
    page,
    collector,
    site,
  }) => {
    await open(page, `${site.url}/?utm_source=letter`)
    await page.getByRole('button', { name: 'Accept all' }).click()
    await isKept(page)
    await mark(page, collector)
    expect(ofType(collector, 'page_view')[0]?.url).toContain('utm_source=letter')
    await page.click('#next')
    await tagReady(page)
    await page.getByRole('button', { name: 'Privacy choices' }).click()
    await page.getByRole('button', { name: 'Withdraw all' }).click()
    await collector.until('the withdrawal', () =>
      collector.notes.some(({ choice }) => choice === 'withdrawn'),
    )
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([KEY])
  })

  test('each purpose can be granted by itself', async ({ page, collector, site }) => {
    await open(page, site.url)
    await page.getByRole('button', { name: 'Choose' }).click()
    await page.getByRole('switch', { name: /Statistics/ }).check()
    await page.getByRole('button', { name: 'Save choices' }).click()
    await isKept(page)
    expect(JSON.parse((await kept(page))!).grants).toEqual({ analytics: 'full' })
    await mark(page, collector)
    expect(collector.stored.at(-1)?.batch.grant).toEqual({ analytics: 'full' })
  })

  test('an answer in another tab is an answer here', async ({ page, context, site }) => {
    await open(page, site.url)
    await shown(page)
    const other = await context.newPage()
    await open(other, site.url)
    await other.getByRole('button', { name: 'Reject all' }).click()
    await banner(page).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Privacy choices' }).waitFor()
  })

  test('a page may open the preferences by a link of its own', async ({ page, site }) => {
    await open(page, site.url)
    await shown(page)
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<a href="#" data-tm-privacy>Mine</a>')
    })
    await page.click('[data-tm-privacy]')
    await dialog(page).waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    // Put away is not answered.
    expect(await banner(page).count()).toBe(1)
    expect(await kept(page)).toBeNull()
  })
})

describe('where it holds until a no', () => {
  american(
    'it is counted at once, nothing is asked, and a way to say no is there',
    async ({ page, collector, site }) => {
      await open(page, site.url)
      await page.getByRole('button', { name: 'Privacy choices' }).waitFor()
      await mark(page, collector)
      expect(await banner(page).count()).toBe(0)
      expect(collector.stored[0]?.batch.grant).toEqual({
        analytics: 'full',
        heatmaps: 'full',
        experiments: 'full',
        recommendations: 'full',
      })
      expect(await kept(page)).toBeNull()
    },
  )

  american(
    'Global Privacy Control is honoured, and that is shown',
    async ({ page, collector, site }) => {
      await page.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
      )
      await open(page, site.url)
      await page.getByRole('button', { name: /Opt-out request honoured/ }).waitFor()
      await collector.until('a page view', () => collector.stored.length > 0)
      const [view] = collector.stored
      expect(view?.batch.grant).toEqual({ analytics: 'aggregate', recommendations: 'full' })
      expect(view?.batch.visitor).toBeUndefined()
      expect(view?.body).toEqual({})
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
      await page.getByRole('button', { name: /Privacy choices/ }).click()
      await page.getByRole('button', { name: 'Accept all' }).click()
      await isKept(page)
      await page.reload()
      await tagReady(page)
      expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([KEY])
    },
  )

  japanese('elsewhere the visitor is told once', async ({ page, collector, site }) => {
    await open(page, site.url)
    await shown(page)
    // What holds already may have sent events since.
    const asked = collector.received.filter(({ path }) => path.startsWith('/consent/'))
    expect(asked.at(-1)?.path).toMatch(/\/(en|ja)$/)
    await page.evaluate(() => (document.documentElement.lang = ''))
    await page.getByRole('button', { name: 'OK' }).click()
    await isKept(page)
    expect(JSON.parse((await kept(page))!).grants).toMatchObject({ analytics: 'full' })
  })
})

describe('everybody can answer it', () => {
  test('by keyboard alone: a banner that takes no focus, preferences that hold it', async ({
    page,
    site,
  }) => {
    await open(page, site.url)
    await shown(page)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
    const walked: string[] = []
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press('Tab')
      walked.push(await focused(page))
    }
    expect(walked).toEqual(['Privacy policy', 'Reject all', 'Accept all', 'Choose'])
    await page.keyboard.press('Enter')
    await dialog(page).waitFor()
    expect(await focused(page)).toBe('Privacy choices')
    const within: string[] = []
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab')
      within.push(await focused(page))
    }
    expect(within).toEqual(
      expect.arrayContaining(['Privacy policy', 'analytics', 'marketing', 'Save choices', 'Close']),
    )
    expect(within).not.toContain('next')
    while ((await focused(page)) !== 'analytics') await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    while ((await focused(page)) !== 'Save choices') await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await isKept(page)
    expect(JSON.parse((await kept(page))!).grants).toEqual({ analytics: 'full' })
  })

  test('yes and no look alike', async ({ page, site }) => {
    await open(page, site.url)
    await shown(page)
    const look = (name: string) =>
      page.getByRole('button', { name }).evaluate((button) => {
        const { width, height, top } = button.getBoundingClientRect()
        const { color, backgroundColor, fontSize, fontWeight, borderColor } =
          getComputedStyle(button)
        const style = { color, backgroundColor, fontSize, fontWeight, borderColor }
        return { width: Math.round(width), height: Math.round(height), top: Math.round(top), style }
      })
    expect(await look('Reject all')).toEqual(await look('Accept all'))
    expect(await look('Choose')).not.toEqual(await look('Accept all'))
  })

  const LOOKS = [
    ['en', 'light', 1440],
    ['ar', 'dark', 390],
    ['de', 'dark', 390],
    ['ar', 'light', 1440],
  ] as const
  /** `npm run deep` looks at all four. */
  test.for(process.env['LOOKS'] ? LOOKS : LOOKS.slice(0, 2))(
    'axe finds nothing: %s, %s, %i px',
    async ([lang, colorScheme, width], { page, site, collector }) => {
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme })
      site.put('/shop', {
        html: pageHtml({
          tag: collector.url,
          body: '<main><h1>Shop</h1><a href="/">home</a></main>',
        }).replace('"en"', `"${lang}"`),
      })
      await open(page, `${site.url}/shop`)
      await shown(page)
      expect(await axe(page)).toEqual([])
      await tell(page, 'privacy')
      await dialog(page).waitFor()
      expect(await axe(page)).toEqual([])
      if (lang === 'ar')
        expect(await dialog(page).evaluate((it) => getComputedStyle(it).direction)).toBe('rtl')
    },
  )

  test('at 400 % of a small screen every answer can be reached, and nothing moves sideways', async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width: 320, height: 256 })
    await open(page, site.url)
    await shown(page)
    for (const name of ['Reject all', 'Accept all', 'Choose']) {
      const button = page.getByRole('button', { name })
      await button.scrollIntoViewIfNeeded()
      const box = await button.boundingBox()
      expect(box!.x).toBeGreaterThanOrEqual(0)
      expect(box!.x + box!.width).toBeLessThanOrEqual(320)
      expect(box!.height).toBeGreaterThanOrEqual(44)
    }
    const { covered } = await banner(page).evaluate((it) => ({
      covered: it.getBoundingClientRect().height / innerHeight,
    }))
    expect(covered).toBeLessThanOrEqual(0.62)
  })

  test('nothing of the page moves, and the banner is not its largest paint', async ({
    page,
    collector,
    site,
  }) => {
    await page.addInitScript(() => {
      const seen = { shift: 0, largest: '' }
      Object.assign(window, { seen })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shift += (entry as Entry).value ?? 0
      }).observe({ type: 'layout-shift', buffered: true })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.largest = (entry as Entry).element?.id ?? 'none'
      }).observe({ type: 'largest-contentful-paint', buffered: true })
      interface Entry extends PerformanceEntry {
        value?: number
        element?: Element
      }
    })
    site.put('/big', {
      html: `<!doctype html><title>Big</title><h1 id="hero" style="font-size:80px">A long heading of the shop</h1>
        <script src="${collector.url}/t/demo.js"></script>`,
    })
    await open(page, `${site.url}/big`)
    await shown(page)
    await page.getByRole('button', { name: 'Reject all' }).click()
    await isKept(page)
    const seen = await page.evaluate(
      () => (window as TagWindow & { seen?: { shift: number; largest: string } }).seen,
    )
    expect(seen).toEqual({ shift: 0, largest: 'hero' })
  })
})

coloured(
  'a look of the console wins over the page’s, colour by colour, and leaves it the rest',
  async ({ page, site }) => {
    await page.emulateMedia({ colorScheme: 'light' })
    await open(page, site.url)
    await shown(page)
    await page.evaluate(() => {
      const { style } = document.documentElement
      style.setProperty('--tm-accent', '#ff0000')
      style.setProperty('--tm-radius', '20px')
      style.setProperty('--tm-text', '#112233')
    })
    const look = () =>
      banner(page).evaluate((section) => {
        const [reject, accept] = [...section.querySelectorAll('button')].map(
          (each) => getComputedStyle(each).backgroundColor,
        )
        const { color, borderRadius } = getComputedStyle(section)
        return { reject, accept, color, borderRadius }
      })
    const green = 'rgb(11, 93, 42)'
    expect(await look()).toEqual({
      reject: green,
      accept: green,
      color: 'rgb(17, 34, 51)',
      borderRadius: '4px',
    })
    // Nothing was set for dark: there the page's own holds.
    await page.emulateMedia({ colorScheme: 'dark' })
    const red = 'rgb(255, 0, 0)'
    expect(await look()).toMatchObject({ reject: red, accept: red, borderRadius: '4px' })
  },
)

/** Text, or name, of what has the focus, in the shadow root as well. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
    return (active as HTMLInputElement).name || (active?.textContent ?? '')
  })
}
