// A page view for each page before a person, with the attention and the reach it got.
import { address } from '../core/index.ts'
import type { Context } from '../core/index.ts'
import { reach } from '../dom/reach.ts'
import type { EventMap } from '../wire/event.ts'
import { SESSION_IDLE_MS } from '../wire/limits.ts'

/** Scrolling is measured this long after it began, outside its handler: layout is read once a burst. */
const SCROLL_MS = 200
/** Less attention than this is not worth an event. */
const ATTENTION_MS_MIN = 100

/** Follows pages and attention until the context ends. `onView` hears of each page view. */
export function trackPageViews(
  { emit, on, listen, guard, env }: Context,
  onView: () => void,
): void {
  const { document, location } = env
  let view = 0
  let from = document.referrer
  let body: EventMap['page_view'] = {}
  let sinceMs = 0
  let furthest = 0
  let timer = 0

  const measureSoon = () => {
    timer ||= env.setTimeout(
      guard(() => {
        timer = 0
        // Routers set the title after they have pushed the address; the event has not left yet.
        body.title = document.title
        furthest = Math.max(furthest, reach(env))
      }),
      SCROLL_MS,
    )
  }

  const pay = () => {
    // A machine that slept with the page open must not count as attention.
    const spentMs = Math.min(env.Date.now() - sinceMs, SESSION_IDLE_MS)
    if (sinceMs && spentMs >= ATTENTION_MS_MIN)
      emit(
        'user_engagement',
        { view, engagement_time_msec: spentMs, percent_scrolled: furthest },
        from,
      )
    sinceMs = 0
  }

  const attend = () => {
    sinceMs = env.Date.now()
  }

  on('page', () => {
    pay()
    // The last page was left before its title was read again.
    if (timer && view) body.title = document.title
    const referrer = address(from)
    body = { title: document.title, ...(referrer && { referrer }) }
    view = emit('page_view', body)
    from = location.href
    furthest = 0
    attend()
    measureSoon()
    onView()
  })
  on('shown', attend)
  on('hidden', pay)
  listen('scroll', measureSoon)
}
