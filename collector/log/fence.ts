// Puts what a disk has damaged aside, under a name that says so, and leaves the whole groups of its segment to be loaded.
import { check } from './checksum.ts'
import type { Files } from './files.ts'
import type { SealedSegment } from './recover.ts'

/** The segment as the disk gave it back: kept for people to look at, never loaded. */
export const DAMAGED_SUFFIX = '.damaged'
/** What is whole of it, until it has taken the segment's place. */
const MENDING_SUFFIX = '.mending'

export interface Fenced {
  /** Bytes that are in no whole group, or gone. */
  readonly damagedBytes: number
  /** Where the segment lies as it was found. */
  readonly path: string
}

/**
 * Undefined where the segment is whole and always was. What an earlier try has left is gone on with; a crash in between
 * is taken up by `finishFencing`.
 */
export async function fenceDamage(
  files: Files,
  folder: string,
  segment: SealedSegment,
): Promise<Fenced | undefined> {
  const names = await files.list(folder)
  await finishFencing(files, folder, names)
  const bytes = await files.read(segment.path)
  const aside = segment.path + DAMAGED_SUFFIX
  const isMended = names.includes(aside.slice(folder.length + 1))
  // What was mended is shorter than it was sealed.
  const lost = lostOf(bytes, isMended ? 0 : segment.sealedBytes)
  if (lost > 0) {
    const groups = check(bytes).whole.map(({ from, to }) => bytes.subarray(from, to))
    await writeWhole(files, segment.path + MENDING_SUFFIX, groups)
    await files.rename(segment.path, aside)
    await files.rename(segment.path + MENDING_SUFFIX, segment.path)
  } else if (!isMended) return undefined
  await files.syncFolder(folder)
  return { damagedBytes: lost || lostOf(await files.read(aside), segment.sealedBytes), path: aside }
}

async function writeWhole(
  files: Files,
  path: string,
  groups: readonly Uint8Array[],
): Promise<void> {
  const file = await files.create(path)
  try {
    if (groups.length > 0) await file.writev(groups)
    await file.fdatasync()
  } finally {
    await file.close()
  }
}

/** Goes on where a crash came between: what was not put aside yet is looked at anew, what was gets its whole part back. */
export async function finishFencing(
  files: Files,
  folder: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    if (!name.endsWith(MENDING_SUFFIX)) continue
    const segment = name.slice(0, -MENDING_SUFFIX.length)
    const path = `${folder}/${segment}`
    if (names.includes(segment)) await files.unlink(path + MENDING_SUFFIX)
    else await files.rename(path + MENDING_SUFFIX, path)
  }
}

/** Names of the segments that were put aside so far, and lie there still. */
export function damagedAmong(names: readonly string[]): string[] {
  return names.filter((name) => name.endsWith(DAMAGED_SUFFIX))
}

/** How much of a sealed segment is in no whole group, or gone. It was sealed after its last sum: nothing can stand behind. */
function lostOf(bytes: Uint8Array, sealedBytes = 0): number {
  const { damaged, tail } = check(bytes)
  const gone = Math.max(0, sealedBytes - bytes.byteLength)
  return damaged.reduce((sum, { from, to }) => sum + to - from, bytes.byteLength - tail + gone)
}
