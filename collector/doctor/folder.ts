// Looks at the data folder, its disk, and the key that must not lie in it.
import { stat, statfs } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { DATABASE_FILE, ERASURES_FILE, LOG_FOLDER } from '../folder/contents.ts'
import { unlessMissing } from '../folder/disk.ts'
import { readErasures } from '../folder/erasures.ts'
import { keyFileOf, keyId, readKeys } from '../folder/keys.ts'
import type { ErasureKey } from '../folder/keys.ts'
import { ok, warn, wrong } from './finding.ts'
import type { Finding } from './finding.ts'

export interface FolderParts {
  readonly dataFolder: string
  readonly keyFile: string | undefined
  /** Whoever asks; undefined where the system knows no users. */
  readonly uid: number | undefined
  /** Bytes that are free for whoever is not root. */
  readonly freeBytes: (path: string) => Promise<number>
}

const FREE_BYTES = { wrong: 200 * 1024 ** 2, warn: 2 * 1024 ** 3 } as const
const MIB = 1024 ** 2

export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

export async function checkFolder(parts: FolderParts): Promise<Finding[]> {
  const path = resolve(parts.dataFolder)
  const found = await unlessMissing(stat(path), undefined)
  if (!found)
    return [
      wrong(
        'data folder',
        `${path} is not there`,
        'start the collector, which makes it, or name another in TIDEMARK_DATA',
      ),
    ]
  return [
    ...rights(path, found, parts.uid),
    await owners(path, found.uid),
    await room(path, parts.freeBytes),
    await checkKey(parts),
  ]
}

function rights(
  path: string,
  { mode, uid }: { mode: number; uid: number },
  asker: number | undefined,
): Finding[] {
  const open = mode & 0o077
  if (open !== 0)
    return [
      wrong(
        'data folder',
        `others may look into ${path}: its mode is ${(mode & 0o777).toString(8)}`,
        `chmod 700 ${path}`,
      ),
    ]
  if (asker !== undefined && asker !== 0 && asker !== uid)
    return [
      wrong(
        'data folder',
        `${path} is another user’s`,
        'ask as the collector’s user or as root, or name another folder in TIDEMARK_DATA',
      ),
    ]
  return [ok('data folder', `${path}, for its owner alone`)]
}

/** A command that root has run on a stopped collector's folder leaves files that the collector cannot write. */
async function owners(path: string, uid: number): Promise<Finding> {
  const names = [DATABASE_FILE, LOG_FOLDER, ERASURES_FILE]
  const others: string[] = []
  for (const name of names) {
    const found = await unlessMissing(stat(join(path, name)), undefined)
    if (found && found.uid !== uid) others.push(name)
  }
  return others.length === 0
    ? ok('owner', 'all of it is one user’s')
    : wrong(
        'owner',
        `${others.join(', ')} in ${path} belongs to another user than the folder`,
        `stop the collector, then chown -R --reference=${path} ${path}`,
      )
}

/** Compaction writes the database anew beside the old one. */
async function room(path: string, free: FolderParts['freeBytes']): Promise<Finding> {
  const bytes = await free(path)
  const database = (await unlessMissing(stat(join(path, DATABASE_FILE)), undefined))?.size ?? 0
  const said = `${Math.floor(bytes / MIB)} MiB are free`
  if (bytes < FREE_BYTES.wrong)
    return wrong(
      'disk',
      `${said}: soon no event can be taken`,
      'make room; the collector goes on by itself',
    )
  if (bytes < Math.max(FREE_BYTES.warn, 1.2 * database))
    return warn(
      'disk',
      `${said}, the database has ${Math.ceil(database / MIB)}: rewriting it needs as much again`,
      'make room before the next compaction',
    )
  return ok('disk', said)
}

async function checkKey(settings: FolderParts): Promise<Finding> {
  const path = resolve(keyFileOf(settings))
  const folder = resolve(settings.dataFolder)
  const way = 'move it, and name its place in TIDEMARK_KEY_FILE'
  if (!relative(folder, path).startsWith('..'))
    return wrong('key of erasures', `${path} lies in the data folder, and in no backup of it`, way)
  let keys: readonly ErasureKey[]
  try {
    keys = await readKeys(path)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return wrong('key of erasures', why, 'put the copy back that you have kept')
  }
  if (keys.length === 0) return absentKey(path, folder)
  const { mode } = await stat(path)
  if ((mode & 0o077) !== 0)
    return wrong('key of erasures', `others may read ${path}`, `chmod 600 ${path}`)
  const lacking = await lackingKey(folder, keys)
  if (lacking !== undefined)
    return wrong(
      'key of erasures',
      `${path} lacks the key ${lacking}: without it no backup can be restored`,
      'put the copy back that you have kept, as it was before the key was replaced',
    )
  return ok('key of erasures', `${path}: keep a copy where the backups are not`)
}

/** The first under which somebody was erased, and which is not there. */
async function lackingKey(
  folder: string,
  keys: readonly ErasureKey[],
): Promise<string | undefined> {
  const held = new Set(keys.map(({ secret }) => keyId(secret)))
  // A list that cannot be read is told by `verify`.
  const all = await readErasures(join(folder, ERASURES_FILE)).catch(() => [])
  return all.find(({ key }) => !held.has(key))?.key
}

async function absentKey(path: string, folder: string): Promise<Finding> {
  const erased = await unlessMissing(stat(join(folder, ERASURES_FILE)), undefined)
  if (erased)
    return wrong(
      'key of erasures',
      `${path} is not there, although visitors were erased: no backup can be restored without it`,
      'put the copy back that you have kept, or name its place in TIDEMARK_KEY_FILE',
    )
  const place = await unlessMissing(stat(dirname(path)), undefined)
  return place
    ? ok('key of erasures', `none yet: ${path} is made when a visitor is first erased`)
    : wrong(
        'key of erasures',
        `it cannot be made: ${dirname(path)} is not there`,
        'make that folder for the collector’s user, or name another place in TIDEMARK_KEY_FILE',
      )
}
