// Makes a data folder out of a backup, without those who were erased after it was made.
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Clock } from '../clock.ts'
import { fenceDamage } from '../log/fence.ts'
import { diskFiles } from '../log/files.ts'
import { recover } from '../log/recover.ts'
import type { Driver } from '../storage/driver.ts'
import { DATABASE_FILE, ERASURES_FILE, LOG_FOLDER, RESTORING_FOLDER } from './contents.ts'
import {
  checkRoom,
  copyDurably,
  inMegabytes,
  namesIn,
  syncFolder,
  syncTree,
  unlessMissing,
} from './disk.ts'
import { eraseAgain } from './erase-again.ts'
import { visitorsIn } from './erase-meant.ts'
import type { ErasedAgain, Opened } from './erase-again.ts'
import { BACKUP_LASTS_MS, readErasures, writeErasures } from './erasures.ts'
import type { Tombstone } from './erasures.ts'
import { keyId } from './keys.ts'
import { readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { rowFaults, sumFaults } from './verify.ts'
import type { Tell } from './watch.ts'

export interface RestoreParts {
  readonly backup: string
  /** Must be empty, or not be there. */
  readonly dataFolder: string
  readonly clock: Clock
  /** Opens a database file, tables and all as they are; closing the driver closes both. */
  readonly openStore: (path: string) => Promise<Opened>
  /** Who is known to have been erased, or 'nobody' where that is promised. */
  readonly erasures: readonly Tombstone[] | 'nobody'
  /** Keys that erasures may have been made with. */
  readonly keys: readonly string[]
  readonly tell: Tell
}

export interface Restored extends ErasedAgain {
  readonly manifest: Manifest
}

/** The folder gets its database last: until then nothing can start on it. */
export async function restoreBackup(parts: RestoreParts): Promise<Restored> {
  const { backup, dataFolder, tell } = parts
  const manifest = await readManifest(backup)
  checkAge(parts, manifest)
  const later = await laterErasures(parts, manifest)
  await checkEmpty(dataFolder)
  const faults = await sumFaults(backup, manifest, tell)
  if (faults.length > 0)
    throw new Error(`${backup} is damaged, nothing was restored:\n  ${faults.join('\n  ')}`)

  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const room = join(dataFolder, RESTORING_FOLDER)
  await mkdir(room, { mode: 0o700 })
  const done = await fill(parts, { manifest, room, later }).catch(async (error: unknown) => {
    await rm(room, { recursive: true, force: true })
    throw error
  })
  // What fails from here on leaves the mark of a restore that was cut short.
  await release(dataFolder, room)
  return { manifest, ...done }
}

interface Unfinished {
  readonly manifest: Manifest
  readonly room: string
  readonly later: readonly Tombstone[]
}

async function fill(parts: RestoreParts, unfinished: Unfinished): Promise<ErasedAgain> {
  const { manifest, room, later } = unfinished
  await copyAll(parts, manifest, room)
  const done = await finishDatabase(parts, unfinished)
  await joinErasures(room, later)
  return done
}

async function checkEmpty(dataFolder: string): Promise<void> {
  const names = (await namesIn(dataFolder)).filter((name) => name !== 'lost+found')
  if (names.length === 0) return
  const isCutShort = names.includes(RESTORING_FOLDER)
  throw new Error(
    isCutShort
      ? `a restore into ${dataFolder} was cut short: empty the folder, then restore again`
      : `${dataFolder} is not empty: move it aside, then restore with --from THE_OLD_FOLDER`,
  )
}

/** Who was erased is forgotten in time: what is older could bring them back. */
function checkAge({ backup, clock, erasures }: RestoreParts, { startedMs }: Manifest): void {
  if (erasures === 'nobody' || clock.now() - startedMs <= BACKUP_LASTS_MS) return
  throw new Error(
    `${backup} is older than ${BACKUP_LASTS_MS / 86_400_000} days: who was erased since is not known any more. ` +
      'Take a younger one, or --without-erasures where nobody was',
  )
}

/** Those that the backup does not know of. Throws where they cannot be read for lack of their key. */
async function laterErasures(
  { backup, erasures, keys }: RestoreParts,
  { startedMs }: Manifest,
): Promise<Tombstone[]> {
  const all = erasures === 'nobody' ? [] : erasures
  const unknown = new Set(await unknownOf(backup, all))
  // By what the backup knows rather than by time: clocks are set back.
  const later = all.filter((each) => each.atMs >= startedMs || unknown.has(each))
  const held = new Set(keys.map(keyId))
  const lacking = later.find(({ key }) => !held.has(key))
  if (lacking)
    throw new Error(
      `the key ${lacking.key} is not there, without which nobody knows who was erased: ` +
        'name its file in TIDEMARK_KEY_FILE',
    )
  return later
}

const textOf = (each: Tombstone): string =>
  `${each.atMs} ${each.key} ${each.hash} ${each.done ?? false}`

async function copyAll(
  { backup, dataFolder, tell }: RestoreParts,
  { files }: Manifest,
  room: string,
): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  // Erased rows are taken out of the file by writing it once more.
  await checkRoom(dataFolder, 2 * total)
  let copied = 0
  for (const { path, sha256 } of files) {
    const found = await copyDurably(join(backup, path), join(room, path), (bytes) => {
      copied += bytes
      tell(`copying: ${inMegabytes(copied)} of ${inMegabytes(total)}`)
    })
    if (found.sha256 !== sha256) throw new Error(`${path} could not be copied whole`)
  }
}

