// A page view is a page shown to a person: nine ways to navigate, and what each may count.
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { CHROMIUM, CHROMIUM_ARGS } from '../support/browser-chromium.ts'
import { test } from '../support/browser-stage.ts'
import type { PageCollector } from '../support/page-collector.ts'
import { pageHtml } from '../support/page-markup.ts'
import { mark, ofType, open, openGranted, tagReady, tell } from '../support/page-tag.ts'

interface Step {
  readonly name: string
  readonly act: (page: Page) => Promise<unknown>
  readonly views: readonly string[]
}

const push = (page: Page, to: string) => page.evaluate((to) => history.pushState({}, '', to), to)
const replace = (page: Page, to: string) =>
  page.evaluate((to) => history.replaceState({}, '', to), to)

/** In this order on one page; each is done where the one before it left the page. */
const STEPS: readonly Step[] = [
  { name: 'pushState to a new path', act: (page) => push(page, '/list'), views: ['/list'] },
  { name: 'pushState to the same address', act: (page) => push(page, '/list'), views: [] },
  {
    name: 'replaceState of a filter in the query',
    act: (page) => replace(page, '/list?colour=red'),
    views: [],
  },
  { name: 'a fragment', act: (page) => page.evaluate(() => (location.hash = 'below')), views: [] },
  {
    name: 'back to another path',
    // Three entries lie between: the fragment, the same address, and the first page.
    act: async (page) => {
      await page.evaluate(
        () =>
          new Promise((resolve) => {
            addEventListener('popstate', resolve, { once: true })
            history.go(-3)
          }),
      )
    },
    views: ['/'],
  },
  { name: 'replaceState to a new path', act: (page) => replace(page, '/quiet'), views: [] },
]

function viewedPaths(collector: PageCollector): string[] {
  return ofType(collector, 'page_view').map(({ url }) => new URL(url).pathname)
}

describe('on one page', () => {
  test('a load counts once, though consent comes later', async ({ page, collector, site }) => {
    await openGranted(page, site.url)
    await mark(page, collector)
    expect(viewedPaths(collector)).toEqual(['/'])
  })

  test('of six steps through the history, each counts what a person saw anew', async ({
    page,
    collector,
    site,
  }) => {
    await openGranted(page, site.url)
    for (const { name, act } of STEPS) {
      await tell(page, 'event', 'step', { name })
      await act(page)
    }
    await mark(page, collector)
    const seen: Record<string, string[]> = {}
    let current: string[] = []
    for (const event of collector.stored) {
      if (event.type === 'custom' && event.body.name === 'step')
        seen[String(event.body.params?.['name'])] = current = []
      if (event.type === 'page_view') current.push(new URL(event.url).pathname)
    }
    expect(seen).toEqual(Object.fromEntries(STEPS.map(({ name, views }) => [name, [...views]])))
    expect(collector.repeats).toEqual([])
  })

  test('events after a step carry the address that is shown', async ({ page, collector, site }) => {
    await openGranted(page, site.url)
    await push(page, '/list')
    await tell(page, 'event', 'after_push')
    await replace(page, '/quiet')
    await mark(page, collector)
    const urls = ofType(collector, 'custom').map(({ url }) => new URL(url).pathname)
    expect(urls).toEqual(['/list', '/quiet'])
  })
})

/** With IndexedDB denied nothing that the tag stores can keep a page out of the cache. */
test.for([
  { name: 'with IndexedDB', isDenied: false },
  { name: 'with IndexedDB denied', isDenied: true },
])(
  'a return from the back/forward cache counts once, $name',
  async ({ isDenied }, { page, collector, site }) => {
    await page.addInitScript((isDenied) => {
      addEventListener('pageshow', ({ persisted }) => {
        document.documentElement.dataset['persisted'] = String(persisted)
      })
      if (isDenied)
        IDBFactory.prototype.open = () => {
          throw new DOMException('denied', 'SecurityError')
        }
    }, isDenied)
    await openGranted(page, site.url)
    await mark(page, collector)
    await open(page, `${site.url}/next`)
    await mark(page, collector)
    const whyNot = await hearWhyNotRestored(page)
    // Playwright waits in vain for the load of a page that was never unloaded.
    await page.goBack({ waitUntil: 'commit' })
    await tagReady(page)
    const persisted = await page.evaluate(() => document.documentElement.dataset['persisted'])
    expect({ persisted, whyNot }).toEqual({ persisted: 'true', whyNot: [] })
    await mark(page, collector)
    expect(viewedPaths(collector)).toEqual(['/', '/next', '/'])
    expect(collector.repeats).toEqual([])
  },
)

/** Chromium's reasons for not restoring a page, as they come in. */
async function hearWhyNotRestored(page: Page): Promise<string[]> {
  const reasons: string[] = []
  const session = await page.context().newCDPSession(page)
  await session.send('Page.enable')
  session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
    for (const { reason } of notRestoredExplanations) reasons.push(reason)
  })
  return reasons
}

test('a prerendered page counts nothing until it is shown, then once', async ({
  collector,
  site,
}) => {
  const granted = `<script>addEventListener('load', () => tm('consent', { analytics: 'full' }))</script>`
  const rules = '{"prerender":[{"source":"list","urls":["/target"],"eagerness":"immediate"}]}'
  site.put('/', {
    html: pageHtml({
      tag: collector.url,
      head: granted,
      body: `<script type="speculationrules">${rules}</script>
        <script>fetch('/held/until-prerendered').then(() => (location.href = '/target'))</script>`,
    }),
  })
  site.put('/target', {
    html: pageHtml({
      tag: collector.url,
      head: `<script>
        addEventListener('load', () => fetch('/ping/loaded?prerendering=' + document.prerendering))
        document.addEventListener('prerenderingchange', () => fetch('/ping/shown'))
      </script>`,
    }),
  })
  // Chromium prerenders nothing while a debugger is attached: this one is driven by the site alone.
  const profile = await mkdtemp(join(tmpdir(), 'tidemark-profile-'))
  const args = [...CHROMIUM_ARGS, '--headless', `--user-data-dir=${profile}`, site.url]
  const chromium = spawn(CHROMIUM, args, { stdio: 'ignore' })
  const ended = new Promise((resolve) => chromium.once('exit', resolve))
  try {
    const targetViews = () => viewedPaths(collector).filter((path) => path === '/target').length
    await site.until('GET /ping/loaded?prerendering=true prerender')
    // The page that is shown has sent its own view by now, so the hidden one had its time too.
    await collector.until('the view of the page shown', () => viewedPaths(collector).includes('/'))
    expect(targetViews()).toBe(0)
    site.release()
    await site.until('GET /ping/shown')
    await collector.until('the view after the activation', () => targetViews() > 0)
    expect(site.asked.filter((each) => each.startsWith('GET /target'))).toHaveLength(1)
    expect(viewedPaths(collector)).toEqual(['/', '/target'])
  } finally {
    chromium.kill()
    await ended
    await rm(profile, { recursive: true, force: true, maxRetries: 3 })
  }
})
