// The tag in Firefox: a visit from the first page to the withdrawal.
import { existsSync } from 'node:fs'
import puppeteer from 'puppeteer-core'
import { test } from 'vitest'
import { smokeVisit } from '../support/browser-smoke.ts'

const FIREFOX = process.env['TIDEMARK_FIREFOX'] ?? '/usr/bin/firefox-esr'
const isAbsent = !existsSync(FIREFOX)

test.skipIf(isAbsent)(
  `Firefox counts a visit${isAbsent ? `, skipped: ${FIREFOX} is not installed` : ''}`,
  { timeout: 60_000 },
  async () => {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: FIREFOX,
      headless: true,
    })
    try {
      const page = await browser.newPage()
      await smokeVisit({
        open: async (url) => {
          await page.goto(url)
        },
        run: (body) => page.evaluate(`(() => { ${body} })()`),
      })
    } finally {
      await browser.close()
    }
  },
)
