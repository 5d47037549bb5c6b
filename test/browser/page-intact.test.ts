// The invariant *page-intact*: no throw, nothing left after stop, no long task, no shift, whatever the page is like.
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { test, testAlone } from '../support/browser-stage.ts'
import { pageHtml } from '../support/page-markup.ts'
import { mark, open, openGranted, tell } from '../support/page-tag.ts'
import type { TagWindow } from '../support/page-tag.ts'

/** Counts listeners that are added and not removed, before any script of the page runs. */
function watchListeners(): void {
  const alive = new Map<string, number>()
  Object.assign(window, {
    listenersAlive: () => Object.fromEntries([...alive].filter(([, n]) => n)),
  })
  const known = new WeakMap<EventTarget, Set<string>>()
  const ids = new WeakMap<object, number>()
  let lastId = 0
  const idOf = (listener: object) => {
    if (!ids.has(listener)) ids.set(listener, ++lastId)
    return ids.get(listener)
  }
  const { addEventListener, removeEventListener } = EventTarget.prototype
  const count = (type: string, more: number) => alive.set(type, (alive.get(type) ?? 0) + more)
  const keyOf = (type: string, listener: object, options: unknown) => {
    const capture =
      typeof options === 'object' ? (options as { capture?: boolean } | null)?.capture : options
    return `${type} ${idOf(listener)} ${Boolean(capture)}`
  }
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window
    if (listener && (target === window || target instanceof Node)) {
      const keys = known.get(target) ?? new Set()
      known.set(target, keys)
      const key = keyOf(type, listener, options)
      if (!keys.has(key)) count(type, 1)
      keys.add(key)
      // The other way to take a listener back.
      const { signal } = Object(options) as AddEventListenerOptions
      if (signal) addEventListener.call(signal, 'abort', () => keys.delete(key) && count(type, -1))
    }
    addEventListener.call(target, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window
    if (listener && known.get(target)?.delete(keyOf(type, listener, options))) count(type, -1)
    removeEventListener.call(target, type, listener, options)
  }
}

interface Surface {
  globals: string[]
  listeners: Record<string, number>
  history: boolean
  prototypes: string[]
}

/** What a script could have changed of a page. */
async function surfaceOf(page: Page): Promise<Surface> {
  return await page.evaluate(() => ({
    globals: Object.getOwnPropertyNames(window)
      .filter((name) => !/^\d+$|playwright/i.test(name))
      .sort(),
    listeners: (
      window as unknown as { listenersAlive: () => Record<string, number> }
    ).listenersAlive(),
    history: [history.pushState, history.replaceState].every((each) =>
      /\[native code\]/.test(Function.prototype.toString.call(each)),
    ),
    prototypes: [History, Document, Node, Element, Array, Object, Function, Promise].flatMap(
      ({ name, prototype }) => Object.getOwnPropertyNames(prototype).map((key) => `${name}.${key}`),
    ),
  }))
}

