// One file of the log: made durable as it is opened, appended to, and sealed by a new name.
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import { sumLine } from './checksum.ts'
import type { Files } from './files.ts'
import { OPEN_SUFFIX, sealedFile } from './recover.ts'
import type { SealedSegment } from './recover.ts'

export interface SegmentFileParts {
  readonly folder: string
  readonly files: Files
  readonly clock: Clock
  readonly random: Random
}

export interface SegmentFile {
  readonly openedMs: number
  readonly bytes: () => number
  /** Answers once the disk has the chunks, and the sum that closes them: how many bytes that was. */
  readonly append: (chunks: readonly Uint8Array[]) => Promise<number>
  /** Cuts off what a write has left that the disk had no room for. */
  readonly mend: () => Promise<void>
  /** Closes it and gives it the name under which it is loaded; where it fails it can be called again. */
  readonly seal: () => Promise<SealedSegment>
}

/** Segments are loaded in the order of their numbers; chance keeps names apart for ever. */
export async function openSegmentFile(
  { folder, files, clock, random }: SegmentFileParts,
  number: number,
): Promise<SegmentFile> {
  const chance = Buffer.from(random.bytes(4)).toString('hex')
  const name = `${String(number).padStart(10, '0')}-${chance}`
  const openPath = `${folder}/${name}${OPEN_SUFFIX}`
  const file = await files.create(openPath)
  await files.syncFolder(folder)
  let bytes = 0
  let isClosed = false
  let isRenamed = false
  return {
    openedMs: clock.now(),
    bytes: () => bytes,
    append: async (chunks) => {
      const group = [...chunks, sumLine(chunks)]
      await file.writev(group)
      await file.fdatasync()
      const added = group.reduce((sum, { byteLength }) => sum + byteLength, 0)
      bytes += added
      return added
    },
    mend: () => files.truncate(openPath, bytes),
    seal: async () => {
      const path = `${folder}/${sealedFile(name, bytes)}`
      if (!isClosed) await file.close()
      isClosed = true
      if (!isRenamed) await files.rename(openPath, path)
      isRenamed = true
      await files.syncFolder(folder)
      return { name, path, bytes, sealedBytes: bytes, isSummed: true }
    },
  }
}
