// The way of the one request after a choice: each is counted, a refusal nothing but that; all else is proven, and a withdrawal's voids are kept.
import { BATCH_BYTES_MAX } from '../../packages/wire/limits.ts'
import { parseConsentNote } from '../../packages/wire/parse.ts'
import { fail } from '../errors.ts'
import { RATE } from '../limits.ts'
import type { Proofs } from '../proof/proofs.ts'
import { recordOf } from '../proof/record.ts'
import { parsedOrFail, siteOf } from './ingest.ts'
import type { IngestParts, Sender } from './ingest.ts'
import type { ConsentNote } from '../../packages/wire/event.ts'
import type { Choice, StreamFact } from '../storage/columns.ts'
import { choiceLine, streamLine } from './lines.ts'
import { checkOrigin } from './origin.ts'
import { receive } from '../http/receive.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'

/** A visitor whose choice has ended all that named them. */
export interface Leaver {
  readonly site: string
  /** The name under which they are stored. */
  readonly visitor: string
  /** The site keeps what they have told until then. */
  readonly stays: boolean
}

/** Takes the body of `POST /consent`; answers once a grant or a withdrawal is durable, with who has left. */
export type AcceptNote = (body: Uint8Array, sender: Sender) => Promise<Leaver | undefined>

export function createAcceptNote(
  parts: Pick<IngestParts, 'sites' | 'log' | 'rate' | 'streams' | 'readAgent' | 'country'> & {
    readonly proofs: Pick<Proofs, 'append'>
  },
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
    const { site, erase } = note
    // First: a yes that cannot be proven is not counted either.
    const record = recordOf(note, sender)
    if (record) await parts.proofs.append(site, record)
    const choice = choiceOf(note, sender, parts)
    const end = endOf(note, sender, parts)
    const lines = (choice ? choiceLine(choice) : '') + (end ? streamLine(end) : '')
    if (lines !== '') await parts.log.append(lines)
    if (end) parts.streams.note(site, end.stream, end.voids)
    if (erase === undefined) return undefined
    const stays = settings.consent?.keepsWithdrawn === true
    return { site, visitor: pseudonymOf(site, erase), stays }
  }
}

/** The page stops numbering here, so that the end of its stream is known. */
function endOf(
  { site, stream, emitted, voids = [] }: ConsentNote,
  { receivedMs }: Sender,
  { streams }: Pick<IngestParts, 'streams'>,
): StreamFact | undefined {
  if (stream === undefined || emitted === undefined) return undefined
  if (streams.isForgotten(site, stream)) return undefined
  return { site, stream, received_ms: receivedMs, emitted, followed: true, voids }
}

const DAY_MS = 86_400_000

/** The answer without who gave it; undefined of a robot. */
function choiceOf(
  note: ConsentNote,
  { receivedMs, userAgent, address, country, languages = '', gpc = false }: Sender,
  parts: Pick<IngestParts, 'readAgent' | 'country'>,
): Choice | undefined {
  const agent = parts.readAgent(userAgent)
  if (agent.bot) return undefined
  return {
    site: note.site,
    received_ms: receivedMs - (receivedMs % DAY_MS),
    choice: note.choice === 'given' && note.again ? 'changed' : note.choice,
    notice: note.notice ?? '',
    country: parts.country.of(address, country) ?? '',
    device: agent.device,
    language: /^[a-z]{2,3}/i.exec(languages)?.[0].toLowerCase() ?? '',
    gpc: gpc || note.gpc === true,
    seconds: note.shown?.seconds ?? null,
  }
}
