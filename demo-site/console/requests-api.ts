// What the register of privacy requests asks and writes, and what is asked of one visitor.
import type { ErasedRows } from '../../packages/wire/api.ts'
import type { VisitorData } from '../../packages/wire/privacy.ts'
import type {
  DeadlineFacts,
  PrivacyRequest,
  RequestDraft,
  RequestQueue,
  RequestState,
} from '../../packages/wire/request.ts'
import { get, write } from './ask.ts'

const pathOf = (site: string, rest: string) => `/api/v1/sites/${encodeURIComponent(site)}${rest}`
const WAIT_MS = 60_000
const PART = 500

/** The first part of the register, or the one after `after`. */
export async function askQueue(
  site: string,
  { after = null, limit = 100 }: { after?: string | null; limit?: number },
  signal: AbortSignal,
): Promise<RequestQueue> {
  const rest = after === null ? '' : `&after=${encodeURIComponent(after)}`
  return (await get(pathOf(site, `/requests?limit=${limit}${rest}`), signal)) as RequestQueue
}

/** All of it, for an audit. */
export async function askRegister(site: string): Promise<readonly PrivacyRequest[]> {
  const found: PrivacyRequest[] = []
  let after: string | null = null
  do {
    const part: RequestQueue = await askQueue(
      site,
      { after, limit: PART },
      AbortSignal.timeout(WAIT_MS),
    )
    found.push(...part.requests)
    after = part.next
  } while (after !== null)
  return found
}

export async function askDeadlines(site: string, signal: AbortSignal): Promise<DeadlineFacts> {
  return (await get(pathOf(site, '/deadlines'), signal)) as DeadlineFacts
}

export async function addRequest(site: string, draft: RequestDraft): Promise<void> {
  await write('POST', pathOf(site, '/requests'), draft)
}

export async function turnRequest(
  site: string,
  id: string,
  turn: { readonly to: RequestState; readonly reason?: string },
): Promise<void> {
  await write('PUT', pathOf(site, `/requests/${encodeURIComponent(id)}`), turn)
}

/** The id goes in the body: addresses are written down on the way. */
export async function copyVisitor(site: string, visitor: string): Promise<VisitorData> {
  return (await write('POST', pathOf(site, '/visitors/copy'), { visitor })) as VisitorData
}

export async function forgetVisitor(site: string, visitor: string): Promise<ErasedRows> {
  return (await write('POST', pathOf(site, '/visitors/forget'), { visitor })) as ErasedRows
}
