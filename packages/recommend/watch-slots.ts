// Waits for the first slot of a page, and has the code that fills slots fetched for it.
import { lazily } from '../core/index.ts'
import type { Context, Stop } from '../core/index.ts'
import type { SlotPart } from './feature.ts'

/** Runs `start` with the part once the page has a slot; a page without one costs no request. */
export function watchSlots(
  context: Context,
  load: () => Promise<SlotPart>,
  start: (part: SlotPart) => Stop,
): Stop {
  const { env, guard } = context
  // A live list, so that looking again costs nothing.
  const slots = env.document.getElementsByTagName('tidemark-slot')
  let stop: Stop | undefined
  const look = guard(() => {
    if (stop || !slots.length) return
    observer.disconnect()
    stop = lazily(context, load, start)
  })
  const observer = new MutationObserver(look)
  observer.observe(env.document, { childList: true, subtree: true })
  look()
  return () => {
    observer.disconnect()
    stop?.()
  }
}
