// When a page is before a person and when it goes: prerendering, hidden starts, SPA navigation, bfcache, unload.
import type { Bus } from './bus.ts'
import type { Env } from './env.ts'
import type { Stop } from './feature.ts'
import type { Guard } from './guard.ts'
import type { Queue } from './queue.ts'

/** Tells the page's life on the bus, and the queue when to send, to leave and to begin anew. */
export function watchLifecycle(env: Env, guard: Guard, bus: Bus, queue: Queue): Stop {
  const { document, history, location } = env
  const undo: Stop[] = []
  let seen = false
  let path = ''

  const on = (target: Document | Env, type: string, hear: (event: Event) => void) => {
    const guarded = guard('core', hear)
    guard('core', () => target.addEventListener(type, guarded, true))()
    undo.push(() => target.removeEventListener(type, guarded, true))
  }

  /** Counted only once somebody can see it: not while prerendered, not in a tab opened in the background. */
  const appear = () => {
    if (
      document.visibilityState !== 'visible' ||
      (document as { prerendering?: boolean }).prerendering
    )
      return
    if (seen) bus.tell('shown')
    seen = true
    moved(true)
  }

  /** The same path is the same page, whatever was pushed; a hash moves within it. */
  const moved = (counts: boolean) => {
    const before = path
    if (seen) path = location.pathname + location.search
    if (counts && path !== before) bus.tell('page')
  }

  const leave = () => {
    if (seen) bus.tell('hidden')
    queue.leave()
  }

  /** Calls `moved` behind the page's own method; gives the original back unless somebody wrapped it since. */
  const wrap = (name: 'pushState' | 'replaceState', counts: boolean) => {
    const original = history[name]
    const after = guard('core', () => moved(counts))
    let live = true
    const wrapped: typeof original = function (this: History, ...args) {
      original.apply(this, args)
      if (live) after()
    }
    history[name] = wrapped
    undo.push(() => {
      live = false
      if (history[name] === wrapped) history[name] = original
    })
  }

  on(document, 'visibilitychange', () => (document.hidden ? leave() : appear()))
  on(document, 'prerenderingchange', appear)
  on(env, 'pagehide', () => {
    leave()
    queue.spill()
  })
  on(env, 'pageshow', (event) => {
    if (!(event as PageTransitionEvent).persisted) return
    queue.renew()
    path = ''
    appear()
  })
  on(env, 'popstate', () => moved(true))
  on(env, 'online', queue.wake)
  wrap('pushState', true)
  wrap('replaceState', false)
  guard('core', appear)()
  return () => undo.forEach((each) => each())
}
