// Experiments on a page: silent before the grant, changed before the paint, told once, and gone without a trace.
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { SiteConfig } from '../../packages/wire/decision.ts'
import type { PageExperiment, Variation } from '../../packages/wire/experiment.ts'
import { PURPOSES } from '../../packages/wire/purpose.ts'
import { testAlone } from '../support/browser-stage.ts'
import { tracesOf } from '../support/browser-traces.ts'
import type { PageCollector } from '../support/page-collector.ts'
import { pageHtml } from '../support/page-markup.ts'
import { mark, ofType, open, openGranted, tell } from '../support/page-tag.ts'

const GRANTS = { analytics: 'full', experiments: 'full' } as const
const HERO =
  '<header id="hero"><h1>As it was</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></header><p class="note">A note</p>'

const variation = (key: string, changes: Variation['changes'], weight = 0): Variation => ({
  key,
  name: '',
  weight,
  changes,
})
/** Everybody gets the last one, unless the address asks otherwise. */
const certain = (
  key: string,
  changes: Variation['changes'],
  more: Partial<PageExperiment> = {},
) => ({
  key,
  coverage: 1,
  targeting: {},
  variations: [variation('control', []), variation('new', changes, 1)],
  ...more,
})

const EXPERIMENTS: readonly PageExperiment[] = [
  certain('hero', [
    { kind: 'text', selector: '#hero h1', text: 'As it is now' },
    { kind: 'attribute', selector: '#hero h1', name: 'title', value: 'New' },
    { kind: 'image', selector: '#hero img', src: '/new.gif' },
    { kind: 'css', css: '#hero h1 { letter-spacing: 7px }' },
    { kind: 'hide', selector: '.note' },
  ]),
  certain('far', [{ kind: 'text', selector: '#hero h1', text: 'Elsewhere' }], {
    targeting: { paths: ['/far*'] },
  }),
  certain('code', []),
]

const test = testAlone.extend('config', {
  site: 'demo',
  currency: 'EUR',
  experiments: EXPERIMENTS,
} as SiteConfig).concurrent

const look = (page: Page) =>
  page.evaluate(() => {
    const h1 = document.querySelector('h1')!
    return {
      text: h1.textContent,
      title: h1.getAttribute('title'),
      image: document.querySelector('img')!.getAttribute('src')!.slice(0, 8),
      spacing: getComputedStyle(h1).letterSpacing,
      note: getComputedStyle(document.querySelector('.note')!).display,
    }
  })
const BEFORE = {
  text: 'As it was',
  title: null,
  image: 'data:ima',
  spacing: 'normal',
  note: 'block',
}
const AFTER = {
  text: 'As it is now',
  title: 'New',
  image: '/new.gif',
  spacing: '7px',
  note: 'none',
}

/** By the page's own eyes: `expect.poll` does not know which of the tests side by side it belongs to. */
const untilShown = (page: Page, text: string) =>
  page.waitForFunction((text) => document.querySelector('h1')?.textContent === text, text)

const exposures = (collector: PageCollector) =>
  ofType(collector, 'exposure').map(({ body }) => body as object)

describe('silence', () => {
  test('before the grant, and with analytics alone: the control, nothing told, nothing kept', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: HERO }) })
    await open(page, site.url)
    expect(await look(page)).toEqual(BEFORE)
    expect((await tracesOf(page, collector)).localStorage).toEqual([])
    await tell(page, 'consent', { analytics: 'full' })
    await mark(page, collector)
    expect(await look(page)).toEqual(BEFORE)
    expect(exposures(collector)).toEqual([])
    expect((await tracesOf(page, collector)).localStorage).not.toContain('tm_experiments')
  })

  test('the control: granted, it is changed, told and kept, and its keys are in the table', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: HERO }) })
    await openGranted(page, site.url, GRANTS)
    await mark(page, collector)
    expect(await look(page)).toEqual(AFTER)
    expect(exposures(collector)).toEqual([{ experiment: 'hero', variation: 'new' }])
    const { localStorage } = await tracesOf(page, collector)
    expect(localStorage).toContain('tm_experiments')
    const allowed = [
      'tm_consent',
      ...PURPOSES.experiments.deviceKeys,
      ...PURPOSES.analytics.deviceKeys,
    ]
    expect(localStorage.filter((key) => !allowed.includes(key.split('.')[0]!))).toEqual([])
  })

  test('after a withdrawal the page is as it was, and nothing remains', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: HERO }) })
    await openGranted(page, site.url, GRANTS)
    await mark(page, collector)
    expect(await look(page)).toEqual(AFTER)
    await tell(page, 'withdraw')
    await collector.until('the withdrawal', () => collector.notes.length > 0)
    expect(await look(page)).toEqual(BEFORE)
    await open(page, site.url)
    expect(await look(page)).toEqual(BEFORE)
    expect((await tracesOf(page, collector)).localStorage).toEqual(['tm_consent'])
  })
})

