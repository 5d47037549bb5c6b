// Makes a backup: the database as it is at one moment, and the files beside it, under a name that only a whole one gets.
import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Counted } from '../storage/duckdb-count.ts'
import { DAMAGED_SUFFIX } from '../log/fence.ts'
import {
  DATABASE_FILE,
  ERASURES_FILE,
  LOG_FOLDER,
  MANIFEST_FILE,
  PROOF_FOLDER,
  RECOMMEND_FOLDER,
  strangersIn,
} from './contents.ts'
import {
  checkRoom,
  copyDurably,
  filesBelow,
  namesIn,
  sumOf,
  syncFolder,
  syncTree,
  unlessMissing,
  writeDurably,
} from './disk.ts'
import { FORMAT } from './manifest.ts'
import type { Manifest, ManifestFile } from './manifest.ts'
import { watchWriting } from './watch.ts'
import type { Tell, Wait } from './watch.ts'

/** A backup that is not whole yet. */
export const UNFINISHED_SUFFIX = '.unfinished'

export interface BackupParts {
  readonly dataFolder: string
  readonly version: string
  readonly clock: Clock
  /** Answers once all that was acknowledged before is in the database. */
  readonly drain: () => Promise<void>
  /** Nobody loads what is in the log: it is copied as it is. */
  readonly isStopped?: boolean
  readonly copy: (path: string) => Promise<Counted>
  readonly wait: Wait
}

export interface MadeBackup {
  readonly folder: string
  readonly bytes: number
  readonly manifest: Manifest
  /** Names in the data folder that are not tidemark's, and not in the backup. */
  readonly leftOut: readonly string[]
}

/** Where a backup to `target` lies: there, or in a folder of its own where `target` is a folder already. */
export async function placeOf(target: string, nowMs: number): Promise<string> {
  const there = await unlessMissing(stat(target), undefined)
  if (!there) return target
  if (!there.isDirectory()) throw new Error(`${target} is a file: name a folder, or a new name`)
  if ((await namesIn(target)).includes(MANIFEST_FILE))
    throw new Error(`${target} is a backup already: name another place`)
  const time = new Date(nowMs).toISOString().slice(0, 19).replaceAll(':', '-')
  return join(target, `tidemark-${time}Z`)
}

/** Writes a backup to `place`, which must not exist. What fails, or is given up, leaves nothing of that name. */
export async function makeBackup(
  parts: BackupParts,
  place: string,
  tell: Tell,
): Promise<MadeBackup> {
  if (!relative(resolve(parts.dataFolder), resolve(place)).startsWith('..'))
    throw new Error(`${place} is within the data folder: name a place elsewhere`)
  if (await unlessMissing(stat(place), undefined))
    throw new Error(`${place} is there already: name another place`)
  const unfinished = place + UNFINISHED_SUFFIX
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  try {
    const manifest = await fill(parts, unfinished, tell)
    await writeDurably(join(unfinished, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`)
    await syncTree(unfinished)
    await rename(unfinished, place)
    await syncFolder(dirname(place))
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    return {
      folder: place,
      bytes,
      manifest,
      leftOut: strangersIn(await namesIn(parts.dataFolder)),
    }
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

async function fill(parts: BackupParts, to: string, tell: Tell): Promise<Manifest> {
  const { dataFolder } = parts
  const startedMs = parts.clock.now()
  // Of who is erased from here on, this list says nothing, and the copy may still hold them.
  const files: ManifestFile[] = []
  await copyFiles([ERASURES_FILE], parts, { to, files })
  tell('waiting for what was acknowledged to be stored')
  await parts.drain()
  const { rows, schema } = await copyWatched(parts, join(to, DATABASE_FILE), tell)
  tell('taking sums')
  const path = join(to, DATABASE_FILE)
  await chmod(path, 0o600)
  files.push({ path: DATABASE_FILE, ...(await sumOf(path, () => {})) })
  tell('copying models')
  await copyFiles(await modelFiles(dataFolder), parts, { to, files })
  await copyFiles(await proofFiles(dataFolder), parts, { to, files })
  if (parts.isStopped) await copyFiles(await logFiles(dataFolder), parts, { to, files })
  return { format: FORMAT, tidemark: parts.version, schema, startedMs, rows, files }
}

async function copyWatched(parts: BackupParts, path: string, tell: Tell): Promise<Counted> {
  const { size } = await stat(join(parts.dataFolder, DATABASE_FILE))
  await checkRoom(dirname(path), size)
  return watchWriting(parts.copy(path), { path, bytes: size, tell, wait: parts.wait })
}

/** A model's head comes before its parts: the parts that it names stay for days, those of older ones may go meanwhile. */
async function modelFiles(dataFolder: string): Promise<string[]> {
  const found = await filesBelow(join(dataFolder, RECOMMEND_FOLDER))
  const isHead = (path: string): boolean => path.endsWith('.json')
  return [...found.filter(isHead), ...found.filter((path) => !isHead(path))]
    .filter((path) => !path.endsWith('.new'))
    .map((path) => `${RECOMMEND_FOLDER}/${path}`)
}

/** The oldest first: what is appended meanwhile is in the newest, and half a link at its end is none. */
async function proofFiles(dataFolder: string): Promise<string[]> {
  const found = await filesBelow(join(dataFolder, PROOF_FOLDER))
  return found.filter((path) => !path.endsWith('.new')).map((path) => `${PROOF_FOLDER}/${path}`)
}

/** What was put aside as damaged stays behind: it is not data, and no erasure reaches it. */
async function logFiles(dataFolder: string): Promise<string[]> {
  const names = await namesIn(join(dataFolder, LOG_FOLDER))
  return names
    .filter((name) => !name.endsWith(DAMAGED_SUFFIX))
    .map((name) => `${LOG_FOLDER}/${name}`)
}

/** A file that has gone meanwhile was not needed any more. */
async function copyFiles(
  paths: readonly string[],
  { dataFolder }: BackupParts,
  { to, files }: { readonly to: string; readonly files: ManifestFile[] },
): Promise<void> {
  for (const path of paths) {
    const sum = await unlessMissing(copyDurably(join(dataFolder, path), join(to, path)), undefined)
    if (sum) files.push({ path, ...sum })
  }
}
