// What a crash left in the log: cuts torn tails, seals what was open, and lists all that must be loaded.
import type { Segment } from '../storage/driver.ts'
import type { Files } from './files.ts'

export const OPEN_SUFFIX = '.open'
export const SEALED_SUFFIX = '.ndjson'

export interface SealedSegment extends Segment {
  readonly bytes: number
}

export interface Recovered {
  /** In the order in which they were written. */
  readonly segments: readonly SealedSegment[]
  /** Number for the next segment. */
  readonly nextNumber: number
}

const NEWLINE = 10

/** To be called once, before the log is opened. What it cuts off was never acknowledged. */
export async function recover(files: Files, folder: string): Promise<Recovered> {
  const names = await files.list(folder)
  for (const name of names) if (name.endsWith(OPEN_SUFFIX)) await sealLeftover(files, folder, name)
  await files.syncFolder(folder)

  const sealed = (await files.list(folder)).filter((name) => name.endsWith(SEALED_SUFFIX)).sort()
  const segments: SealedSegment[] = []
  for (const file of sealed) {
    const path = `${folder}/${file}`
    segments.push({
      name: file.slice(0, -SEALED_SUFFIX.length),
      path,
      bytes: await files.size(path),
    })
  }
  return { segments, nextNumber: Number.parseInt(sealed.at(-1) ?? '0', 10) + 1 }
}

async function sealLeftover(files: Files, folder: string, name: string): Promise<void> {
  const path = `${folder}/${name}`
  const wholeBytes = (await files.read(path)).lastIndexOf(NEWLINE) + 1
  if (wholeBytes === 0) {
    await files.unlink(path)
    return
  }
  // Also without a torn tail: whole lines may be in the page cache only, and a sealed file must be durable.
  await files.truncate(path, wholeBytes)
  await files.rename(path, `${folder}/${name.slice(0, -OPEN_SUFFIX.length)}${SEALED_SUFFIX}`)
}
