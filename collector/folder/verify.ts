// Looks whether a backup, a stopped data folder or the one in use is whole, and says in sentences what is not.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelHead } from '../../packages/wire/model.ts'
import { check } from '../log/checksum.ts'
import { diskFiles } from '../log/files.ts'
import { DAMAGED_SUFFIX } from '../log/fence.ts'
import { SUMMED } from '../log/recover.ts'
import { verifyChain } from '../proof/read.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import type { TableRows } from '../storage/duckdb-count.ts'
import { inspectDatabase } from '../storage/duckdb-inspect.ts'
import type { Inspection } from '../storage/duckdb-inspect.ts'
import {
  DATABASE_FILE,
  ERASURES_FILE,
  LOG_FOLDER,
  MANIFEST_FILE,
  PROOF_FOLDER,
  RECOMMEND_FOLDER,
  RESTORING_FOLDER,
} from './contents.ts'
import { filesBelow, inMegabytes, namesIn, sumOf, unlessMissing } from './disk.ts'
import { readErasures } from './erasures.ts'
import { NoBackup, readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import type { Tell } from './watch.ts'

export interface Verdict {
  /** What was looked at, in words. */
  readonly what: string
  readonly rows: TableRows
  /** One sentence each; none where all is well. */
  readonly faults: readonly string[]
}

export interface VerifyOptions {
  readonly memoryLimit?: string
  readonly tell: Tell
}

/** A backup, or a data folder that no collector has open. Changes nothing in it. */
export async function verifyFolder(folder: string, options: VerifyOptions): Promise<Verdict> {
  const names = await namesIn(folder)
  if (names.includes(MANIFEST_FILE)) return verifyBackup(folder, options)
  if (!names.includes(DATABASE_FILE))
    throw new NoBackup(`${folder} is neither a data folder nor a whole backup`)
  const unfinished = names.includes(RESTORING_FOLDER)
    ? ['a restore into this folder was cut short: empty it, and restore again']
    : []
  const { rows, faults } = await inspectFile(folder, options)
  return {
    what: `data folder ${folder}`,
    rows,
    faults: [...unfinished, ...faults, ...(await fileFaults(folder))],
  }
}

/** The folder that a collector has open: `inspect` asks its database. */
export async function verifyOpen(
  folder: string,
  inspect: () => Promise<Inspection>,
  tell: Tell,
): Promise<Verdict> {
  tell('looking through the database')
  const { rows, faults } = await inspect()
  return {
    what: `data folder ${folder}, in use`,
    rows,
    faults: [...faults, ...(await fileFaults(folder))],
  }
}

async function verifyBackup(folder: string, options: VerifyOptions): Promise<Verdict> {
  const manifest = await readManifest(folder)
  const faults = await sumFaults(folder, manifest, options.tell)
  // A database whose bytes are wrong may say anything.
  const isWhole = faults.length === 0
  const found = isWhole ? await inspectFile(folder, options) : { rows: {}, faults: [] }
  if (isWhole) faults.push(...rowFaults(manifest.rows, found.rows))
  return {
    what: `backup ${folder} of ${new Date(manifest.startedMs).toISOString()}`,
    rows: found.rows,
    faults: [
      ...faults,
      ...found.faults,
      ...(await strangerFaults(folder, manifest)),
      ...(await fileFaults(folder)),
    ],
  }
}

/** Holds every file against the manifest. */
export async function sumFaults(
  folder: string,
  { files }: Manifest,
  tell: Tell,
): Promise<string[]> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const faults: string[] = []
  let read = 0
  for (const { path, bytes, sha256 } of files) {
    const onBytes = (more: number): void => {
      read += more
      tell(`holding files against their sums: ${inMegabytes(read)} of ${inMegabytes(total)}`)
    }
    const found = await unlessMissing(sumOf(join(folder, path), onBytes), undefined)
    if (!found) faults.push(`${path} is missing`)
    else if (found.bytes !== bytes)
      faults.push(`${path} has ${found.bytes} bytes instead of ${bytes}`)
    else if (found.sha256 !== sha256) faults.push(`${path} is damaged: its sum is another`)
  }
  return faults
}

