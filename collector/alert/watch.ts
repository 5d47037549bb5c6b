// Notices that a site's events have stopped, and that they are back; says each once.
import type { Clock } from '../clock.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Sites } from '../sites/sites.ts'
import { EXPECTED_MIN, SILENCE_MIN_MS, expectedBetween } from './expected.ts'
import type { History } from './history.ts'
import type { Notice } from './send.ts'

export interface WatchParts {
  readonly sites: Pick<Sites, 'list'>
  readonly history: History
  readonly clock: Clock
  readonly logger: Logger
  readonly send: (notice: Notice) => void
}

export interface Watch {
  /** To be called every few minutes; never rejects. */
  readonly check: () => Promise<void>
  /** 1 for each site whose events have stopped, 0 for the others that are watched. */
  readonly stopped: () => ReadonlyMap<string, number>
}

export function createWatch({ sites, history, clock, logger, send }: WatchParts): Watch {
  /** When the last event came, of sites whose events have stopped. */
  const since = new Map<string, number>()
  let isChecking = false

  // A test of a shop comes and goes: its silence says nothing.
  const watched = (): string[] =>
    sites
      .list()
      .filter(([, site]) => !site.staging && !site.off)
      .map(([id]) => id)

  function tell(what: Notice['what'], site: string, sinceMs: number): void {
    logger.write(what, { site, sinceMs })
    send({ what, site, sinceMs })
  }

  async function look(site: string, lastMs: number): Promise<void> {
    const sinceMs = since.get(site)
    if (sinceMs !== undefined) {
      if (lastMs <= sinceMs) return
      since.delete(site)
      return tell('events_resumed', site, sinceMs)
    }
    if (clock.now() - lastMs < SILENCE_MIN_MS) return
    const byHour = await history.byHour(site, lastMs)
    if (expectedBetween(byHour, lastMs, clock.now()) < EXPECTED_MIN) return
    since.set(site, lastMs)
    tell('events_stopped', site, lastMs)
  }

  return {
    check: async () => {
      if (isChecking) return
      isChecking = true
      try {
        const ids = new Set(watched())
        for (const site of since.keys()) if (!ids.has(site)) since.delete(site)
        for (const [site, lastMs] of await history.last())
          if (ids.has(site)) await look(site, lastMs)
      } catch (error) {
        // A store that is away is told of by `/readyz`; the next look comes in minutes.
        logger.write('events_watch_failed', { cause: cause(error) })
      } finally {
        isChecking = false
      }
    },
    stopped: () => new Map(watched().map((site) => [site, since.has(site) ? 1 : 0])),
  }
}
