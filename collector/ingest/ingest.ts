// The way of a batch from a page: received, bounded, parsed, enriched, made durable, and only then acknowledged.
import type { Batch, Receipt, Refusal } from '../../packages/wire/event.ts'
import { BATCH_BYTES_MAX } from '../../packages/wire/limits.ts'
import { parseBatch } from '../../packages/wire/parse.ts'
import type { Parsed } from '../../packages/wire/parse.ts'
import { Invalid } from '../../packages/wire/schema.ts'
import { fail } from '../errors.ts'
import { RATE } from '../limits.ts'
import type { SegmentLog } from '../log/segment-log.ts'
import type { Metrics } from '../metrics.ts'
import { SITE_ID } from '../sites/site.ts'
import type { Site } from '../sites/site.ts'
import type { Sites } from '../sites/sites.ts'
import type { Agent } from './agent.ts'
import type { Country } from './country.ts'
import { enrich } from './enrich.ts'
import { eventLines, streamLine } from './lines.ts'
import type { BatchFields, EventFields } from './lines.ts'
import { checkOrigin } from './origin.ts'
import type { Mark } from './marks.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'
import type { Rate } from './rate.ts'
import { receive } from '../http/receive.ts'
import type { Streams } from './streams.ts'

/** What the connection says about whoever sent a body; nothing of it but the time is stored as it is. */
export interface Sender {
  readonly origin?: string | undefined
  readonly address: string
  readonly userAgent: string
  /** Country as told by a trusted proxy. */
  readonly country?: string | undefined
  /** `Accept-Language`. */
  readonly languages?: string | undefined
  /** `Sec-GPC`. */
  readonly gpc?: boolean
  readonly receivedMs: number
}

export interface IngestParts {
  readonly sites: Sites
  readonly log: Pick<SegmentLog, 'append'>
  readonly rate: Rate
  readonly country: Country
  readonly readAgent: (userAgent: string) => Agent
  readonly streams: Streams
  readonly mark: Mark
  /** Whether a visitor was erased, by the name under which they would be stored. */
  readonly isErased: (site: string, visitor: string) => boolean
  readonly metrics: Metrics
}

/** Takes the body of `POST /e`; answers once it is durable, throws `Fault`. */
export type Accept = (body: Uint8Array, sender: Sender) => Promise<Receipt>

export function createAccept(parts: IngestParts): Accept {
  const { rate, streams, log, metrics } = parts
  return async (body, sender) => {
    if (!rate.allowsAddress(sender.address))
      fail('rate_exceeded', { retryAfterSeconds: RATE.retryAfterSeconds })
    const value = receive(body, BATCH_BYTES_MAX)
    const site = siteOf(value, parts.sites)
    checkOrigin(site, sender.origin)
    const parsed = parsedOrFail(() => parseBatch(value))
    if (!rate.allowsSite(parsed.batch.site))
      fail('rate_exceeded', { retryAfterSeconds: RATE.retryAfterSeconds })

    const identity = storedVisitor(parsed.batch)
    // What was on its way as they were erased is theirs too; the page then forgets who they were.
    if (isErased(parsed.batch, identity, parts)) return { accepted: 0, erased: true }
    const batch = withoutForgotten(parsed.batch, streams)

    const { receivedMs } = sender
    const options = { site, receivedMs, imported: false, path: 'events' }
    const { events, refused } = enrich(batch, keptIndexes(parsed), options)
    const receipt = receiptOf(events, [...parsed.refused, ...refused], metrics)

    const lines = eventLines(batchFields(batch, { site, sender, identity }, parts), events)
    const told = lines + factLines(batch, events, receivedMs)
    // Who tells nothing costs no write.
    if (told !== '') await log.append(told)
    metrics.count('tidemark_batches_total')
    metrics.count('tidemark_events_accepted_total', events.length)
    streams.note(batch.site, batch.stream, [
      ...events.map(({ seq }) => ({ from: seq, to: seq })),
      ...(batch.voids ?? []),
    ])
    const incomplete = streams.incomplete(batch.site, batch.previous ?? [])
    return incomplete.length > 0 ? { ...receipt, incomplete } : receipt
  }
}

