// The HTTP side of ingest: who sends, and what the answer looks like.
import type { ApiHandlers } from '../api/asked.ts'
import type { Clock } from '../clock.ts'
import { json } from '../http/call.ts'
import type { Call, Handler } from '../http/call.ts'
import type { Sites } from '../sites/sites.ts'
import type { OpenFolder } from '../folder/open.ts'
import type { Sender } from '../ingest/ingest.ts'
import type { Pipeline } from '../ingest/pipeline.ts'

export interface IngestHandlers {
  readonly batch: Handler
  readonly note: Handler
  readonly api: Pick<ApiHandlers, 'sendEvents'>
}

export function ingestHandlers(
  pipeline: Pipeline,
  folder: Pick<OpenFolder, 'forget' | 'leave'>,
  clock: Clock,
): IngestHandlers {
  const senderOf = ({ headers, address, country }: Call): Sender => ({
    origin: headers.origin,
    address,
    country,
    userAgent: headers['user-agent'] ?? '',
    languages: headers['accept-language'],
    gpc: headers['sec-gpc'] === '1',
    receivedMs: clock.now(),
  })
  return {
    batch: async (call) => json(202, await pipeline.accept(call.body, senderOf(call))),
    note: async (call) => {
      const left = await pipeline.acceptNote(call.body, senderOf(call))
      if (left) await folder[left.stays ? 'leave' : 'forget'](left.site, left.visitor)
      return { status: 204 }
    },
    api: {
      sendEvents: ({ bytes, caller }) => {
        const site = caller.kind === 'token' ? caller.site : undefined
        return pipeline.acceptImport(bytes, { site, receivedMs: clock.now() })
      },
    },
  }
}

/** Lets a page read its answer where some site allows its origin; the answer tells nothing of any site. */
export function crossOriginHeaders(
  sites: Sites,
  origin: string | undefined,
): Record<string, string> {
  const isKnown = origin !== undefined && sites.hasOrigin(origin)
  if (!isKnown) return { vary: 'origin' }
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after',
  }
}
