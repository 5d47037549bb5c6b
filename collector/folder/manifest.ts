// What a backup says of itself: made when and of what, every file with its size and sum, every table with its rows.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { list, object, record, whole, matching, line, Invalid } from '../../packages/wire/schema.ts'
import type { TableRows } from '../storage/duckdb-count.ts'
import { MANIFEST_FILE } from './contents.ts'
import type { FileSum } from './disk.ts'

export interface ManifestFile extends FileSum {
  /** Relative to the backup, with `/`. */
  readonly path: string
}

export interface Manifest {
  /** Of this file and of how the backup is laid out. */
  readonly format: number
  /** Version of the program that made it. */
  readonly tidemark: string
  /** Version of the tables. */
  readonly schema: number
  /** All that was acknowledged before is in it. */
  readonly startedMs: number
  readonly rows: TableRows
  readonly files: readonly ManifestFile[]
}

export const FORMAT = 1
const FILES_MAX = 10_000_000
const MS_MAX = 8_640_000_000_000_000
const TABLES_MAX = 1_000

const schema = object<Manifest>({
  format: whole(1, Number.MAX_SAFE_INTEGER),
  tidemark: line(100),
  schema: whole(0, Number.MAX_SAFE_INTEGER),
  startedMs: whole(0, MS_MAX),
  rows: record(/^\w{1,100}$/, whole(0, Number.MAX_SAFE_INTEGER), TABLES_MAX),
  files: list(
    object<ManifestFile>({
      // No way out of the folder, and none that a disk understands otherwise.
      path: matching(/^(?!.*(^|\/)\.{1,2}(\/|$))[\w.-]+(\/[\w.-]+)*$/, 'a path within the backup'),
      bytes: whole(0, Number.MAX_SAFE_INTEGER),
      sha256: matching(/^[0-9a-f]{64}$/, 'a SHA-256 in hex'),
    }),
    FILES_MAX,
  ),
})

/** A folder that is no backup, or none that this program can read. */
export class NoBackup extends Error {
  override readonly name = 'NoBackup'
}

/** Throws `NoBackup`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => undefined)
  if (text === undefined)
    throw new NoBackup(`${folder} is no whole backup: it has no ${MANIFEST_FILE}`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new NoBackup(`${folder}/${MANIFEST_FILE} is damaged: it is not JSON`)
  }
  const { format } = (value ?? {}) as { format?: unknown }
  if (typeof format === 'number' && format > FORMAT)
    throw new NoBackup(`${folder} was made by a later version of tidemark: use that one`)
  try {
    return schema(value, '')
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    throw new NoBackup(`${folder}/${MANIFEST_FILE} is damaged: ${error.message}`)
  }
}
