// Flags on a page: the rules for everybody before the grant, without a trace; shares and experiments after it.
import { describe, expect } from 'vitest'
import type { SiteConfig } from '../../packages/wire/decision.ts'
import { testAlone } from '../support/browser-stage.ts'
import { tracesOf } from '../support/browser-traces.ts'
import { pageHtml } from '../support/page-markup.ts'
import { mark, ofType, open, tell } from '../support/page-tag.ts'
import type { Page } from 'playwright-core'

const variation = (key: string, weight: number) => ({ key, name: '', weight, changes: [] })
const forAll = (value: string, more: object = {}) => ({
  targeting: {},
  coverage: 1,
  value,
  ...more,
})

const test = testAlone.extend('config', {
  site: 'demo',
  currency: 'EUR',
  experiments: [
    {
      key: 'speed',
      coverage: 1,
      targeting: {},
      variations: [variation('control', 0), variation('fast', 1)],
    },
  ],
  flags: [
    { key: 'plain', value: 'default', rules: [forAll('everybody')] },
    {
      key: 'member',
      value: 'none',
      rules: [forAll('gold', { targeting: { attributes: { member: ['gold'] } } })],
    },
    { key: 'share', value: 'none', rules: [forAll('some', { coverage: 0.9999 })] },
    { key: 'tried', value: 'none', rules: [{ experiment: 'speed', values: { fast: 'quick' } }] },
    { key: 'number', value: 1, rules: [] },
  ],
} as SiteConfig).concurrent

/** Asks for every flag, and keeps the last that each was told. */
const ask = (page: Page) =>
  page.evaluate(() => {
    const { tm } = window as unknown as { tm: (...call: unknown[]) => void }
    const heard: Record<string, unknown> = {}
    Object.assign(window, { heard })
    for (const key of ['plain', 'member', 'share', 'tried', 'unknown'])
      tm('flag', key, (value: unknown) => (heard[key] = value), 'code')
    tm('flag', 'number', (value: unknown) => (heard['number'] = value), 'text')
    tm('flag', 'number', (value: unknown) => (heard['free'] = value))
  })
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: object }).heard)

const BEFORE = {
  plain: 'everybody',
  member: 'none',
  share: 'none',
  tried: 'none',
  unknown: 'code',
  number: 'text',
  free: 1,
}

describe('flags', () => {
  test('before the grant hold for everybody alone, and leave no trace', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url }) })
    await open(page, site.url)
    await ask(page)
    expect(await heard(page)).toEqual(BEFORE)
    await tell(page, 'attributes', { member: 'gold' })
    expect(await heard(page)).toEqual({ ...BEFORE, member: 'gold' })
    const traces = await tracesOf(page, collector)
    expect(traces.localStorage).toEqual([])
    expect(traces.indexedDb).toEqual([])
    expect(traces.requests).toEqual(['GET /t/demo.js'])
  })

  test('follow the grant and the withdrawal; what an experiment decides is an exposure', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url }) })
    await open(page, site.url)
    await ask(page)
    await tell(page, 'consent', { analytics: 'full', experiments: 'full' })
    expect(await heard(page)).toEqual({ ...BEFORE, share: 'some', tried: 'quick' })
    await mark(page, collector)
    expect(ofType(collector, 'exposure').map(({ body }) => body)).toEqual([
      { experiment: 'speed', variation: 'fast' },
    ])
    await tell(page, 'withdraw')
    await page.waitForFunction(
      () => (window as unknown as { heard: Record<string, unknown> }).heard['tried'] === 'none',
    )
    expect(await heard(page)).toEqual(BEFORE)
  })

  test('are shown by the address to whoever looks, rule by rule', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', { html: pageHtml({ tag: collector.url }) })
    await open(page, `${site.url}/?member=1&plain=0`)
    await ask(page)
    expect(await heard(page)).toEqual({ ...BEFORE, member: 'gold', plain: 'default' })
  })
})
