// The tag in Firefox: a visit from the first page to the withdrawal.
import { test } from 'vitest'
import { FIREFOX_ABSENT, driveFirefox, launchFirefox } from '../support/browser-firefox.ts'
import { smokeVisit } from '../support/browser-smoke.ts'

test.skipIf(FIREFOX_ABSENT)(
  `Firefox counts a visit${FIREFOX_ABSENT ? `, skipped: ${FIREFOX_ABSENT} is not installed` : ''}`,
  { timeout: 60_000 },
  async () => {
    const browser = await launchFirefox()
    try {
      await smokeVisit(driveFirefox(await browser.newPage()))
    } finally {
      await browser.close()
    }
  },
)
