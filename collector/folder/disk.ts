// Files that a backup is made of: read with their sum, copied and written so that they survive a loss of power.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface FileSum {
  readonly bytes: number
  readonly sha256: string
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** What is there, or `otherwise` where nothing is. */
export function unlessMissing<T, O>(read: Promise<T>, otherwise: O): Promise<T | O> {
  return read.catch((error: unknown) => {
    if (isMissing(error)) return otherwise
    throw error
  })
}

/** Names in a folder; none where there is no folder. */
export function namesIn(folder: string): Promise<string[]> {
  return unlessMissing(readdir(folder), [])
}

export async function sumOf(path: string, onBytes: (bytes: number) => void): Promise<FileSum> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.byteLength
    onBytes(chunk.byteLength)
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Makes the folder of `to` where there is none; nobody but the owner may read the copy. */
export async function copyDurably(
  from: string,
  to: string,
  onBytes: (bytes: number) => void = () => {},
): Promise<FileSum> {
  // First, so that a file that is not there leaves nothing behind.
  const source = await open(from, 'r')
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    const target = await open(to, 'wx', 0o600)
    try {
      for await (const chunk of source.createReadStream({
        autoClose: false,
      }) as AsyncIterable<Buffer>) {
        hash.update(chunk)
        await target.writeFile(chunk)
        bytes += chunk.byteLength
        onBytes(chunk.byteLength)
      }
      await target.sync()
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

export async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the names in a folder survive a loss of power. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Syncs a folder and all below it. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await syncTree(join(folder, entry.name))
  await syncFolder(folder)
}

/** Paths of all files below a folder, relative to it; none where there is no folder. Links are nobody's. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await unlessMissing(readdir(folder, { withFileTypes: true }), [])
  const found: string[] = []
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isFile()) found.push(entry.name)
    if (!entry.isDirectory()) continue
    for (const below of await filesBelow(join(folder, entry.name)))
      found.push(`${entry.name}/${below}`)
  }
  return found
}

/** Throws where a disk has no room for so many bytes; `folder` need not exist yet. */
export async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await unlessMissing(statfs(folder), { bavail: Infinity, bsize: 1 })
  if (bavail * bsize >= bytes) return
  throw new Error(
    `${folder} has room for ${inMegabytes(bavail * bsize)}, and ${inMegabytes(bytes)} are needed: make room there`,
  )
}

export function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
