// What every browser must do, whatever drives it: load, count, deliver as the page goes away, withdraw.
import { expect } from 'vitest'
import { startPageCollector } from './page-collector.ts'
import type { PageCollector } from './page-collector.ts'
import { pageHtml } from './page-markup.ts'
import { startPageServer } from './page-server.ts'
import { nameOf, ofType } from './page-tag.ts'

/** The least that a driver of a browser can do. */
export interface Driven {
  readonly open: (url: string) => Promise<void>
  /** Runs the body of a function in the page; answers what it returns, rejects where the page went away. */
  readonly run: (body: string) => Promise<unknown>
}

/** What a script that leaves its page answers cannot always be told. */
const tryRun = ({ run }: Driven, body: string) => run(body).catch(() => null)

/** Takes a browser through a visit; throws where anything is amiss. */
export async function smokeVisit(driven: Driven): Promise<void> {
  const collector = await startPageCollector({ site: 'demo', currency: 'EUR' })
  const site = await startPageServer()
  for (const [path, title] of [
    ['/', 'Home'],
    ['/next', 'Next'],
  ] as const)
    site.put(path, { html: pageHtml({ tag: collector.url, title }) })
  try {
    await driven.open(site.url)
    await ready(driven)
    await grantAndCount(driven, collector)
    await leave(driven, collector)
    await withdraw(driven, collector, site.url)
    expect([...collector.faults, ...collector.takeRefusals()]).toEqual([])
    expect(collector.repeats).toHaveLength(0)
  } finally {
    await site.stop()
    await collector.stop()
  }
}

async function ready(driven: Driven): Promise<void> {
  await expect
    .poll(() => tryRun(driven, 'return document.readyState + typeof window.tm'), {
      timeout: 10_000,
    })
    .toBe('completefunction')
}

const arrival = (collector: PageCollector, name: string) =>
  collector.until(name, () => collector.stored.some((event) => nameOf(event) === name))

async function grantAndCount(driven: Driven, collector: PageCollector): Promise<void> {
  expect(collector.posts()).toEqual([])
  expect(await driven.run('return document.cookie.length + localStorage.length')).toBe(0)
  await driven.run(`tm('event', 'before_the_choice'); tm('consent', { analytics: 'full' })`)
  await driven.run(`tm('event', 'smoke', { browser: navigator.userAgent.slice(0, 90) })`)
  await arrival(collector, 'smoke')
  expect(ofType(collector, 'page_view').map(({ body }) => body.title)).toEqual(['Home'])
  expect(collector.stored[0]?.batch.visitor).toMatch(/^[\w-]{8,}$/)
}

async function leave(driven: Driven, collector: PageCollector): Promise<void> {
  const burst = Array.from({ length: 3 }, (_, at) => `at_unload_${at}`)
  await tryRun(
    driven,
    `${burst.map((name) => `tm('event', '${name}')`).join(';')}; location.href = '/next'`,
  )
  for (const name of burst) await arrival(collector, name)
  await expect.poll(() => tryRun(driven, 'return location.pathname')).toBe('/next')
  await ready(driven)
  await collector.until('the view of the next page', () =>
    ofType(collector, 'page_view').some(({ body }) => body.title === 'Next'),
  )
}

async function withdraw(driven: Driven, collector: PageCollector, home: string): Promise<void> {
  await driven.run(`tm('event', 'never_to_arrive'); tm('withdraw')`)
  await collector.until('the withdrawal', () => collector.notes.length > 0)
  const { visitor } = collector.stored[0]?.batch ?? {}
  await driven.run(`tm('event', 'never_to_arrive_either')`)
  await driven.open(home)
  await ready(driven)
  await driven.run(`tm('consent', { analytics: 'full' }); tm('event', 'after_it_all')`)
  await arrival(collector, 'after_it_all')
  expect(collector.posts().filter(({ body }) => body.includes('never_to_arrive'))).toEqual([])
  expect(collector.notes.map(({ choice }) => choice)).toEqual(['withdrawn'])
  expect(collector.stored.at(-1)?.batch.visitor).not.toBe(visitor)
}
