// The tag in WebKit: a visit from the first page to the withdrawal.
import { test } from 'vitest'
import { smokeVisit } from '../support/browser-smoke.ts'
import { WEBKIT_ABSENT, startWebKit } from '../support/browser-webkit.ts'

test.skipIf(WEBKIT_ABSENT !== undefined)(
  `WebKit counts a visit${WEBKIT_ABSENT ? `, skipped: ${WEBKIT_ABSENT} is not installed` : ''}`,
  { timeout: 60_000 },
  async () => {
    const webkit = await startWebKit()
    try {
      await smokeVisit(webkit)
    } finally {
      await webkit.stop()
    }
  },
)
