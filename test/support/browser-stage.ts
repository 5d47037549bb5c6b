// What a browser test stands on: one Chromium a file; a collector, a site and a fresh profile a test.
import { test as base, expect, vi } from 'vitest'
import { CHROMIUM, launchChromium } from './browser-chromium.ts'
import type { SiteConfig } from '../../packages/wire/decision.ts'
import { startPageCollector } from './page-collector.ts'
import type { Files } from './page-collector.ts'
import { pageHtml } from './page-markup.ts'
import { startPageServer } from './page-server.ts'

// A browser starts and batches wait their second: more than the default, which is meant for functions.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000, maxConcurrency: 4 })

/** A `test` that runs alone; its collector must have seen no fault, and its pages no uncaught error. */
export const testAlone = base
  .extend('executable', { scope: 'file' }, CHROMIUM)
  .extend('browser', { scope: 'file' }, async ({ executable }, { onCleanup }) => {
    const browser = await launchChromium(executable)
    onCleanup(() => browser.close())
    return browser
  })
  .extend('config', { site: 'demo', currency: 'EUR' } as SiteConfig)
  .extend('files', new Map() as Files)
  .extend('collector', async ({ config, files }, { onCleanup }) => {
    const collector = await startPageCollector(config, files)
    onCleanup(async () => {
      await collector.stop()
      expect([...collector.faults, ...collector.takeRefusals()]).toEqual([])
    })
    return collector
  })
  .extend('site', async ({ collector }, { onCleanup }) => {
    const site = await startPageServer()
    const links = '<a id="next" href="/next">next</a> <a id="home" href="/">home</a>'
    site.put('/', { html: pageHtml({ tag: collector.url, title: 'Home', body: links }) })
    site.put('/next', { html: pageHtml({ tag: collector.url, title: 'Next', body: links }) })
    onCleanup(() => site.stop())
    return site
  })
  .extend('context', async ({ browser }, { onCleanup }) => {
    const context = await browser.newContext({ locale: 'en-GB' })
    const errors: string[] = []
    context.on('weberror', (each) => errors.push(String(each.error())))
    onCleanup(async () => {
      await context.close()
      expect(errors).toEqual([])
    })
    return context
  })
  .extend('page', async ({ context }) => await context.newPage())

/** The same, side by side with its neighbours: what tests wait for is mostly the time between batches. */
export const test = testAlone.concurrent
