// A browser without pixels: tabs that share storage, pages that load, hide, freeze, come back and die.
import type { Env } from '../../packages/core/env.ts'
import type { Prng } from './prng.ts'
import type { Schedule } from './schedule.ts'

/** Carries a request out of the browser; rejects where there is no answer. */
export type Send = (url: string, init: RequestInit, page: FakePage) => Promise<Response>

export interface FakePage {
  readonly env: Env
  /** Everything the page set to happen later has not happened yet, and never will. */
  readonly isAlive: () => boolean
  readonly show: () => void
  readonly hide: () => void
  /** Leaves for another page; `cached`: may come back as it was. */
  readonly leave: (cached: boolean) => void
  readonly restore: () => void
  /** The process ends between two instructions. */
  readonly kill: () => void
  readonly push: (path: string) => void
  /** The most timers it ever had at once. */
  readonly timersMax: () => number
  /** What its listeners let escape. */
  readonly errors: unknown[]
}

export interface FakeBrowser {
  readonly local: Map<string, string>
  /** While true, storage throws. */
  storageDenied: boolean
  /** Added to what pages read off the clock. */
  clockAheadMs: number
  open(path: string, hidden?: boolean): FakePage
  readonly pages: readonly FakePage[]
}

export const ORIGIN = 'https://shop.example'

/** Keys of localStorage that begin with `forgets` are not kept: a control. */
export function createFakeBrowser(
  schedule: Schedule,
  prng: Prng,
  send: Send,
  forgets?: string,
): FakeBrowser {
  const pages: FakePage[] = []
  const windows = new Map<FakePage, EventTarget>()

  const tellOthers = (from: FakePage, key: string) => {
    for (const [page, window] of windows)
      if (page !== from)
        schedule.later(
          () => {
            if (page.isAlive()) window.dispatchEvent(Object.assign(new Event('storage'), { key }))
          },
          prng.whole(0, 20),
        )
  }

  const browser: FakeBrowser = {
    local: new Map(),
    storageDenied: false,
    clockAheadMs: 0,
    pages,
    open(path, hidden = false) {
      const page = createFakePage(
        { browser, schedule, prng, send, tellOthers, forgets },
        path,
        hidden,
      )
      pages.push(page)
      windows.set(page, page.env as unknown as EventTarget)
      return page
    },
  }
  return browser
}

function keysOf(local: Map<string, string>): [string, PropertyDescriptor][] {
  return [...local].map(([key, value]) => [key, { value, enumerable: true }])
}

interface PageParts {
  browser: FakeBrowser
  schedule: Schedule
  prng: Prng
  send: Send
  tellOthers: (from: FakePage, key: string) => void
  forgets: string | undefined
}

function createFakePage(parts: PageParts, path: string, hidden: boolean): FakePage {
  const { browser, schedule, prng, send } = parts
  const errors: unknown[] = []
  const document = {
    visibilityState: hidden ? 'hidden' : 'visible',
    hidden,
    title: 'A page',
    referrer: '',
    documentElement: { scrollHeight: 4000 },
  }
  const location = new URL(path, ORIGIN)
  const timers = new Map<number, () => void>()
  let state: 'alive' | 'frozen' | 'dead' = 'alive'
  let thawed: (() => void)[] = []
  let timerIds = 0
  let timersMax = 0

  /** What happens to a frozen page happens when it thaws; to a dead one never. */
  const whenAlive = (run: () => void) => {
    if (state === 'alive') run()
    else if (state === 'frozen') thawed.push(run)
  }

  const access = () => {
    if (browser.storageDenied) throw new DOMException('denied', 'SecurityError')
  }

  const storage = {
    getItem: (key: string) => (access(), browser.local.get(key) ?? null),
    setItem: (key: string, text: string) => {
      access()
      if (!parts.forgets || !key.startsWith(parts.forgets)) browser.local.set(key, text)
      parts.tellOthers(page, key)
    },
    removeItem: (key: string) => {
      access()
      browser.local.delete(key)
      parts.tellOthers(page, key)
    },
  }

  const env = Object.assign(new EventTarget(), {
    document,
    location,
    navigator: { language: 'en' },
    innerWidth: 390,
    innerHeight: 800,
    scrollY: 0,
    history: {
      pushState: (_state: unknown, _title: string, to: string) => {
        location.href = new URL(to, location).href
      },
      replaceState: (_state: unknown, _title: string, to: string) => {
        location.href = new URL(to, location).href
      },
    },
    Date: { now: () => Math.floor(schedule.now() + browser.clockAheadMs) },
    Math: { random: prng.next },
    crypto: {
      getRandomValues: (words: Uint32Array) => words.map(() => Math.floor(prng.next() * 2 ** 32)),
    },
    setTimeout: (run: () => void, ms = 0) => {
      const id = ++timerIds
      timers.set(
        id,
        schedule.later(
          () =>
            whenAlive(() => {
              timers.delete(id)
              run()
            }),
          ms,
        ),
      )
      timersMax = Math.max(timersMax, timers.size)
      return id
    },
    clearTimeout: (id: number) => {
      timers.get(id)?.()
      timers.delete(id)
    },
    fetch: (url: string, init: RequestInit) =>
      new Promise<Response>((resolve, reject) => {
        send(new URL(url, ORIGIN).href, init, page).then(
          (response) => whenAlive(() => resolve(response)),
          (error: unknown) => whenAlive(() => reject(error as Error)),
        )
      }),
  })

  // As in browsers, its keys are its properties; its methods are none of them.
  Object.defineProperty(env, 'localStorage', {
    get() {
      access()
      return Object.create(storage, Object.fromEntries(keysOf(browser.local))) as Storage
    },
  })

  /** Whatever happens in a page, its window is the first to hear. */
  const tell = (type: string, more: object = {}) => {
    const event = Object.assign(new Event(type), more)
    try {
      env.dispatchEvent(event)
    } catch (error) {
      errors.push(error)
    }
  }
  const turn = (visible: boolean) => {
    if (document.hidden === !visible) return
    document.hidden = !visible
    document.visibilityState = visible ? 'visible' : 'hidden'
    tell('visibilitychange')
  }

  const page: FakePage = {
    env: env as unknown as Env,
    errors,
    isAlive: () => state === 'alive',
    show: () => turn(true),
    hide: () => turn(false),
    leave(cached) {
      tell('pagehide', { persisted: cached })
      turn(false)
      state = cached ? 'frozen' : 'dead'
    },
    restore() {
      state = 'alive'
      turn(true)
      tell('pageshow', { persisted: true })
      const late = thawed
      thawed = []
      for (const run of late)
        try {
          run()
        } catch (error) {
          errors.push(error)
        }
    },
    kill() {
      state = 'dead'
    },
    push: (to) => env.history.pushState(null, '', to),
    timersMax: () => timersMax,
  }
  return page
}
