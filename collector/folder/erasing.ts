// Erases for good: remembered before, so that a crash forgets nobody, and after, since backups made in between still hold them.
import { fail } from '../errors.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Driver, Erased } from '../storage/driver.ts'
import { eraseMeant } from './erase-meant.ts'
import { WHOLE_SITE } from './erasures.ts'
import type { Erasures, Rotated } from './erasures.ts'

export interface ErasedNow extends Erased {
  /** Segments that the disk has damaged and nobody has removed yet: they may still name the visitor. */
  readonly damagedSegments: number
}

export interface ErasedSite {
  readonly events: number
  /** They may still hold events of the site. */
  readonly damagedSegments: number
}

export interface ErasingParts {
  readonly driver: Driver
  readonly erasures: Erasures
  readonly logger: Logger
  readonly pipeline: {
    readonly drain: () => Promise<void>
    readonly state: () => { readonly isLoadFailing: boolean; readonly damagedSegments: number }
    /** What is still told of these page loads is not kept. */
    readonly forgetStreams: (site: string, streams: readonly string[]) => void
  }
  readonly timeZoneOf: (site: string) => string
}

export interface Erasing {
  readonly erase: (site: string, visitors: readonly string[]) => Promise<ErasedNow>
  readonly eraseSite: (site: string) => Promise<ErasedSite>
  /** Counts visitors as having left who are not erased. */
  readonly leave: (site: string, visitors: readonly string[]) => Promise<void>
  /** Erases those whose erasure was cut short, by a crash or by a store that took nothing; never rejects. */
  readonly finish: () => Promise<void>
  /** Throws where nothing can be erased now. */
  readonly check: () => Promise<void>
  readonly rotateKey: () => Promise<Rotated>
  /** Answers once all that is acknowledged is stored; throws where that might take for ever. */
  readonly drain: () => Promise<void>
}

export function createErasing(parts: ErasingParts): Erasing {
  const { driver, erasures, logger, pipeline, timeZoneOf } = parts

  function checkLoading(): void {
    if (pipeline.state().isLoadFailing) fail('store_failing', { retryAfterSeconds: 60 })
  }

  async function drain(): Promise<void> {
    checkLoading()
    await pipeline.drain()
  }

  const keysFailing = (error: unknown): never => {
    logger.write('erasures_failed', { cause: cause(error) })
    return fail('erasures_failing')
  }

  async function erasing<T>(site: string, visitors: readonly string[], work: () => Promise<T>) {
    await erasures.begin(site, visitors).catch(keysFailing)
    await drain()
    const erased = await work()
    await erasures.end(site, visitors)
    return { ...erased, damagedSegments: pipeline.state().damagedSegments }
  }

  return {
    drain,
    erase: (site, visitors) =>
      erasing(site, visitors, async () => {
        const { streams, ...erased } = await driver.erase(site, visitors, timeZoneOf(site))
        pipeline.forgetStreams(site, streams)
        return erased
      }),
    eraseSite: (site) => erasing(site, [WHOLE_SITE], () => driver.eraseSite(site)),
    leave: async (site, visitors) => {
      await drain()
      await driver.leave(site, visitors)
    },
    finish: async () => {
      const unfinished = erasures.unfinished()
      if (unfinished.count === 0) return
      try {
        await drain()
        await eraseMeant({ driver, timeZoneOf, isMeant: unfinished.isMeant })
        await unfinished.finish()
      } catch (error) {
        logger.write('erasing_failed', { cause: cause(error) })
      }
    },
    check: async () => {
      checkLoading()
      await erasures.check().catch(keysFailing)
    },
    rotateKey: () => erasures.rotate().catch(keysFailing),
  }
}
