// Sends batches to the collector: a few requests at a time, each repeated until it is acknowledged.
import type { ImportedBatch, Receipt, Refusal } from '../../packages/wire/event.ts'
import type { Client, ClientAnswer } from '../cli/client.ts'
import type { Progress } from './progress.ts'

const IN_FLIGHT_MAX = 4
const REQUEST_CHARS_MAX = 300_000
const REQUEST_BATCHES_MAX = 500
const ATTEMPTS_MAX = 8
const PAUSE_FIRST_MS = 250
const REFUSALS_SHOWN_MAX = 5

export interface SendOptions {
  readonly client: Client
  readonly site: string
  readonly progress: Progress
  /** Waits between two attempts. */
  readonly pause: (ms: number) => Promise<void>
  readonly stopped: AbortSignal
}

export interface Sent {
  readonly rows: number
  readonly accepted: number
  /** Acknowledged, but stored by an earlier import. */
  readonly known: number
  readonly refused: number
  readonly firstRefusals: readonly Refusal[]
}

/** The collector will not take what is sent, however often. */
export class SendError extends Error {
  override readonly name = 'SendError'
}

export function summaryOf({ rows, accepted, known, refused, firstRefusals }: Sent): string {
  const examples = firstRefusals.map(({ code, path }) => `\n  ${code} at ${path}`)
  return (
    `${rows} rows read, ${accepted} accepted, ${known} of them already known, ${refused} refused` +
    examples.join('')
  )
}

/** Throws `SendError` where the collector refuses a request as a whole, or does not answer. */
export async function sendBatches(
  batches: AsyncIterable<ImportedBatch>,
  options: SendOptions,
): Promise<Sent> {
  const { client, site, progress } = options
  const storedBefore = await countStored(client, site)
  const total = { rows: 0, accepted: 0, refused: 0 }
  const firstRefusals: Refusal[] = []
  const inFlight = new Set<Promise<void>>()
  let failure: unknown

  async function post(body: string): Promise<void> {
    const receipt = await postUntilTaken(body, options)
    const refused = receipt.refused ?? []
    total.accepted += receipt.accepted
    total.refused += refused.length
    firstRefusals.push(...refused.slice(0, REFUSALS_SHOWN_MAX - firstRefusals.length))
    progress.show(`${total.accepted} events sent`)
  }

  for await (const { body, rows } of requestsOf(batches)) {
    if (failure !== undefined || options.stopped.aborted) break
    total.rows += rows
    const sending = post(body)
      .catch((error: unknown) => {
        failure ??= error
      })
      .finally(() => inFlight.delete(sending))
    inFlight.add(sending)
    if (inFlight.size >= IN_FLIGHT_MAX) await Promise.race(inFlight)
  }
  await Promise.all(inFlight)
  if (failure !== undefined) throw failure
  const added = (await countStored(client, site)) - storedBefore
  progress.end(`${total.accepted} events sent`)
  return { ...total, known: total.accepted - added, firstRefusals }
}

/** Bodies with as many batches as one request may carry. */
async function* requestsOf(
  batches: AsyncIterable<ImportedBatch>,
): AsyncIterable<{ body: string; rows: number }> {
  let texts: string[] = []
  let chars = 0
  let rows = 0
  for await (const batch of batches) {
    const text = JSON.stringify(batch)
    const isFull = chars + text.length > REQUEST_CHARS_MAX || texts.length === REQUEST_BATCHES_MAX
    if (isFull && texts.length > 0) {
      yield { body: `[${texts.join(',')}]`, rows }
      texts = []
      chars = 0
      rows = 0
    }
    texts.push(text)
    chars += text.length + 1
    rows += batch.events.length
  }
  if (texts.length > 0) yield { body: `[${texts.join(',')}]`, rows }
}

async function postUntilTaken(
  body: string,
  { client, pause, stopped }: SendOptions,
): Promise<Receipt> {
  let told = 'no answer'
  for (let attempt = 0; attempt < ATTEMPTS_MAX && !stopped.aborted; attempt++) {
    if (attempt > 0) await pause(PAUSE_FIRST_MS * 2 ** attempt)
    const answer = await client
      .ask('POST', '/api/v1/events', body)
      .catch((error: unknown): ClientAnswer => ({ status: 0, body: String(error) }))
    if (answer.status === 202) return JSON.parse(answer.body) as Receipt
    told = answer.body
    if (answer.status === 422) return { accepted: 0, ...(JSON.parse(told) as object) }
    const isPassing = answer.status === 0 || answer.status === 429 || answer.status >= 500
    if (!isPassing) break
  }
  throw new SendError(`the collector did not take the import: ${told}`)
}

async function countStored(client: Client, site: string): Promise<number> {
  const answer = await client.ask('GET', `/api/v1/sites/${encodeURIComponent(site)}/imported`)
  if (answer.status !== 200)
    throw new SendError(`the collector does not know the site \`${site}\`: ${answer.body}`)
  return (JSON.parse(answer.body) as { rows: number }).rows
}
