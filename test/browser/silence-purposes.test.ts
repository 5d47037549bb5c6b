// Silence purpose by purpose: with one granted alone, what is kept and what leaves is exactly what the table of purposes says.
import type { Browser, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { EventType } from '../../packages/wire/event.ts'
import { EVENT_PURPOSE, PURPOSES } from '../../packages/wire/purpose.ts'
import type { Grants, Purpose } from '../../packages/wire/purpose.ts'
import { testAlone } from '../support/browser-stage.ts'
import type { PageCollector, Stored } from '../support/page-collector.ts'
import { makeEverything } from '../support/page-everything.ts'
import { idOf } from '../support/page-model.ts'
import type { PageServer } from '../support/page-server.ts'
import { nameOf, open, tell } from '../support/page-tag.ts'

const everything = await makeEverything()
const test = testAlone
  .extend('config', everything.config)
  .extend('files', everything.files).concurrent

const NAMES = Object.keys(PURPOSES) as Purpose[]
const ALL = Object.fromEntries(NAMES.map((purpose) => [purpose, 'full'])) as Grants
const only = (purpose: Purpose) => ({ [purpose]: 'full' }) as Grants

/** What the page gives reason for: of each purpose that has events at all, at least one. */
const TOLD: readonly EventType[] = ['page_view', 'view_item', 'custom', 'exposure', 'heat']
/** Nothing of ours records it yet, so that it may keep more than it does. */
const KEEPS_NOTHING_YET: readonly Purpose[] = ['replay']

const keysOf = (purpose: Purpose): readonly string[] =>
  KEEPS_NOTHING_YET.includes(purpose) ? [] : PURPOSES[purpose].deviceKeys
const typesOf = (purpose: Purpose) => TOLD.filter((type) => EVENT_PURPOSE[type] === purpose)
const mintsVisitor = (purpose: Purpose) => PURPOSES[purpose].mints.includes('visitor')

const ONCE: readonly EventType[] = ['page_view', 'exposure']

const isUnder = (grants: Grants, { batch }: Stored) =>
  NAMES.every((purpose) => batch.grant[purpose] === grants[purpose])

/** Names of all that is kept but the choice, wherever a page can keep things. */
const keptBy = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const names = [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...databases.map(({ name = '' }) => name),
      ...(await caches.keys()),
      ...(document.cookie && ['cookie']),
    ]
    return [...new Set(names.map((name) => name.split('.')[0]!))]
      .filter((name) => name !== 'tm_consent')
      .toSorted()
  })

interface Stage {
  readonly browser: Browser
  readonly collector: PageCollector
  readonly site: PageServer
}

/** Grants one after the other on the same page, gives reason for events of every purpose, and leaves. */
async function visit({ browser, collector, site }: Stage, ...grants: readonly Grants[]) {
  site.put('/', { html: everything.html(collector.url, 'Home') })
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin' })
  try {
    const page = await context.newPage()
    await open(page, site.url)
    for (const each of grants) {
      await tell(page, 'consent', each)
      await act(page, collector, each)
    }
    const kept = await keptBy(page)
    await page.goto('about:blank')
    const last = grants.at(-1)!
    const granted = (type: EventType) => last[EVENT_PURPOSE[type]] === 'full'
    // What comes once a visit was told under the first grant. A context that closes takes along what is on its way.
    for (const type of TOLD.filter((type) => granted(type) && (!grants[1] || !ONCE.includes(type))))
      await collector.until(type, () =>
        collector.stored.some((event) => event.type === type && isUnder(last, event)),
      )
    return kept
  } finally {
    await context.close()
  }
}

/** Uses the page until what the grants start has started. */
async function act(page: Page, collector: PageCollector, grants: Grants): Promise<void> {
  await collector.until('the note', () =>
    collector.given.some(({ grants: told }) => JSON.stringify(told) === JSON.stringify(grants)),
  )
  if (grants.heatmaps || grants.recommendations)
    await page.waitForFunction(
      (parts) =>
        parts.every((part) =>
          performance.getEntriesByType('resource').some(({ name }) => name.includes(`/m/${part}`)),
        ),
      [...(grants.heatmaps ? ['heatmap'] : []), ...(grants.recommendations ? ['recommend'] : [])],
    )
  if (grants.recommendations)
    await page.waitForFunction(async () => (await indexedDB.databases()).length > 0)
  await page.click('#plain')
  await tell(page, 'event', 'told')
  await tell(page, 'track', 'view_item', { currency: 'EUR', items: [{ item_id: idOf(2) }] })
}

/** Another visitor, who grants all of it: whoever came before has had the time to be heard. */
const countAnother = (stage: Stage) => visit(stage, ALL)

const isOfAll = (event: Stored) => isUnder(ALL, event)

describe('one purpose alone', () => {
  test('the control: with all granted, the page keeps every key and tells of every purpose', async ({
    browser,
    collector,
    site,
  }) => {
    const kept = await visit({ browser, collector, site }, ALL)
    expect(kept).toEqual([...new Set(NAMES.flatMap(keysOf))].toSorted())
    for (const type of TOLD)
      await collector.until(type, () => collector.stored.some((event) => event.type === type))
    expect(collector.stored.every(({ batch }) => batch.visitor)).toBe(true)
  })

  test.for(process.env['LONG'] ? NAMES : (['analytics'] as const))(
    '%s: its keys, its events, and an id only where it mints one',
    async (purpose, { browser, collector, site }) => {
      const stage = { browser, collector, site }
      const kept = await visit(stage, only(purpose))
      expect(kept).toEqual(keysOf(purpose).toSorted())
      await countAnother(stage)
      const told = collector.stored.filter((event) => !isOfAll(event))
      const types = new Set(told.map(({ type }) => type))
      expect([...types].filter((type) => EVENT_PURPOSE[type] !== purpose)).toEqual([])
      expect([...types]).toEqual(expect.arrayContaining(typesOf(purpose)))
      for (const { batch } of told) {
        expect(batch.grant).toEqual(only(purpose))
        expect(batch.visitor !== undefined).toBe(mintsVisitor(purpose))
      }
    },
  )

  /** `npm run deep` narrows to each. */
  const NARROWED = process.env['LONG'] ? NAMES : []
  test.for(NARROWED)(
    '%s, after all was granted: what the others kept is gone',
    async (purpose, { browser, collector, site }) => {
      const stage = { browser, collector, site }
      const kept = await visit(stage, ALL, only(purpose))
      // What it has no use for yet may stay, where its row lets it.
      const allowed = PURPOSES[purpose].deviceKeys
      expect(kept.filter((name) => !allowed.includes(name))).toEqual([])
      expect(kept).toEqual(expect.arrayContaining([...keysOf(purpose)]))
      await countAnother(stage)
      const told = collector.stored.filter((event) => !isOfAll(event))
      expect(told.filter(({ type }) => EVENT_PURPOSE[type] !== purpose).map(nameOf)).toEqual([])
      for (const { batch } of told) expect(batch.visitor !== undefined).toBe(mintsVisitor(purpose))
    },
  )
})
