// Puts together what can be done with the folder of a running collector: a backup, a check, an erasure, a rewrite.
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { fail } from '../errors.ts'
import type { Compacted } from '../storage/duckdb-compact.ts'
import type { Driver, StoreFile } from '../storage/driver.ts'
import { makeBackup, placeOf } from './backup.ts'
import type { MadeBackup } from './backup.ts'
import { createCompaction } from './compaction.ts'
import type { Compaction } from './compaction.ts'
import { DATABASE_FILE } from './contents.ts'
import { createErasing } from './erasing.ts'
import type { ErasedNow, ErasedSite, ErasingParts } from './erasing.ts'
import { createForget } from './forget.ts'
import type { Forget } from './forget.ts'
import type { Rotated } from './erasures.ts'
import { verifyOpen } from './verify.ts'
import type { Verdict } from './verify.ts'
import type { Tell, Wait } from './watch.ts'

export interface OpenFolderParts extends ErasingParts {
  readonly settings: { readonly dataFolder: string }
  readonly version: string
  readonly clock: Clock
  readonly wait: Wait
}

export interface OpenFolder {
  readonly backup: (target: string, tell: Tell) => Promise<MadeBackup>
  readonly verify: (tell: Tell) => Promise<Verdict>
  /** Forgets visitors in all that is stored, and in every backup that is restored later. */
  readonly erase: (site: string, visitors: readonly string[]) => Promise<ErasedNow>
  /** The same for one who asks themselves, together with all who ask meanwhile. */
  readonly forget: Forget
  /** Counts somebody as having left whose rows stay. */
  readonly leave: Forget
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
  const { settings, clock, driver } = parts
  const { dataFolder } = settings
  let isStopping = false
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(() => (isStopping ? fail('stopping') : work()))
    turn = mine.catch(() => {})
    return mine
  }
  const path = join(dataFolder, DATABASE_FILE)
  const compaction = driver.file && createCompaction({ ...parts, path, file: driver.file, inTurn })

  const erasing = createErasing(parts)
  const { drain } = erasing
  /** Never rejects: who stops leaves it to the next start. */
  const finish = (): Promise<void> => inTurn(erasing.finish).catch(() => {})
  void finish()

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
    erase: erasing.erase,
    forget: createForget({ ...parts, erase: erasing.erase }),
    leave: createForget({ ...parts, erase: erasing.leave }),
    checkErasing: erasing.check,
    eraseSite: erasing.eraseSite,
    rotateKey: erasing.rotateKey,
    compact: async (tell) => {
      fileOf(driver)
      tell('waiting for its turn')
      return compaction!.run(tell)
    },
    tick: async () => {
      await finish()
      await compaction?.tick()
    },
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