/** Loads what the backup has in its log, and erases anew; what is left of that in the file is written out of it. */
async function finishDatabase(
  parts: RestoreParts,
  { manifest, room, later }: Unfinished,
): Promise<ErasedAgain> {
  parts.tell('opening the database')
  const { driver, documents } = await parts.openStore(join(room, DATABASE_FILE))
  try {
    const found = await driver.file?.inspect()
    const faults = [...(found?.faults ?? []), ...rowFaults(manifest.rows, found?.rows ?? {})]
    if (faults.length > 0) throw new Error(`the database is not whole: ${faults.join('; ')}`)
    const before = await visitorsIn(driver)
    await driver.migrate()
    await loadLog(driver, join(room, LOG_FOLDER))
    if (later.length > 0) parts.tell('erasing anew what was erased since')
    const unknown = await unknownOf(room, later)
    const { keys } = parts
    const done = await eraseAgain({ driver, documents, room, keys, before, later, unknown })
    if (done.visitors + done.sites > 0) await driver.file?.compact(parts.clock.now())
    return done
  } finally {
    await driver.close()
  }
}

async function loadLog(driver: Driver, log: string): Promise<void> {
  if (!(await unlessMissing(stat(log), undefined))) return
  const { segments } = await recover(diskFiles, log)
  for (const segment of segments) {
    if (segment.isSummed) await fenceDamage(diskFiles, log, segment)
    await driver.insert(segment)
    await diskFiles.unlink(segment.path)
  }
}

/** The new folder remembers all of them: it may be backed up, and those backups restored. */
async function joinErasures(room: string, later: readonly Tombstone[]): Promise<void> {
  const file = join(room, ERASURES_FILE)
  const added = await unknownOf(room, later)
  if (added.length > 0) await writeErasures(file, [...(await readErasures(file)), ...added])
}

/** Those that the backup, which lies in `folder`, does not know of. */
async function unknownOf(folder: string, all: readonly Tombstone[]): Promise<Tombstone[]> {
  const known = new Set((await readErasures(join(folder, ERASURES_FILE))).map(textOf))
  return all.filter((each) => !known.has(textOf(each)))
}

async function release(dataFolder: string, room: string): Promise<void> {
  const names = await readdir(room)
  const order = [...names.filter((name) => name !== DATABASE_FILE), DATABASE_FILE]
  await syncTree(room)
  for (const name of order) await rename(join(room, name), join(dataFolder, name))
  await syncFolder(dataFolder)
  await rmdir(room)
  await syncFolder(dataFolder)
  await syncFolder(dirname(dataFolder))
}
