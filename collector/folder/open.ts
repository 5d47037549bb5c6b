// Puts together what can be done with the folder of a running collector: a backup, a check, an erasure, a rewrite.
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Random } from '../random.ts'
import type { Compacted } from '../storage/duckdb-compact.ts'
import type { Driver, Erased, StoreFile } from '../storage/driver.ts'
import { makeBackup, placeOf } from './backup.ts'
import type { MadeBackup } from './backup.ts'
import { createCompaction } from './compaction.ts'
import type { Compaction } from './compaction.ts'
import { DATABASE_FILE, ERASURES_FILE } from './contents.ts'
import { createErasures, WHOLE_SITE } from './erasures.ts'
import type { Rotated } from './erasures.ts'
import { keyFileOf } from './keys.ts'
import { verifyOpen } from './verify.ts'
import type { Verdict } from './verify.ts'
import type { Tell, Wait } from './watch.ts'

export interface OpenFolderParts {
  readonly settings: { readonly dataFolder: string; readonly keyFile: string | undefined }
  readonly version: string
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly driver: Driver
  readonly wait: Wait
  readonly pipeline: {
    readonly drain: () => Promise<void>
    readonly state: () => { readonly isLoadFailing: boolean; readonly damagedSegments: number }
  }
}

export interface ErasedNow extends Erased {
  /** Segments that the disk has damaged and nobody has removed yet: they may still name the visitor. */
  readonly damagedSegments: number
}

export interface ErasedSite {
  readonly events: number
  /** They may still hold events of the site. */
  readonly damagedSegments: number
}

export interface OpenFolder {
  readonly backup: (target: string, tell: Tell) => Promise<MadeBackup>
  readonly verify: (tell: Tell) => Promise<Verdict>
  /** Forgets a visitor in all that is stored, and in every backup that is restored later. */
  readonly erase: (site: string, visitor: string) => Promise<ErasedNow>
  /** Throws where nothing can be erased now. */
  readonly checkErasing: () => Promise<void>
  /** Deletes all rows of a site, also those that are not loaded yet, here and in every backup that is restored later. */
  readonly eraseSite: (site: string) => Promise<ErasedSite>
  /** Remembers under another key who is erased from now on. */
  readonly rotateKey: () => Promise<Rotated>
  readonly compact: (tell: Tell) => Promise<Compacted>
  /** Does what is due; to be called now and then. */
  readonly tick: Compaction['tick']
  /** Gives up what is under way: nothing of it is left. */
  readonly stop: () => Promise<void>
}

export async function openFolder(parts: OpenFolderParts): Promise<OpenFolder> {
  const { settings, clock, driver, logger } = parts
  const { dataFolder } = settings
  const erasures = createErasures({
    ...parts,
    file: join(dataFolder, ERASURES_FILE),
    keyFile: keyFileOf(settings),
  })
  // A list that is damaged is no reason to take no events: `verify` names it, and a restore refuses it.
  await erasures
    .sweep()
    .catch((error: unknown) => logger.write('erasures_broken', { cause: cause(error) }))
  let isStopping = false
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(() => (isStopping ? fail('stopping') : work()))
    turn = mine.catch(() => {})
    return mine
  }
  const path = join(dataFolder, DATABASE_FILE)
  const compaction = driver.file && createCompaction({ ...parts, path, file: driver.file, inTurn })

  /** What is acknowledged and not loaded would be missing, and waiting for it might take for ever. */
  async function drain(): Promise<void> {
    checkLoading()
    await parts.pipeline.drain()
  }

  function checkLoading(): void {
    if (parts.pipeline.state().isLoadFailing) fail('store_failing', { retryAfterSeconds: 60 })
  }

  const keysFailing = (error: unknown): never => {
    logger.write('erasures_failed', { cause: cause(error) })
    return fail('erasures_failing')
  }

  async function erasing<T>(site: string, visitor: string, work: () => Promise<T>) {
    // Before, so that a crash forgets nobody; and after, since a backup made in between still holds them.
    await erasures.add(site, visitor).catch(keysFailing)
    await drain()
    const erased = await work()
    await erasures.add(site, visitor)
    return { ...erased, damagedSegments: parts.pipeline.state().damagedSegments }
  }

  return {
    backup: (target, tell) => {
      const { copy } = fileOf(driver)
      tell('waiting for its turn')
      return inTurn(async () => {
        const place = await placeOf(target, clock.now())
        return makeBackup({ ...parts, dataFolder, drain, copy }, place, tell)
      })
    },
    verify: (tell) => verifyOpen(dataFolder, fileOf(driver).inspect, tell),
    erase: (site, visitor) => erasing(site, visitor, () => driver.erase(site, visitor)),
    checkErasing: async () => {
      checkLoading()
      await erasures.check().catch(keysFailing)
    },
    eraseSite: (site) => erasing(site, WHOLE_SITE, () => driver.eraseSite(site)),
    rotateKey: () => erasures.rotate().catch(keysFailing),
    compact: async (tell) => {
      fileOf(driver)
      tell('waiting for its turn')
      return compaction!.run(tell)
    },
    tick: async () => compaction?.tick(),
    stop: async () => {
      isStopping = true
      driver.file?.interrupt()
      await turn
    },
  }
}

function fileOf({ name, file }: Driver): StoreFile {
  if (!file) throw new Error(`${name} keeps its files itself: use its own tools`)
  return file
}
