// The HTTP side of a visitor's rights: who asks, how often they may, and what the answer looks like.
import { BATCH_BYTES_MAX } from '../../packages/wire/limits.ts'
import { parsePrivacyAsk } from '../../packages/wire/parse.ts'
import { fail } from '../errors.ts'
import type { OpenFolder } from '../folder/open.ts'
import { json } from '../http/call.ts'
import type { Call, Handler, Reply } from '../http/call.ts'
import { receive } from '../http/receive.ts'
import { parsedOrFail, siteOf } from '../ingest/ingest.ts'
import { checkOrigin } from '../ingest/origin.ts'
import { createRate } from '../ingest/rate.ts'
import type { RateOptions } from '../ingest/rate.ts'
import { PRIVACY } from '../limits.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'
import { receiptOf } from '../privacy/receipt.ts'
import type { ReceiptParts } from '../privacy/receipt.ts'
import { visitorData } from '../privacy/visitor-data.ts'
import type { VisitorDataParts } from '../privacy/visitor-data.ts'
import type { Sites } from '../sites/sites.ts'
import { createTurns } from '../turns.ts'

export interface PrivacyParts
  extends VisitorDataParts, ReceiptParts, Pick<RateOptions, 'clock' | 'random'> {
  readonly sites: Sites
  readonly folder: Pick<OpenFolder, 'forget'>
}

/** Nobody on the way may keep what is told here. */
const HEADERS = { 'cache-control': 'private, no-store' }

export function privacyHandler(parts: PrivacyParts): Handler {
  const rate = createRate({ ...parts, ...PRIVACY })
  const turns = createTurns(PRIVACY.exportsAtOnce)

  return async ({ body, headers, address }: Call): Promise<Reply> => {
    if (!rate.allowsAddress(address))
      fail('rate_exceeded', { retryAfterSeconds: PRIVACY.retryAfterSeconds })
    const value = receive(body, BATCH_BYTES_MAX)
    const site = siteOf(value, parts.sites)
    checkOrigin(site, headers.origin)
    const { site: id, want, visitor, consent } = parsedOrFail(() => parsePrivacyAsk(value, ''))
    if (!rate.allowsSite(id))
      fail('rate_exceeded', { retryAfterSeconds: PRIVACY.retryAfterSeconds })

    if (want === 'receipt') {
      const links = await parts.proofs.find(id, consent ?? missing('consent'))
      return json(200, receiptOf(parts, { id, site, links }) ?? fail('not_found'), HEADERS)
    }
    const proven = visitor ?? missing('visitor')
    if (want === 'erase') {
      await parts.folder.forget(id, pseudonymOf(id, proven))
      return { status: 204, headers: HEADERS }
    }
    if (turns.waiting() >= PRIVACY.exportsWaiting)
      fail('overloaded', { retryAfterSeconds: PRIVACY.retryAfterSeconds })
    const name = pseudonymOf(id, proven)
    const data = await turns.run(() => visitorData(parts, { id, site, name, consent }))
    return json(200, data, HEADERS)
  }
}

const missing = (path: string): never => fail('batch_invalid', { path })
