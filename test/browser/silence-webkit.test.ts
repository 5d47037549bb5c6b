// Silence in WebKit where we are to ask: by its own log of requests and the bytes of its profile folder.
import { describe, test, vi } from 'vitest'
import { onePurposeVisits } from '../support/browser-one-purpose.ts'
import { refusedVisits, withdrawnVisit } from '../support/browser-silence.ts'
import { WATCHED_WEBKIT_ABSENT, watchedWebKit } from '../support/browser-webkit-kept.ts'

const isLong = Boolean(process.env['LONG'])
const orNot = isLong ? '' : ' (skipped: part of npm run deep)'

vi.setConfig({ testTimeout: 60_000 })

describe.skipIf(WATCHED_WEBKIT_ABSENT)(
  `WebKit is silent where we are to ask${WATCHED_WEBKIT_ABSENT ? `, skipped: ${WATCHED_WEBKIT_ABSENT} is not installed` : ''}`,
  () => {
    test.skipIf(!isLong)(
      `before a choice and after Reject: static files, one note that is the same for all, and nothing kept but the choice${orNot}`,
      () => refusedVisits(watchedWebKit),
    )

    test.skipIf(!isLong)(
      `one purpose at a time: its keys on the disk and its events, and nothing of another's${orNot}`,
      () => onePurposeVisits(watchedWebKit),
      240_000,
    )

    test.skipIf(!isLong)(
      `after Withdraw with a full queue: one note, and nothing of what waited in requests or on the disk${orNot}`,
      () => withdrawnVisit(watchedWebKit),
    )
  },
)
