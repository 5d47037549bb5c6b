// How long what proofs seal is kept: as long as somebody may have to prove it, and no longer.
import type { Clock } from '../clock.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Sites } from '../sites/sites.ts'
import type { Proofs } from './proofs.ts'

const DAY_MS = 86_400_000
/** Half a year that a consent lasts, and three years in which a claim about it may be made. */
export const PROOF_DAYS = 182 + 3 * 365

/** Forgets what is too old; to be called now and then, never rejects. */
export function createProofRetention(parts: {
  readonly proofs: Pick<Proofs, 'forgetBefore'>
  readonly sites: Pick<Sites, 'list'>
  readonly clock: Clock
  readonly logger: Logger
}): () => Promise<void> {
  return async () => {
    const day = new Date(parts.clock.now() - PROOF_DAYS * DAY_MS).toISOString().slice(0, 10)
    for (const [site] of parts.sites.list())
      try {
        const forgotten = await parts.proofs.forgetBefore(site, day)
        if (forgotten > 0) parts.logger.write('proofs_forgotten', { site, count: forgotten })
      } catch (error) {
        parts.logger.write('proofs_not_forgotten', { site, cause: cause(error) })
      }
  }
}
