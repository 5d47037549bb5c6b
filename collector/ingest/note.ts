// The way of the one request after a choice: a refusal is only counted, all else is proven, and a withdrawal's voids are kept.
import { BATCH_BYTES_MAX } from '../../packages/wire/limits.ts'
import { parseConsentNote } from '../../packages/wire/parse.ts'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import { RATE } from '../limits.ts'
import type { Logger } from '../logger.ts'
import type { Proofs } from '../proof/proofs.ts'
import { recordOf } from '../proof/record.ts'
import { parsedOrFail, siteOf } from './ingest.ts'
import type { IngestParts, Sender } from './ingest.ts'
import { streamLine } from './lines.ts'
import { checkOrigin } from './origin.ts'
import { receive } from '../http/receive.ts'

/** Takes the body of `POST /consent`; answers once a grant or a withdrawal is durable. */
export type AcceptNote = (body: Uint8Array, sender: Sender) => Promise<void>

export function createAcceptNote(
  parts: Pick<IngestParts, 'sites' | 'log' | 'rate' | 'streams'> & {
    readonly proofs: Pick<Proofs, 'append'>
  },
  refusals: Refusals,
): AcceptNote {
  return async (body, sender) => {
    if (!parts.rate.allowsAddress(sender.address))
      fail('rate_exceeded', { retryAfterSeconds: RATE.retryAfterSeconds })
    const value = receive(body, BATCH_BYTES_MAX)
    checkOrigin(siteOf(value, parts.sites), sender.origin)
    const note = parsedOrFail(() => parseConsentNote(value, ''))
    if (!parts.rate.allowsSite(note.site))
      fail('rate_exceeded', { retryAfterSeconds: RATE.retryAfterSeconds })
    if (note.choice === 'refused') {
      refusals.count(note.site)
      return
    }
    const { site, stream, emitted, voids = [] } = note
    const record = recordOf(note, sender)
    if (record) await parts.proofs.append(site, record)
    if (stream === undefined || emitted === undefined) return
    // The page stops numbering here, so that the end of its stream is known.
    await parts.log.append(
      streamLine({ site, stream, received_ms: sender.receivedMs, emitted, followed: true, voids }),
    )
    parts.streams.note(site, stream, voids)
  }
}

/** Refusals by site and day, in memory until the day's sum is logged. */
export interface Refusals {
  readonly count: (site: string) => void
  /** Logs and forgets what was counted so far. */
  readonly report: () => void
}

export function createRefusals(clock: Clock, logger: Logger): Refusals {
  const counts = new Map<string, number>()
  let day = dayOf(clock)

  function report(): void {
    for (const [site, count] of counts) logger.write('consent_refused', { site, day, count })
    counts.clear()
    day = dayOf(clock)
  }

  return {
    count: (site) => {
      if (day !== dayOf(clock)) report()
      counts.set(site, (counts.get(site) ?? 0) + 1)
    },
    report,
  }
}

function dayOf(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 10)
}