describe('a page', () => {
  test('is told of once a day, whatever is loaded again or asked by code', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: HERO }) })
    await openGranted(page, site.url, GRANTS)
    await page.evaluate(() => {
      const { tm } = window as unknown as { tm: (...call: unknown[]) => void }
      const heard: string[] = []
      Object.assign(window, { heard })
      tm('variation', 'code', (key: string) => heard.push(key))
      tm('variation', 'unknown', (key: string) => heard.push(key))
    })
    await mark(page, collector)
    await open(page, site.url)
    await mark(page, collector)
    expect(exposures(collector)).toEqual([
      { experiment: 'hero', variation: 'new' },
      { experiment: 'code', variation: 'new' },
    ])
  })

  test('is never painted as it was: no frame shows the old headline', async ({
    page,
    context,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: HERO }) })
    await openGranted(page, site.url, GRANTS)
    await mark(page, collector)
    // The tag as a site that minds flicker has it: in the head, and not async.
    const html = pageHtml({ tag: collector.url, body: HERO }).replace(' async>', '>')
    site.put('/sync', { html })
    site.put('/control', { html: html.replace(/<script[^>]*><\/script>/, '') })
    const watcher = await context.newPage()
    await watcher.addInitScript(() => {
      const seen = new Set<string>()
      Object.assign(window, { seen })
      const frame = () => {
        const text = document.querySelector('h1')?.textContent
        if (text) seen.add(text)
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
    const seenOn = async (path: string) => {
      await watcher.goto(site.url + path)
      await watcher.waitForFunction(
        () => (window as unknown as { seen: Set<string> }).seen.size > 0,
      )
      return await watcher.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])
    }
    expect(await seenOn('/sync')).toEqual(['As it is now'])
    expect(await seenOn('/control')).toEqual(['As it was'])
  })

  test('that is made later, or again, is changed too; one that insists is left alone', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: HERO }) })
    await openGranted(page, site.url, GRANTS)
    await mark(page, collector)
    await page.evaluate((hero) => {
      document.body.innerHTML = hero
    }, HERO)
    await untilShown(page, 'As it is now')
    const turns = await page.evaluate(async () => {
      let turns = 0
      const h1 = document.querySelector('h1')!
      const insist = new MutationObserver(() => {
        if (h1.textContent === 'As it was' || turns > 100) return
        turns++
        h1.replaceChildren('As it was')
      })
      insist.observe(h1, { childList: true, characterData: true, subtree: true })
      h1.replaceChildren('As it was')
      await new Promise((resolve) => setTimeout(resolve, 300))
      return turns
    })
    expect(turns).toBeLessThan(100)
  })

  test('of a single-page app is looked at again when its path changes', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: HERO }) })
    await openGranted(page, site.url, GRANTS)
    await mark(page, collector)
    await page.evaluate(() => history.pushState(null, '', '/far/away'))
    await untilShown(page, 'Elsewhere')
    await page.evaluate(() => history.pushState(null, '', '/'))
    await untilShown(page, 'As it is now')
  })

  test('whose address asks for a variation shows it to anybody, uncounted', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: HERO }) })
    await open(page, `${site.url}/?hero=1`)
    expect(await look(page)).toEqual(AFTER)
    expect((await tracesOf(page, collector)).localStorage).toEqual([])
    await open(page, `${site.url}/?hero=9`)
    expect(await look(page)).toEqual(BEFORE)
    await tell(page, 'consent', GRANTS)
    await open(page, `${site.url}/?hero=0`)
    await mark(page, collector)
    expect(await look(page)).toEqual(BEFORE)
  })
})

describe('another page', () => {
  const moving = testAlone.extend('config', {
    site: 'demo',
    currency: 'EUR',
    experiments: [
      certain('move', [{ kind: 'redirect', url: '/next' }], { targeting: { paths: ['/'] } }),
    ],
  } as SiteConfig).concurrent

  moving('leads there, and tells it before it goes', async ({ page, collector, site }) => {
    await openGranted(page, `${site.url}/next`, GRANTS)
    await mark(page, collector)
    const gone = page.waitForURL('**/next?utm_source=x')
    await page.goto(`${site.url}/?utm_source=x`).catch(() => {})
    await gone
    await collector.until('the exposure', () => exposures(collector).length > 0)
    expect(exposures(collector)).toEqual([{ experiment: 'move', variation: 'new' }])
  })
})
