// A visitor says yes, takes a copy of what is stored of them, keeps the receipt, and has it all erased, in the preferences alone.
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ConsentReceipt, VisitorData } from '../../packages/wire/privacy.ts'
import { readAssets } from '../../collector/decide/assets.ts'
import { pseudonymOf } from '../../collector/privacy/pseudonym.ts'
import { launchChromium, ORDINARY_AGENT } from '../support/browser-chromium.ts'
import { startHere } from '../support/collector-here.ts'
import type { CollectorHere } from '../support/collector-here.ts'
import { pageHtml } from '../support/page-markup.ts'
import { startPageServer } from '../support/page-server.ts'
import type { PageServer } from '../support/page-server.ts'
import { open, tell } from '../support/page-tag.ts'

vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

let here: CollectorHere
let shop: PageServer
let browser: Browser
let page: Page
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-rights-'))
  here = await startHere({ assets: await readAssets('dist/assets') })
  shop = await startPageServer()
  shop.put('/', { html: pageHtml({ tag: here.url, body: '<main><h1>A shop</h1></main>' }) })
  await here.ask('PUT', '/api/v1/sites/demo', {
    name: 'Demo',
    currency: 'EUR',
    timeZone: 'UTC',
    origins: [shop.url],
    rates: {},
    consent: {
      controller: { name: 'Harbour & Loom', address: '1 Quay', contact: 'privacy@harbour.example' },
      purposes: ['analytics', 'recommendations'],
    },
  })
  browser = await launchChromium()
  const context = await browser.newContext({
    userAgent: ORDINARY_AGENT,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  })
  page = await context.newPage()
  await open(page, shop.url)
})

afterAll(async () => {
  await browser?.close()
  await shop?.stop()
  await here?.stop()
  await rm(folder, { recursive: true, force: true })
})

const keys = () => page.evaluate(() => Object.keys(localStorage).toSorted())
const visitorId = () =>
  page.evaluate(() => JSON.parse(localStorage.getItem('tm_visitor') ?? '""') as string)
const button = (name: string) => page.getByRole('button', { name, exact: true })

async function openPreferences(): Promise<void> {
  await button('Privacy choices').click()
  await page.locator('dialog').waitFor()
}

/** What a button of the preferences hands over as a file. */
async function downloaded<T>(name: string, read: (text: string) => T): Promise<T> {
  const [file] = await Promise.all([page.waitForEvent('download'), button(name).click()])
  const path = join(folder, file.suggestedFilename())
  await file.saveAs(path)
  return read(await readFile(path, 'utf8'))
}

async function storedEvents(): Promise<{ visitor: string; name: string }[]> {
  await here.collector.pipeline.drain()
  const text = await (await here.ask('GET', '/api/v1/sites/demo/export')).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { visitor: string; name: string })
}

test('before a yes there is nothing to take a copy of, and nothing is offered', async () => {
  await button('Choose').click()
  await page.locator('dialog').waitFor()
  expect(await button('Erase my data').count()).toBe(0)
  await button('Accept all').last().click()
  await expect.poll(keys).toContain('tm_visitor')
  await tell(page, 'event', 'looked_around')
  await expect
    .poll(async () => (await storedEvents()).map(({ name }) => name))
    .toContain('looked_around')
})

test('a copy holds what the collector has, what the device has, and the proof', async () => {
  await openPreferences()
  const data = await downloaded(
    'Download my data (JSON)',
    (text) => JSON.parse(text) as VisitorData & { device: object },
  )
  const id = await visitorId()
  expect(data).toMatchObject({
    site: 'demo',
    visitor: pseudonymOf('demo', id),
    controller: { name: 'Harbour & Loom' },
    isWhole: true,
    device: { tm_visitor: id },
  })
  expect(data.events.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['page_view', 'looked_around']),
  )
  expect(data.sessions).toHaveLength(1)
  expect(data.consent.map(({ record }) => record?.event)).toEqual(['given'])
})

test('as a table', async () => {
  const text = await downloaded('Download my data (CSV)', (csv) => csv)
  const [head = '', ...rows] = text.trim().split('\r\n')
  expect(head.split(',')).toEqual(expect.arrayContaining(['name', 'time_ms', 'path']))
  expect(rows.length).toBeGreaterThan(1)
})

test('the receipt says what was agreed to', async () => {
  const receipt = await downloaded('Download receipt', (text) => JSON.parse(text) as ConsentReceipt)
  expect(receipt.processing.purposes.map(({ purpose, name }) => [purpose, name])).toEqual([
    ['analytics', 'Statistics'],
    ['recommendations', 'Recommendations'],
  ])
  expect(receipt.events.map(({ state, ui }) => [state, ui])).toEqual([['given', 'preferences']])
})

test('axe finds nothing in the preferences with all that they offer', async () => {
  await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'))
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: () => Promise<{ violations: { id: string }[]; passes: unknown[] }> }
    }
    const { violations, passes } = await axe.run()
    return { violations: violations.map(({ id }) => id), passes: passes.length }
  })
  expect(found.violations).toEqual([])
  expect(found.passes).toBeGreaterThan(10)
})

test('an erasure that is called off does nothing', async () => {
  page.once('dialog', (asked) => void asked.dismiss())
  await button('Erase my data').click()
  await expect.poll(() => button('Erase my data').isEnabled()).toBe(true)
  expect((await storedEvents()).length).toBeGreaterThan(0)
})

test('after one that is confirmed nothing is left here or there, and the next page is another visitor’s', async () => {
  const before = await visitorId()
  page.once('dialog', (asked) => void asked.accept())
  await button('Erase my data').click()
  await page.getByText('Your data is erased.').waitFor()
  expect(await keys()).toEqual(['tm_consent'])
  expect(await storedEvents()).toEqual([])

  await open(page, shop.url)
  await tell(page, 'event', 'came_again')
  await expect
    .poll(async () => (await storedEvents()).map(({ name }) => name))
    .toContain('came_again')
  const after = await visitorId()
  expect(after).not.toBe(before)
  expect(new Set((await storedEvents()).map(({ visitor }) => visitor))).toEqual(
    new Set([pseudonymOf('demo', after)]),
  )
})

test('erased by somebody else, the page goes on as another visitor', async () => {
  const before = await visitorId()
  await here.ask('DELETE', `/api/v1/sites/demo/visitors/${before}`)
  await tell(page, 'event', 'on_its_way')
  await expect.poll(visitorId).not.toBe(before)
  await tell(page, 'event', 'as_another')
  await expect
    .poll(async () => (await storedEvents()).map(({ name }) => name))
    .toContain('as_another')
  const stored = await storedEvents()
  expect(stored.map(({ name }) => name)).not.toContain('on_its_way')
  expect(new Set(stored.map(({ visitor }) => visitor))).toEqual(
    new Set([pseudonymOf('demo', await visitorId())]),
  )
})

test('a withdrawal erases as well', async () => {
  await openPreferences()
  await button('Withdraw all').click()
  await expect.poll(keys).toEqual(['tm_consent'])
  await expect.poll(storedEvents).toEqual([])
})

test('where the collector is away, it says so and nothing is lost', async () => {
  await openPreferences()
  await button('Accept all').click()
  await expect.poll(keys).toContain('tm_visitor')
  await page.route('**/privacy', (route) => route.abort())
  await openPreferences()
  page.once('dialog', (asked) => void asked.accept())
  await button('Erase my data').click()
  await page.getByText('That did not work. Please try again later.').waitFor()
  expect(await keys()).toContain('tm_visitor')
})