describe('after stop', () => {
  test('globals, listeners and history are as they were before the tag', async ({
    page,
    collector,
    site,
  }) => {
    await page.addInitScript(watchListeners)
    site.put('/bare', { html: pageHtml({}) })
    site.put('/layer', { html: pageHtml({ tag: collector.url }) })
    await page.goto(`${site.url}/bare`)
    // Playwright's own listeners come with the first wait: they are on both sides of the comparison.
    await page.waitForFunction(() => true)
    const bare = await surfaceOf(page)
    await openGranted(page, `${site.url}/layer`)
    await mark(page, collector)
    const running = await surfaceOf(page)
    // The control: what is compared does see a tag that runs.
    expect(running.globals).toContain('tm')
    expect(running.listeners).not.toEqual(bare.listeners)
    await tell(page, 'stop')
    expect(await surfaceOf(page)).toEqual(bare)
  })

  test('a dataLayer, and another script’s history, are left as they are', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', {
      html: pageHtml({ tag: collector.url, head: '<script>dataLayer = [{ own: 1 }]</script>' }),
    })
    await openGranted(page, site.url)
    const worked = await page.evaluate(() => {
      // A router that wraps after the tag did: it must survive the tag's leaving.
      const calls: string[] = []
      const { pushState } = history
      history.pushState = function (...to) {
        calls.push(String(to[2]))
        pushState.apply(this, to)
      }
      const { tm, dataLayer } = window as unknown as {
        tm: (...call: unknown[]) => void
        dataLayer: unknown[]
      }
      tm?.('stop')
      history.pushState({}, '', '/after-stop')
      dataLayer.push({ own: 2 })
      return {
        calls,
        path: location.pathname,
        length: dataLayer.length,
        push: String(dataLayer.push),
      }
    })
    expect(worked).toMatchObject({ calls: ['/after-stop'], path: '/after-stop', length: 2 })
    expect(worked.push).toContain('[native code]')
    expect(collector.stored.filter(({ url }) => url.includes('after-stop'))).toEqual([])
  })
})

/** Errors that a page lets escape, rejections included, and what its script can still do. */
async function soundnessOf(page: Page, url: string): Promise<{ errors: string[]; ready: boolean }> {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(url, { waitUntil: 'load' })
  await page.evaluate(() => {
    const { tm } = window as TagWindow
    tm?.('consent', { analytics: 'full' })
    tm?.('event', 'in_a_hostile_place')
    history.replaceState({}, '', location.href)
    document.body.click()
    dispatchEvent(new Event('pagehide'))
  })
  // A rejection is told in a task after the one that it happened in.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  return { errors, ready: (await page.evaluate(() => document.readyState)) === 'complete' }
}

describe('no error reaches a page', () => {
  test('the control: one that throws is seen', async ({ browser, site }) => {
    const context = await browser.newContext()
    site.put('/', {
      html: pageHtml({ body: `<script>setTimeout(() => { throw Error('control') })</script>` }),
    })
    const { errors } = await soundnessOf(await context.newPage(), site.url)
    expect(errors).toEqual(['Error: control'])
    await context.close()
  })

  test('whose storage is denied: a sandboxed frame', async ({ page, collector, site }) => {
    site.put('/framed', {
      html: pageHtml({ tag: collector.url, body: '<p id="framed">framed</p>' }),
    })
    site.put('/', {
      html: pageHtml({ body: '<iframe sandbox="allow-scripts" src="/framed"></iframe>' }),
    })
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.goto(site.url)
    const frame = page.frames()[1]
    if (!frame) throw new Error('there is no frame')
    const denied = await frame.evaluate(() => {
      try {
        return Boolean(localStorage)
      } catch {
        return 'denied'
      }
    })
    expect(denied).toBe('denied')
    await frame.waitForFunction(() => 'tm' in window)
    await frame.evaluate(() => {
      const { tm } = window as TagWindow
      tm?.('consent', { analytics: 'full' })
      tm?.('event', 'framed')
    })
    await collector.until('the frame’s event', () =>
      collector.stored.some((event) => event.type === 'custom' && event.body.name === 'framed'),
    )
    expect(errors).toEqual([])
  })

  test('whose tag is blocked, and that goes on calling it through the stub', async ({
    page,
    site,
    collector,
  }) => {
    await page.route('**/t/demo.js', (route) => route.abort('blockedbyclient'))
    expect(await soundnessOf(page, site.url)).toEqual({ errors: [], ready: true })
    expect(collector.received).toEqual([])
  })

  test('whose collector is gone after the tag', async ({ page, collector, site }) => {
    await open(page, site.url)
    await page.route('**/e', (route) => route.abort('connectionrefused'))
    await page.route('**/consent', (route) => route.abort('connectionrefused'))
    expect(await soundnessOf(page, site.url)).toEqual({ errors: [], ready: true })
    await tell(page, 'withdraw')
    expect(collector.posts()).toEqual([])
  })

  test('whose policy lets nothing be sent', async ({ page, collector, site }) => {
    site.put('/', {
      html: pageHtml({ tag: collector.url }),
      headers: { 'content-security-policy': `default-src 'none'; script-src ${collector.url}` },
    })
    expect(await soundnessOf(page, site.url)).toEqual({ errors: [], ready: true })
    expect(collector.posts()).toEqual([])
  })

  test('that has broken what the tag needs', async ({ page, collector, site }) => {
    await page.addInitScript(() => {
      for (const name of ['fetch', 'indexedDB', 'IntersectionObserver', 'MutationObserver'])
        Object.defineProperty(window, name, { value: undefined })
      Object.defineProperty(navigator, 'sendBeacon', { value: undefined })
    })
    expect((await soundnessOf(page, site.url)).errors).toEqual([])
    expect(collector.faults).toEqual([])
  })
})

