// Both snippets run under the strictest policy that names the collector, and break no rule of it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { test } from '../support/browser-stage.ts'
import { STUB, pageHtml } from '../support/page-markup.ts'
import type { TagWindow } from '../support/page-tag.ts'

const published = readFileSync('dist/assets/stub.js', 'utf8').trim()
const STUBS = [
  { name: 'the stub as published', stub: published },
  { name: 'the stub that sites pasted first', stub: STUB },
]
const hashOf = (script: string) => createHash('sha256').update(script).digest('base64')

/** The page reports to its own server, which the policy need not name. */
function policy(collector: string, more = ''): string {
  return [
    `default-src 'none'`,
    `script-src ${collector}${more}`,
    `connect-src ${collector}`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ')
}

/** Violations as the browser tells the page; heard from before the document begins. */
async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = []
    Object.assign(window, { violations })
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.effectiveDirective} ${event.blockedURI}`)
    })
  })
  return () => page.evaluate(() => (window as unknown as { violations: string[] }).violations)
}

const grant = (page: Page) =>
  page.evaluate(() => {
    const { tm } = window as TagWindow
    tm?.('consent', { analytics: 'full' })
    tm?.('event', 'under_a_policy')
  })

describe('under a strict policy with Trusted Types', () => {
  test('the one async line works', async ({ page, collector, site }) => {
    site.put('/', {
      html: pageHtml({ tag: collector.url }),
      headers: { 'content-security-policy': policy(collector.url) },
    })
    const violations = await watchViolations(page)
    await page.goto(site.url)
    await grant(page)
    await collector.until('the events', () => collector.stored.length >= 2)
    expect(await violations()).toEqual([])
  })

  test.for(STUBS)('$name works with its hash', async ({ stub }, { page, collector, site }) => {
    site.put('/', {
      html: pageHtml({ tag: collector.url, head: `<script>${stub}</script>` }),
      headers: {
        'content-security-policy': policy(collector.url, ` 'sha256-${hashOf(stub)}'`),
      },
    })
    const violations = await watchViolations(page)
    // The tag comes late: what is called before is held by the stub.
    let free = (): void => {}
    const late = new Promise<void>((resolve) => (free = resolve))
    await page.route('**/t/demo.js', async (route) => {
      await late
      await route.continue()
    })
    await page.goto(site.url, { waitUntil: 'domcontentloaded' })
    await page.evaluate(() => {
      const { tm } = window as TagWindow
      tm?.('event', 'held_by_the_stub')
    })
    free()
    await page.waitForLoadState('load')
    await grant(page)
    await collector.until('the events', () => collector.stored.length >= 3)
    expect(
      collector.stored.flatMap((event) => (event.type === 'custom' ? [event.body.name] : [])),
    ).toEqual(expect.arrayContaining(['held_by_the_stub', 'under_a_policy']))
    expect(await violations()).toEqual([])
  })

  test('the control: without its hash the stub is blocked, and that is told', async ({
    page,
    collector,
    site,
  }) => {
    site.put('/', {
      html: pageHtml({ tag: collector.url, head: `<script>${STUB}</script>` }),
      headers: { 'content-security-policy': policy(collector.url) },
    })
    const violations = await watchViolations(page)
    await page.goto(site.url)
    expect(await violations()).toEqual(['script-src-elem inline'])
  })

  test('the control: what would break Trusted Types is told', async ({ page, collector, site }) => {
    site.put('/', {
      html: pageHtml({ tag: collector.url }),
      headers: { 'content-security-policy': policy(collector.url) },
    })
    const violations = await watchViolations(page)
    await page.goto(site.url)
    const thrown = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<b>markup</b>'
        return ''
      } catch (error) {
        return String(error)
      }
    })
    expect(thrown).toContain('TrustedHTML')
    expect(await violations()).toEqual(['require-trusted-types-for trusted-types-sink'])
  })
})
