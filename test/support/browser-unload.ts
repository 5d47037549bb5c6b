// Watches what a page keeps and has in flight, and makes it leave in the middle of a burst of events.
import type { BrowserContext, Page } from 'playwright-core'
import type { PageCollector } from './page-collector.ts'
import { tagReady } from './page-tag.ts'

export interface Peaks {
  /** Most bytes that localStorage ever held. */
  readonly storedBytes: number
  /** Most bytes of `keepalive` bodies that ever were in flight at once. */
  readonly keepaliveBytes: number
  /** Times that the browser would not take a body: each may be a loss. */
  readonly refusals: number
}

/** From now on each page of the context notes its peaks, where they outlive it. */
export async function watchPeaks(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const note = (name: string, value: number) => {
      const highest = Math.max(value, Number(sessionStorage.getItem(name) ?? 0))
      sessionStorage.setItem(name, String(highest))
    }
    const { setItem } = Storage.prototype
    Storage.prototype.setItem = function (key, text) {
      setItem.call(this, key, text)
      if (this !== localStorage) return
      const all = Object.entries(localStorage).flat().join('')
      note('peak_stored', new Blob([all]).size)
    }
    let inFlight = 0
    const { fetch } = window
    window.fetch = async (input, init) => {
      const bytes = init?.keepalive ? new Blob([init.body as BlobPart]).size : 0
      inFlight += bytes
      note('peak_keepalive', inFlight)
      try {
        return await fetch(input, init)
      } finally {
        inFlight -= bytes
      }
    }
    const { sendBeacon } = navigator
    navigator.sendBeacon = (url, body) => {
      const isTaken = sendBeacon.call(navigator, url, body)
      if (!isTaken) note('peak_refusals', 1)
      return isTaken
    }
  })
}

export async function peaksOf(page: Page): Promise<Peaks> {
  return await page.evaluate(() => {
    const peak = (name: string) => Number(sessionStorage.getItem(name) ?? 0)
    return {
      storedBytes: peak('peak_stored'),
      keepaliveBytes: peak('peak_keepalive'),
      refusals: peak('peak_refusals'),
    }
  })
}

/** `count` events of about `bytes` bytes that no compression shortens, and in the same task a navigation. */
export async function burstAndLeave(
  page: Page,
  { count, bytes, to }: { count: number; bytes: number; to: string },
): Promise<void> {
  const left = page.waitForURL(`**${to}`)
  await page
    .evaluate(
      ({ count, bytes, to }) => {
        const { tm } = window as unknown as { tm: (...call: unknown[]) => void }
        const noise = (length: number) =>
          Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) =>
            (byte % 36).toString(36),
          ).join('')
        for (let at = 0; at < count; at++) {
          const params: Record<string, string> = { at: String(at) }
          for (let left = bytes; left > 0; left -= 100)
            params[`p${left}`] = noise(Math.min(100, left))
          tm('event', 'burst', params)
        }
        location.href = to
      },
      { count, bytes, to },
    )
    // The page may be gone before it has answered.
    .catch(() => {})
  await left
  await tagReady(page)
}

/** The numbers of the burst's events that are stored, in order. */
export function burstStored(collector: PageCollector): number[] {
  return collector.stored
    .flatMap((event) =>
      event.type === 'custom' && event.body.name === 'burst'
        ? [Number(event.body.params?.['at'])]
        : [],
    )
    .toSorted((a, b) => a - b)
}
