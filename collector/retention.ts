// Forgets what was kept long enough: events, orders, sums of heatmaps, what proofs of consent seal, and closed requests.
import { EVENTS_DAYS, ORDERS_DAYS } from '../packages/wire/purpose.ts'
import type { Clock } from './clock.ts'
import { cause } from './logger.ts'
import type { Logger } from './logger.ts'
import type { Requests } from './privacy/requests.ts'
import type { Proofs } from './proof/proofs.ts'
import type { Sites } from './sites/sites.ts'
import type { Store } from './storage/driver.ts'

const DAY_MS = 86_400_000
/** Half a year that a consent lasts, and three years in which a claim about it may be made. */
export const PROOF_DAYS = 182 + 3 * 365

export interface RetentionParts {
  readonly driver: Pick<Store, 'expire'>
  readonly proofs: Pick<Proofs, 'forgetBefore'>
  readonly requests: Pick<Requests, 'expire'>
  readonly sites: Pick<Sites, 'list'>
  readonly clock: Clock
  readonly logger: Logger
}

/** To be called now and then; never rejects: a store that cannot is asked again the next time. */
export function createRetention(parts: RetentionParts): () => Promise<void> {
  const { driver, proofs, requests, sites, clock, logger } = parts
  const daysAgo = (days: number): number => clock.now() - days * DAY_MS

  async function forget(what: string, site: string, work: () => Promise<number>): Promise<void> {
    try {
      const count = await work()
      if (count > 0) logger.write('expired', { what, site, count })
    } catch (error) {
      logger.write('expiry_failed', { what, site, cause: cause(error) })
    }
  }

  return async () => {
    for (const [site, { retention, timeZone }] of sites.list()) {
      const { eventsDays, ordersDays } = retention ?? {
        eventsDays: EVENTS_DAYS.usual,
        ordersDays: ORDERS_DAYS.usual,
      }
      const before = {
        eventsMs: daysAgo(eventsDays),
        ordersMs: daysAgo(ordersDays),
        timeZone,
      }
      await forget('rows', site, () => driver.expire(site, before))
      const day = new Date(daysAgo(PROOF_DAYS)).toISOString().slice(0, 10)
      await forget('proofs', site, () => proofs.forgetBefore(site, day))
      await forget('requests', site, () => requests.expire(site, timeZone))
    }
  }
}
