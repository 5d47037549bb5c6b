// Puts sums in place of the points of heatmaps once they are old enough: what is left names no session.
import { HEAT_RAW_MS } from '../packages/wire/limits.ts'
import type { Clock } from './clock.ts'
import { cause } from './logger.ts'
import type { Logger } from './logger.ts'
import type { Store } from './storage/driver.ts'

interface FoldParts {
  readonly driver: Pick<Store, 'fold'>
  readonly clock: Clock
  readonly logger: Logger
}

/** A store that cannot fold now is asked again the next time, and nothing is lost meanwhile. */
export function createFold({ driver, clock, logger }: FoldParts): () => Promise<void> {
  return async () => {
    try {
      await driver.fold(clock.now() - HEAT_RAW_MS)
    } catch (error) {
      logger.write('fold_failed', { cause: cause(error) })
    }
  }
}