// One after the other: what runs beside would be felt as well.
describe('a visitor does not feel it', () => {
  /** Long tasks and shifts while the tag, or the page's own `burden`, works on twenty events, more than a page has at once. */
  async function feltOn(page: Page, url: string): Promise<{ longTasks: number; shift: number }> {
    await page.goto(url, { waitUntil: 'networkidle' })
    return await page.evaluate(async () => {
      const { tm, burden } = window as unknown as {
        tm?: (...call: unknown[]) => void
        burden?: () => void
      }
      const tasks: PerformanceEntry[] = []
      let shift = 0
      let heard = (): void => {}
      new PerformanceObserver((list) => {
        tasks.push(...list.getEntries())
        heard()
      }).observe({ type: 'longtask' })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shift += (entry as PerformanceEntry & { value: number }).value
      }).observe({ type: 'layout-shift', buffered: true })
      const inATask = (work: () => void) =>
        new Promise<void>((resolve) =>
          setTimeout(() => {
            work()
            resolve()
          }),
        )
      const startedAt = performance.now()
      await inATask(() => {
        tm?.('consent', { analytics: 'full' })
        for (let at = 0; at < 20; at++) tm?.('event', 'counted', { at })
        burden?.()
      })
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      // A task known to be long comes last: once it was reported, all before it have been.
      const sentinelAt = performance.now()
      await inATask(() => {
        while (performance.now() < sentinelAt + 120);
      })
      const isReported = () =>
        tasks.some((task) => task.startTime + task.duration > sentinelAt + 60)
      while (!isReported()) await new Promise<void>((resolve) => (heard = resolve))
      const between = tasks.filter(
        (task) => task.startTime >= startedAt && task.startTime + task.duration < sentinelAt + 60,
      )
      return { longTasks: between.length, shift }
    })
  }
  const cards = '<p>a card</p>'.repeat(300)

  testAlone('no long task, no shift of the layout', async ({ page, collector, site }) => {
    site.put('/', { html: pageHtml({ tag: collector.url, body: cards }) })
    // What else the machine does only ever adds: what is the tag's own shows every time.
    const felt = []
    for (let tries = 0; tries < 3; tries++) felt.push(await feltOn(page, site.url))
    expect(Math.min(...felt.map(({ longTasks }) => longTasks))).toBe(0)
    expect(felt.map(({ shift }) => shift)).toEqual([0, 0, 0])
    await collector.until('the events', () => collector.stored.length >= 60)
  })

  testAlone('the control: a script that blocks and shifts is seen', async ({ page, site }) => {
    const burden = `burden = () => {
      document.body.prepend(Object.assign(document.createElement('div'), { style: 'height:300px' }))
      for (const end = performance.now() + 80; performance.now() < end; );
    }`
    site.put('/', { html: pageHtml({ body: `${cards}<script>${burden}</script>` }) })
    const { longTasks, shift } = await feltOn(page, site.url)
    expect(longTasks).toBeGreaterThan(0)
    expect(shift).toBeGreaterThan(0)
  })
})
