// Starts Firefox over WebDriver BiDi: in a profile of the moment, or watched in one that stays.
import { existsSync } from 'node:fs'
import puppeteer from 'puppeteer-core'
import type { Browser, LaunchOptions, Page } from 'puppeteer-core'
import type { Driven } from './browser-smoke.ts'
import { OPT_IN_ZONE } from './browser-watched.ts'
import type { Watchable, Watched } from './browser-watched.ts'

const FIREFOX = process.env['TIDEMARK_FIREFOX'] ?? '/usr/bin/firefox-esr'

/** What is missing here; undefined where Firefox can be started. */
export const FIREFOX_ABSENT = existsSync(FIREFOX) ? undefined : FIREFOX

export const launchFirefox = (more: LaunchOptions = {}): Promise<Browser> =>
  puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true, ...more })

export const driveFirefox = (page: Page): Driven => ({
  open: async (url) => {
    await page.goto(url)
  },
  run: (body) => page.evaluate(`(() => { ${body} })()`),
})

async function startWatched(profile: string): Promise<Watched> {
  const browser = await launchFirefox({
    userDataDir: profile,
    env: { ...process.env, TZ: OPT_IN_ZONE },
  })
  const page = await browser.newPage()
  const requests: string[] = []
  page.on('request', (each) => requests.push(`${each.method()} ${each.url()}`))
  return {
    ...driveFirefox(page),
    head: '',
    requests: () => requests,
    stop: () => browser.close(),
  }
}

/** Its databases overwrite what they free by themselves. */
export const watchedFirefox: Watchable = { start: startWatched, settle: async () => {} }
