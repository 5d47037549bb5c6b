// Pages whose visitors are asked by another tool: nothing before it has answered, what it was told after, and silence meanwhile.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { tcData } from '../corpora/consent/signals-iab.ts'
import { testAlone } from '../support/browser-stage.ts'
import { CONSENT, consentConfig, noticeFiles } from '../support/page-consent.ts'
import { mark, open } from '../support/page-tag.ts'

const asked = { ...CONSENT, elsewhere: ['tcf', 'google'] as const }
const test = testAlone
  .extend('config', consentConfig(asked))
  .extend('files', noticeFiles(asked))
  .extend('context', async ({ browser }, { onCleanup }) => {
    const context = await browser.newContext({ timezoneId: 'Europe/Berlin', locale: 'en-GB' })
    onCleanup(() => context.close())
    return context
  })
  .extend('page', async ({ context }) => await context.newPage()).concurrent

type ToolWindow = Window & {
  dataLayer?: unknown[]
  answer?: (data: unknown) => void
  __tcfapi?: (command: string, version: number, hear: (data: unknown, ok: boolean) => void) => void
}

/** A tool that speaks TCF, and answers when the test lets it. */
async function withTool(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const hearers: ((data: unknown, ok: boolean) => void)[] = []
    const tool = window as ToolWindow
    tool.__tcfapi = (command, _, hear) => {
      if (command === 'addEventListener') hearers.push(hear)
    }
    tool.answer = (data) => hearers.forEach((hear) => hear(data, true))
  })
}

const answer = (page: Page, consents: readonly number[]) =>
  page.evaluate(
    (data) => (window as ToolWindow).answer?.(data),
    tcData({ gdprApplies: true, eventStatus: 'useractioncomplete', consents }),
  )

test('nothing is asked, sent or kept until the tool has answered; then what it was told', async ({
  page,
  collector,
  site,
}) => {
  await withTool(page)
  await open(page, site.url)
  await page.waitForFunction(() =>
    ['consent-', 'consent-elsewhere'].every((part) =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes(`/m/${part}`)),
    ),
  )
  const paths = collector.received.map(({ path }) => path.replace(/-[\w-]{8}\.js/, '.js'))
  expect(paths.toSorted()).toEqual(['/m/consent-elsewhere.js', '/m/consent.js', '/t/demo.js'])
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  await answer(page, [1, 8, 9])
  await mark(page, collector)
  expect(collector.stored.at(-1)?.batch.grant).toMatchObject({
    analytics: 'full',
    marketing: 'none',
  })
  expect(await page.locator('section[role=region]').count()).toBe(0)
})

test('a refusal there ends it here, and another tool may only take away', async ({
  page,
  collector,
  site,
}) => {
  await withTool(page)
  await open(page, site.url)
  await page.waitForFunction(() => (window as ToolWindow).dataLayer !== undefined)
  await answer(page, [1, 8, 9])
  await mark(page, collector)
  await page.evaluate(() => {
    const { dataLayer } = window as ToolWindow
    ;(function (..._call: unknown[]) {
      // oxlint-disable-next-line prefer-rest-params
      dataLayer?.push(arguments)
    })('consent', 'update', { analytics_storage: 'denied' })
  })
  await page.waitForFunction(() => localStorage.getItem('tm_visitor') === null)
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
})
