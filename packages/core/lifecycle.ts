// When a page is before a person and when it goes: prerendering, hidden starts, SPA navigation, bfcache, unload.
import { tell } from './bus.ts'
import type { Bus } from './bus.ts'
import type { Feature } from './feature.ts'
import type { Queue } from './queue.ts'

/** Tells the page's life on the bus, and the queue when to send, to end and to begin anew. */
export function lifecycle(bus: Bus, queue: Queue): Feature {
  return {
    name: 'core',
    purpose: null,
    start({ env, guard, listen }) {
      const { document, history, location } = env
      const methods = ['pushState', 'replaceState'] as const
      let live = true
      let seen = false
      let path = ''

      /** The same path is the same page, whatever was pushed; a hash moves within it. */
      const moved = (counts: boolean) => {
        const before = path
        if (seen) path = location.pathname + location.search
        if (!counts || path === before) return
        bus.appeared = true
        tell(bus, 'page')
      }

      /** Counted only once somebody can see it: not while prerendered, not in a tab opened in the background. */
      const appear = () => {
        if (document.hidden || (document as { prerendering?: boolean }).prerendering) return
        if (seen) tell(bus, 'shown')
        seen = true
        moved(true)
      }

      const leave = () => {
        if (seen) tell(bus, 'hidden')
        queue.leave()
      }

      listen('visibilitychange', () => (document.hidden ? leave() : appear()))
      listen('prerenderingchange', appear)
      listen('pagehide', () => {
        leave()
        queue.end()
      })
      listen('pageshow', ({ persisted }) => {
        if (!persisted) return
        queue.wake()
        path = ''
        appear()
      })
      listen('popstate', () => moved(true))
      listen('online', queue.wake)

      /** Calls `moved` behind the page's own methods; gives them back unless somebody wrapped them since. */
      const undo = methods.map((name) => {
        const original = history[name]
        const after = guard(() => live && moved(name === 'pushState'))
        const wrapped: typeof original = function (this: History, ...args) {
          original.apply(this, args)
          after()
        }
        history[name] = wrapped
        return () => {
          if (history[name] === wrapped) history[name] = original
        }
      })
      guard(appear)()
      return () => {
        live = false
        for (const each of undo) each()
      }
    },
  }
}
