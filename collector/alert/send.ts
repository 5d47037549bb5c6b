// Tells an address of the operator's what has happened: a small POST, tried again for a while, then given up.
import type { Logger } from '../logger.ts'

/** Holds nothing of any visitor. */
export interface Notice {
  readonly what: 'events_stopped' | 'events_resumed'
  readonly site: string
  /** When the last event came. */
  readonly sinceMs: number
}

export interface SenderParts {
  readonly url: string | undefined
  /** Answers the status; rejects where there was no answer. */
  readonly post: (url: string, body: string, signal: AbortSignal) => Promise<number>
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly logger: Logger
}

export interface Sender {
  /** Answers at once. */
  readonly send: (notice: Notice) => void
  /** Gives up what is under way. */
  readonly stop: () => Promise<void>
}

/** Before the second try, the third … */
export const RETRY_MS = [1_000, 10_000, 60_000, 300_000] as const
/** Notices that wait; a new one takes the place of the oldest. */
export const WAITING_MAX = 100
const ANSWER_MS = 10_000

export function createSender({ url, post, wait, logger }: SenderParts): Sender {
  const stopping = new AbortController()
  const waiting: Notice[] = []
  let working: Promise<void> | undefined

  async function deliver(to: string, notice: Notice): Promise<void> {
    let why = ''
    for (const pauseMs of [0, ...RETRY_MS]) {
      if (pauseMs > 0) await wait(pauseMs, stopping.signal)
      if (stopping.signal.aborted) return
      why = await attempt(to, notice)
      if (why === '') return
      if (isFinal(why)) break
    }
    // The address may hold a secret: it is not written.
    logger.write('alert_failed', { site: notice.site, notice: notice.what, why })
  }

  /** '' once it has been taken; else why not. */
  async function attempt(to: string, notice: Notice): Promise<string> {
    try {
      const status = await post(to, JSON.stringify(notice), stopping.signal)
      return status >= 200 && status < 300 ? '' : `status ${status}`
    } catch (error) {
      return error instanceof Error ? error.name : 'no answer'
    }
  }

  async function work(to: string): Promise<void> {
    for (let next = waiting.shift(); next && !stopping.signal.aborted; next = waiting.shift())
      await deliver(to, next)
    working = undefined
  }

  return {
    send: (notice) => {
      if (url === undefined || stopping.signal.aborted) return
      waiting.push(notice)
      if (waiting.length > WAITING_MAX) waiting.shift()
      working ??= work(url)
    },
    stop: async () => {
      stopping.abort()
      await working
    },
  }
}

/** An address that refuses will refuse again; one that is busy will not. */
function isFinal(why: string): boolean {
  return /^status [34]/.test(why) && !/^status (408|429)$/.test(why)
}

/** A redirect is no answer: where it leads, nobody has allowed. */
export async function postJson(url: string, body: string, signal: AbortSignal): Promise<number> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
  })
  await answer.body?.cancel()
  return answer.status
}
