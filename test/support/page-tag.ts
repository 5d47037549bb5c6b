// Talks to the tag on a page as the page's own code would, and checks what an action made it send.
import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import type { EventType } from '../../packages/wire/event.ts'
import type { Grants } from '../../packages/wire/purpose.ts'
import type { PageCollector, Stored } from './page-collector.ts'

/** The page's side of the tag; `q` is there as long as only the stub is. */
export type TagWindow = Window & { tm?: { (...call: readonly unknown[]): void; q?: unknown } }

const FULL: Grants = { analytics: 'full' }

/** Goes to an address and waits until the tag has started there. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await tagReady(page)
}

export async function tagReady(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { tm } = window as TagWindow
    return tm !== undefined && tm.q === undefined
  })
}

/** `tm(name, …)` in the page. */
export async function tell(page: Page, ...call: readonly unknown[]): Promise<void> {
  await page.evaluate((call) => (window as TagWindow).tm?.(...call), [...call])
}

/** Opens a page as a visitor who accepts on it. */
export async function openGranted(page: Page, url: string, grants = FULL): Promise<void> {
  await open(page, url)
  await tell(page, 'consent', grants)
}

let marks = 0

/** Sends an event of the site's own and waits for it: what came before it on this page has come too. */
export async function mark(page: Page, collector: PageCollector): Promise<void> {
  const name = `mark_${++marks}`
  await tell(page, 'event', name)
  await collector.until(name, () => collector.stored.some((event) => nameOf(event) === name))
}

/** What is said of an event: parts of it. */
export interface Expected {
  readonly type: EventType
  readonly url?: string
  readonly body?: object
}

export interface Expectation {
  readonly action: () => Promise<unknown>
  /** Each must have come, exactly once. */
  readonly expected: readonly Expected[]
  /** None of these may have come by the time that a later event has. */
  readonly refused?: readonly Expected[]
}

/** Acts on a page; checks what that sent, and what it did not. Returns all that came. */
export async function expectEvents(
  { page, collector }: { page: Page; collector: PageCollector },
  { action, expected, refused = [] }: Expectation,
): Promise<readonly Stored[]> {
  const before = collector.stored.length
  const since = (): Stored[] =>
    collector.stored.slice(before).filter((event) => !nameOf(event).startsWith('mark_'))
  await action()
  await tagReady(page)
  await mark(page, collector)
  for (const each of expected) {
    const what = JSON.stringify(each)
    await collector.until(what, () => since().some((event) => isLike(event, each)))
    expect(
      since().filter((event) => isLike(event, each)),
      what,
    ).toHaveLength(1)
  }
  for (const each of refused)
    expect(
      since().filter((event) => isLike(event, each)),
      `refused: ${JSON.stringify(each)}`,
    ).toEqual([])
  return since()
}

/** A custom event's own name, else ''. */
export function nameOf(event: Stored): string {
  return event.type === 'custom' ? event.body.name : ''
}

/** Events of one type, in order of arrival. */
export function ofType<T extends EventType>(
  collector: PageCollector,
  type: T,
): Extract<Stored, { type: T }>[] {
  return collector.stored.filter(
    (event): event is Extract<Stored, { type: T }> => event.type === type,
  )
}

function isLike(event: Stored, expected: Expected): boolean {
  try {
    expect(event).toMatchObject(expected)
    return true
  } catch {
    return false
  }
}