async function strangerFaults(folder: string, { files }: Manifest): Promise<string[]> {
  const known = new Set([MANIFEST_FILE, ...files.map(({ path }) => path)])
  const found = await filesBelow(folder)
  return found.filter((path) => !known.has(path)).map((path) => `${path} is not in the manifest`)
}

export function rowFaults(expected: TableRows, found: TableRows): string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(found)])].flatMap((table) =>
    expected[table] === found[table]
      ? []
      : [`table ${table} has ${found[table] ?? 'no'} rows instead of ${expected[table] ?? 'none'}`],
  )
}

async function inspectFile(
  folder: string,
  { memoryLimit, tell }: VerifyOptions,
): Promise<Pick<Inspection, 'rows' | 'faults'>> {
  tell('looking through the database')
  const path = join(folder, DATABASE_FILE)
  try {
    const database = await openDatabase({
      path,
      isReadOnly: true,
      ...(memoryLimit !== undefined && { memoryLimit }),
    })
    try {
      return await inspectDatabase(database.select)
    } finally {
      await database.close()
    }
  } catch (error) {
    if ((error as Error).name === 'DatabaseInUse') throw error
    return { rows: {}, faults: [`${DATABASE_FILE} cannot be read: ${(error as Error).message}`] }
  }
}

/** What is wrong beside the database. Files may come and go meanwhile. */
async function fileFaults(folder: string): Promise<string[]> {
  return [
    ...(await logFaults(join(folder, LOG_FOLDER))),
    ...(await modelFaults(join(folder, RECOMMEND_FOLDER))),
    ...(await proofFaults(join(folder, PROOF_FOLDER))),
    ...(await readErasures(join(folder, ERASURES_FILE)).then(
      () => [],
      (error: Error) => [error.message],
    )),
  ]
}

async function proofFaults(folder: string): Promise<string[]> {
  const faults: string[] = []
  for (const site of await namesIn(folder)) {
    const { broken } = await verifyChain(diskFiles, join(folder, site))
    if (broken !== undefined) faults.push(`proofs of consent of ${site}: ${broken}`)
  }
  return faults
}

async function logFaults(log: string): Promise<string[]> {
  const faults: string[] = []
  for (const name of await namesIn(log)) {
    if (name.endsWith(DAMAGED_SUFFIX)) {
      faults.push(
        `segment ${name} was damaged by the disk: what is whole of it is stored; remove it once it was looked at`,
      )
      continue
    }
    const [, ending] = SUMMED.exec(name) ?? []
    if (ending === undefined) continue
    const bytes = await unlessMissing(readFile(join(log, name)), undefined)
    if (!bytes) continue
    const { damaged, tail } = check(bytes)
    // An open segment may end in a write that is under way.
    const lost = ending === 'ndjson' && tail < bytes.byteLength ? bytes.byteLength - tail : 0
    const bad = damaged.reduce((sum, { from, to }) => sum + to - from, lost)
    if (bad > 0) faults.push(`segment ${name} is damaged: ${bad} bytes of it`)
  }
  return faults
}

async function modelFaults(root: string): Promise<string[]> {
  const paths = await filesBelow(root)
  const faults: string[] = []
  for (const path of paths.filter((each) => each.endsWith('.json'))) {
    const text = await unlessMissing(readFile(join(root, path), 'utf8'), '{}')
    try {
      const { head } = JSON.parse(text) as { head?: Pick<ModelHead, 'rows' | 'cards'> }
      for (const { folder, shards } of head ? [head.rows, head.cards] : [])
        for (let at = 0; at < shards; at++) {
          const shard = join(path, '..', folder, String(at))
          if (!paths.includes(shard)) faults.push(`${RECOMMEND_FOLDER}/${shard} is missing`)
        }
    } catch {
      faults.push(`${RECOMMEND_FOLDER}/${path} cannot be read`)
    }
  }
  return faults
}