/** The site that a body names, before anything else of it is looked at. */
export function siteOf(value: unknown, sites: Sites): Site {
  const id = parsedOrFail(() => SITE_ID((value as { site?: unknown } | null)?.site, 'site'))
  const site = sites.get(id) ?? fail('site_unknown', { path: 'site' })
  return site.off ? fail('site_off') : site
}

/** Runs a schema; what it refuses is the sender's fault. */
export function parsedOrFail<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof Invalid) fail('batch_invalid', { path: error.path })
    throw error
  }
}

/** Positions, in the batch as it was sent, of the events that the parser kept. */
export function keptIndexes({ batch, refused }: Parsed): number[] {
  const all = Array.from({ length: batch.events.length + refused.length }, (_, index) => index)
  if (refused.length === 0) return all
  const dropped = new Set(refused.map(({ index }) => index))
  return all.filter((index) => !dropped.has(index))
}

/** Counts the refusals; a request none of whose events is good is refused as a whole. */
export function receiptOf(
  events: readonly EventFields[],
  refused: readonly Refusal[],
  metrics: Metrics,
): Receipt {
  for (const { code } of refused) metrics.count('tidemark_events_refused_total', 1, code)
  if (refused.length === 0) return { accepted: events.length }
  if (events.length === 0) fail('batch_refused', { refused })
  return { accepted: events.length, refused }
}

/** Undefined without a grant that mints a visitor id, whatever the page says. */
function storedVisitor({ site, grant, visitor }: Batch): string | undefined {
  const isIdentified = grant.analytics === 'full' || grant.experiments === 'full'
  return isIdentified && visitor ? pseudonymOf(site, visitor) : undefined
}

function isErased(
  { site, stream }: Batch,
  identity: string | undefined,
  parts: Pick<IngestParts, 'isErased' | 'streams'>,
): boolean {
  return (
    (identity !== undefined && parts.isErased(site, identity)) ||
    parts.streams.isForgotten(site, stream)
  )
}

/** Of page loads that are erased their end is of no interest: nobody is asked for the rest. */
function withoutForgotten(batch: Batch, streams: Streams): Batch {
  const { site, previous } = batch
  if (!previous?.some(({ stream }) => streams.isForgotten(site, stream))) return batch
  return { ...batch, previous: previous.filter(({ stream }) => !streams.isForgotten(site, stream)) }
}

interface Told {
  readonly site: Site
  readonly sender: Sender
  readonly identity: string | undefined
}

function batchFields(
  batch: Batch,
  { site, sender, identity }: Told,
  parts: IngestParts,
): BatchFields {
  const agent = parts.readAgent(sender.userAgent)
  const { bot, staff } = parts.mark(batch, site, { agent, address: sender.address })
  return {
    site: batch.site,
    stream: batch.stream,
    received_ms: sender.receivedMs,
    imported: false,
    visitor: identity,
    country: parts.country.of(sender.address, sender.country),
    device: agent.device,
    browser: agent.browser,
    language: batch.language,
    width: batch.width,
    bot,
    staff: staff || undefined,
    notice: batch.notice,
    may_train: batch.grant.recommendations === 'full' || undefined,
  }
}

/** Lines about streams, written only where they say more than the events do. */
export function factLines(
  batch: Batch,
  events: readonly EventFields[],
  receivedMs: number,
): string {
  const { site, stream, emitted, voids = [], previous = [] } = batch
  const lastSeq = events.reduce((last, { seq }) => Math.max(last, seq), 0)
  const own =
    voids.length > 0 || emitted > lastSeq
      ? streamLine({ site, stream, received_ms: receivedMs, emitted, followed: false, voids })
      : ''
  const ends = previous.map((end) =>
    streamLine({ site, ...end, received_ms: receivedMs, followed: true, voids: [] }),
  )
  return own + ends.join('')
}
