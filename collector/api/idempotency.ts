// Answers a request that comes again under the same key as it was answered the first time, and does it once.
import { createBoundedMap } from '../bounded-map.ts'
import type { Clock } from '../clock.ts'
import { hashOf } from '../accounts/secret.ts'
import { fail } from '../errors.ts'
import { IDEMPOTENCY } from '../limits.ts'
import type { Reply } from '../http/call.ts'

interface Kept {
  readonly body: string
  readonly atMs: number
  reply?: Reply
}

/** Kept in memory alone, since answers may hold secrets: a key is good until the collector stops, at most a day. */
export interface Idempotency {
  /** Throws `Fault`: `idempotency_reused` for another request, `busy` while the first is under way. */
  readonly once: (
    key: string | undefined,
    asked: { readonly who: string; readonly what: string; readonly body: Uint8Array },
    work: () => Promise<Reply>,
  ) => Promise<Reply>
}

export function createIdempotency(clock: Clock): Idempotency {
  const known = createBoundedMap<Kept>(IDEMPOTENCY.kept)
  return {
    once: async (key, { who, what, body }, work) => {
      if (key === undefined) return work()
      if (key.length > IDEMPOTENCY.keyChars || key === '')
        fail('ask_invalid', { path: 'Idempotency-Key' })
      const name = hashOf(JSON.stringify([who, what, key]))
      const sum = hashOf(Buffer.from(body).toString('base64'))
      const kept = known.get(name)
      if (kept && kept.atMs > clock.now() - IDEMPOTENCY.keptMs) {
        if (kept.body !== sum) fail('idempotency_reused')
        return kept.reply ?? fail('busy', { retryAfterSeconds: 1 })
      }
      const entry: Kept = { body: sum, atMs: clock.now() }
      known.set(name, entry)
      try {
        entry.reply = await work()
        return entry.reply
      } catch (error) {
        // What has failed may be tried again.
        known.delete(name)
        throw error
      }
    },
  }
}
