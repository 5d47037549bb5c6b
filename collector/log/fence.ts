// Puts what a disk has damaged aside, under a name that says so, and leaves the whole groups of its segment to be loaded.
import { check } from './checksum.ts'
import type { Range } from './checksum.ts'
import type { Files } from './files.ts'
import type { SealedSegment } from './recover.ts'

/** The segment as the disk gave it back: kept for people to look at, never loaded. */
export const DAMAGED_SUFFIX = '.damaged'
/** What is whole of it, until it has taken the segment's place. */
const MENDING_SUFFIX = '.mending'

export interface Fenced {
  /** Bytes that are in no whole group. */
  readonly damagedBytes: number
  /** Where the segment lies as it was found. */
  readonly path: string
}

/** Undefined where the segment is whole. A crash in between is taken up by `finishFencing`. */
export async function fenceDamage(
  files: Files,
  folder: string,
  segment: SealedSegment,
): Promise<Fenced | undefined> {
  const bytes = await files.read(segment.path)
  const { whole, damaged, tail } = check(bytes)
  // It was sealed after its last sum: nothing can stand behind.
  const lost =
    tail < bytes.byteLength ? [...damaged, { from: tail, to: bytes.byteLength }] : damaged
  if (lost.length === 0) return undefined
  const mending = segment.path + MENDING_SUFFIX
  const file = await files.create(mending)
  if (whole.length > 0) await file.writev(whole.map(({ from, to }) => bytes.subarray(from, to)))
  await file.fdatasync()
  await file.close()
  await files.rename(segment.path, segment.path + DAMAGED_SUFFIX)
  await files.rename(mending, segment.path)
  await files.syncFolder(folder)
  return { damagedBytes: lengthOf(lost), path: segment.path + DAMAGED_SUFFIX }
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

/** How many segments were put aside so far, and lie there still. */
export function countDamaged(names: readonly string[]): number {
  return names.filter((name) => name.endsWith(DAMAGED_SUFFIX)).length
}

function lengthOf(ranges: readonly Range[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0)
}
