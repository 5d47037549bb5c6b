// What a crash left in the log: cuts torn tails, seals what was open, and lists all that must be loaded.
import type { Segment } from '../storage/driver.ts'
import { check } from './checksum.ts'
import { finishFencing } from './fence.ts'
import type { Files } from './files.ts'

export const OPEN_SUFFIX = '.v3.open'
export const SEALED_SUFFIX = '.v3.ndjson'
/** Of every version; the first one's had nothing before it, and no sums. */
const ANY_OPEN_SUFFIX = '.open'
const ANY_SEALED_SUFFIX = '.ndjson'
/** Segments whose groups have sums: all but those of the first version. */
export const SUMMED = /\.v\d+\.(ndjson|open)$/

export interface SealedSegment extends Segment {
  readonly bytes: number
  /** How long it was as it was sealed; not known of those of earlier versions. */
  readonly sealedBytes?: number | undefined
  /** Whether its groups have sums to be held against. */
  readonly isSummed: boolean
}

export interface Recovered {
  /** In the order in which they were written. */
  readonly segments: readonly SealedSegment[]
  /** Number for the next segment. */
  readonly nextNumber: number
}

/** The length is a part of the name: what is cut between two groups cannot be known by its sums. */
export const sealedFile = (name: string, bytes: number): string =>
  `${name}.${bytes}${SEALED_SUFFIX}`

const NEWLINE = 10

/** To be called once, before the log is opened. What it cuts off was never acknowledged. */
export async function recover(files: Files, folder: string): Promise<Recovered> {
  const names = await files.list(folder)
  await finishFencing(files, folder, names)
  for (const file of names) {
    if (!file.endsWith(ANY_OPEN_SUFFIX)) continue
    const [, name = '', version] = /^([^.]+)(\.v\d+)?\.open$/.exec(file) ?? []
    const sealedOf = (bytes: number): string =>
      version ? `${name}.${bytes}${version}.ndjson` : `${name}.ndjson`
    await sealLeftover(files, `${folder}/${file}`, version ? summedBytes : lineBytes, sealedOf)
  }
  await files.syncFolder(folder)

  const sealed = (await files.list(folder))
    .filter((name) => name.endsWith(ANY_SEALED_SUFFIX))
    .sort()
  const segments: SealedSegment[] = []
  for (const file of sealed) {
    const path = `${folder}/${file}`
    segments.push({ ...readName(file), path, bytes: await files.size(path) })
  }
  return { segments, nextNumber: Number.parseInt(sealed.at(-1) ?? '0', 10) + 1 }
}

/** What was acknowledged ends with the last sum: it was on the disk before anybody was answered. */
const summedBytes = (bytes: Uint8Array): number => check(bytes).tail

const lineBytes = (bytes: Uint8Array): number => bytes.lastIndexOf(NEWLINE) + 1

/** `NAME[.BYTES].v3.ndjson`; of the first version `NAME.ndjson`. */
function readName(file: string): Omit<SealedSegment, 'path' | 'bytes'> {
  const [, name = '', bytes, version = '1'] =
    /^([^.]+)(?:\.(\d+))?(?:\.v(\d+))?\.ndjson$/.exec(file) ?? []
  return {
    name,
    isSummed: Number(version) >= 2,
    namesIds: Number(version) < 3,
    sealedBytes: bytes === undefined ? undefined : Number(bytes),
  }
}

async function sealLeftover(
  files: Files,
  path: string,
  keptOf: (bytes: Uint8Array) => number,
  sealedOf: (bytes: number) => string,
): Promise<void> {
  const kept = keptOf(await files.read(path))
  if (kept === 0) {
    await files.unlink(path)
    return
  }
  // Also without a torn tail: whole lines may be in the page cache only, and a sealed file must be durable.
  await files.truncate(path, kept)
  await files.rename(path, path.slice(0, path.lastIndexOf('/') + 1) + sealedOf(kept))
}
