// The way of batches sent with a token: the same parser and the same log, but times, country and device as told.
import type { ImportedBatch, Receipt, Refusal } from '../../packages/wire/event.ts'
import { parseImportedBatch } from '../../packages/wire/parse.ts'
import { fail } from '../errors.ts'
import { BODY_BYTES, IMPORT_BATCHES_MAX } from '../limits.ts'
import { enrich } from './enrich.ts'
import { factLines, keptIndexes, parsedOrFail, receiptOf, siteOf } from './ingest.ts'
import type { IngestParts } from './ingest.ts'
import { eventLines } from './lines.ts'
import type { BatchFields, EventFields } from './lines.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'
import { receive } from '../http/receive.ts'
import { ORDER_TYPES } from '../storage/erasure.ts'

/** Takes the body of `POST /api/v1/events`: one batch, or a list of them; all are durable when it answers. */
export type AcceptImport = (body: Uint8Array, sender: ImportSender) => Promise<Receipt>

export interface ImportSender {
  /** The only site the token is good for; absent for one that is good for all. */
  readonly site?: string | undefined
  readonly receivedMs: number
}

interface Taken {
  readonly lines: string
  readonly events: readonly EventFields[]
  readonly refused: readonly Refusal[]
}

export function createAcceptImport(
  parts: Pick<IngestParts, 'sites' | 'log' | 'metrics' | 'isErased'>,
): AcceptImport {
  function take(value: unknown, path: string, sender: ImportSender): Taken {
    const named = (value as { site?: unknown } | null)?.site
    // Before it is looked whether that site is there: a token tells of its own alone.
    if (sender.site !== undefined && typeof named === 'string' && named !== sender.site)
      fail('token_wrong')
    const site = siteOf(value, parts.sites)
    const parsed = parsedOrFail(() => parseImportedBatch(value, path))
    const { batch } = parsed
    const { events, refused } = enrich(batch, keptIndexes(parsed), {
      site,
      receivedMs: sender.receivedMs,
      imported: true,
      path: path ? `${path}.events` : 'events',
    })
    const fields = importedFields(batch, sender.receivedMs)
    const isErased = fields.visitor && parts.isErased(batch.site, fields.visitor)
    // Of who was erased the books keep orders, and nobody else anything.
    const kept = isErased ? events.filter(isOrder).map(withoutSession) : events
    const lines = eventLines(isErased ? { ...fields, visitor: undefined } : fields, kept)
    return {
      lines: lines + factLines(batch, kept, sender.receivedMs),
      events: kept,
      refused: [...parsed.refused, ...refused],
    }
  }

  return async (body, sender) => {
    const value = receive(body, BODY_BYTES.events)
    if (Array.isArray(value) && value.length > IMPORT_BATCHES_MAX)
      fail('batch_invalid', { path: '' })
    const taken = Array.isArray(value)
      ? value.map((each, index) => take(each, `[${index}]`, sender))
      : [take(value, '', sender)]
    const events = taken.flatMap((each) => each.events)
    const refused = taken.flatMap((each) => each.refused)
    const receipt = receiptOf(events, refused, parts.metrics)
    await parts.log.append(taken.map(({ lines }) => lines).join(''))
    parts.metrics.count('tidemark_batches_total', taken.length)
    parts.metrics.count('tidemark_events_accepted_total', events.length)
    return receipt
  }
}

const isOrder = ({ type }: EventFields): boolean => ORDER_TYPES.includes(type)

const withoutSession = (event: EventFields): EventFields => ({ ...event, session: undefined })

function importedFields(batch: ImportedBatch, receivedMs: number): BatchFields {
  return {
    site: batch.site,
    stream: batch.stream,
    received_ms: receivedMs,
    imported: true,
    visitor: batch.visitor && pseudonymOf(batch.site, batch.visitor),
    country: batch.country,
    device: batch.device ?? 'unknown',
    browser: batch.browser,
    language: batch.language,
    width: batch.width,
    bot: false,
    notice: batch.notice,
    may_train: batch.grant.recommendations === 'full' || undefined,
  }
}
