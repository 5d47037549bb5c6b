// A browser without pixels: tabs that share storage, pages that load, hide, freeze, come back and die.
import type { Env, Kept } from '../../packages/core/env.ts'
import type { Parcel } from '../../packages/core/parcel.ts'
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
  kept: Record<string, Parcel>
  /** While true, storage throws and IndexedDB rejects. */
  storageDenied: boolean
  /** Added to what pages read off the clock. */
  clockAheadMs: number
  open(path: string, hidden?: boolean): FakePage
  readonly pages: readonly FakePage[]
}

export const ORIGIN = 'https://shop.example'

/** `forgets` is a key of localStorage that it does not keep: a control. */
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

  let lastMs = 0
  const kept: Kept = (change) =>
    new Promise((resolve, reject) => {
      // Transactions on one store run one after the other, in the order they were asked for.
      lastMs = Math.max(lastMs, schedule.now()) + prng.whole(1, 8)
      schedule.later(() => {
        if (browser.storageDenied) return reject(new Error('denied'))
        // Structured clones both ways, as IndexedDB makes them.
        browser.kept = structuredClone(change(structuredClone(browser.kept)) ?? {})
        resolve(undefined)
      }, lastMs - schedule.now())
    })

  const browser: FakeBrowser = {
    local: new Map(),
    kept: {},
    storageDenied: false,
    clockAheadMs: 0,
    pages,
    open(path, hidden = false) {
      const page = createFakePage(
        { browser, schedule, prng, send, kept, tellOthers, forgets },
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

interface PageParts {
  browser: FakeBrowser
  schedule: Schedule
  prng: Prng
  send: Send
  kept: Kept
  tellOthers: (from: FakePage, key: string) => void
  forgets: string | undefined
}

function createFakePage(parts: PageParts, path: string, hidden: boolean): FakePage {
  const { browser, schedule, prng, send } = parts
  const errors: unknown[] = []
  const document = Object.assign(new EventTarget(), {
    visibilityState: hidden ? 'hidden' : 'visible',
    hidden,
    title: 'A page',
    referrer: '',
    documentElement: { scrollHeight: 4000 },
  })
  const location = new URL(path, ORIGIN)
  const timers = new Map<number, () => void>()
  let state: 'alive' | 'frozen' | 'dead' = 'alive'
  let thawed: (() => void)[] = []
  let timerIds = 0
  let timersMax = 0
  let memory: Record<string, Parcel> = {}

  /** What happens to a frozen page happens when it thaws; to a dead one never. */
  const whenAlive = (run: () => void) => {
    if (state === 'alive') run()
    else if (state === 'frozen') thawed.push(run)
  }

  const access = () => {
    if (browser.storageDenied) throw new DOMException('denied', 'SecurityError')
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
    localStorage: {
      getItem: (key: string) => (access(), browser.local.get(key) ?? null),
      setItem: (key: string, text: string) => {
        access()
        if (key !== parts.forgets) browser.local.set(key, text)
        parts.tellOthers(page, key)
      },
      removeItem: (key: string) => {
        access()
        browser.local.delete(key)
        parts.tellOthers(page, key)
      },
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
    kept: ((change) =>
      new Promise((resolve) => {
        // A page that died between asking and its turn changes nothing.
        const asked = (all: Record<string, Parcel>) => (state === 'dead' ? all : change(all))
        parts.kept(asked).then(
          () => whenAlive(() => resolve(undefined)),
          () =>
            whenAlive(() => {
              memory = change(memory) ?? {}
              resolve(undefined)
            }),
        )
      })) satisfies Kept,
  })

  const tell = (target: EventTarget, type: string, more: object = {}) => {
    const event = Object.assign(new Event(type), more)
    try {
      target.dispatchEvent(event)
    } catch (error) {
      errors.push(error)
    }
  }
  const turn = (visible: boolean) => {
    if (document.hidden === !visible) return
    document.hidden = !visible
    document.visibilityState = visible ? 'visible' : 'hidden'
    tell(document, 'visibilitychange')
  }

  const page: FakePage = {
    env: env as unknown as Env,
    errors,
    isAlive: () => state === 'alive',
    show: () => turn(true),
    hide: () => turn(false),
    leave(cached) {
      tell(env, 'pagehide', { persisted: cached })
      turn(false)
      state = cached ? 'frozen' : 'dead'
    },
    restore() {
      state = 'alive'
      turn(true)
      tell(env, 'pageshow', { persisted: true })
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
