// Starts Chromium as a visitor has it: with the back/forward cache that Playwright switches off.
import { existsSync } from 'node:fs'
import { chromium, selectors } from 'playwright-core'
import type { Browser } from 'playwright-core'

export const CHROMIUM = process.env['TIDEMARK_CHROMIUM'] ?? '/usr/bin/chromium'

export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

/** The collector marks `HeadlessChrome` as a robot. */
export const ORDINARY_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

selectors.setTestIdAttribute('data-test')

/** `more` are further arguments of the program. */
export async function launchChromium(
  executable = CHROMIUM,
  more: readonly string[] = [],
): Promise<Browser> {
  // Elsewhere than on Debian, Playwright brings its own.
  return await chromium.launch({
    ...(existsSync(executable) && { executablePath: executable }),
    args: [...CHROMIUM_ARGS, ...more],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
}
