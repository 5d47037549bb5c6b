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
import { pseudonymOf } from '../privacy/pseudonym.ts'

/** A visitor whose choice has ended all that named them. */
export interface Leaving {
  readonly site: string
  /** The name under which they are stored. */
  readonly visitor: string
}

/** Takes the body of `POST /consent`; answers once a grant or a withdrawal is durable, with who is to be erased. */
export type AcceptNote = (body: Uint8Array, sender: Sender) => Promise<Leaving | undefined>

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
    const settings = siteOf(value, parts.sites)
    checkOrigin(settings, sender.origin)
    const note = parsedOrFail(() => parseConsentNote(value, ''))
    if (!parts.rate.allowsSite(note.site))
      fail('rate_exceeded', { retryAfterSeconds: RATE.retryAfterSeconds })
    if (note.choice === 'refused') {
      refusals.count(note.site)
      return undefined
    }
    const { site, stream, emitted, voids = [], erase } = note
    const record = recordOf(note, sender)
    if (record) await parts.proofs.append(site, record)
    if (stream !== undefined && emitted !== undefined) {
      const { receivedMs } = sender
      // The page stops numbering here, so that the end of its stream is known.
      const end = { site, stream, received_ms: receivedMs, emitted, followed: true, voids }
      await parts.log.append(streamLine(end))
      parts.streams.note(site, stream, voids)
    }
    const isErased = erase !== undefined && !settings.consent?.keepsWithdrawn
    return isErased ? { site, visitor: pseudonymOf(site, erase) } : undefined
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
