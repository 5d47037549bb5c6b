// Looks how far a file that is being written is, and says so until it is done.
import { stat } from 'node:fs/promises'
import { inMegabytes, unlessMissing } from './disk.ts'

/** Told how a long task goes; what it is told last is what is shown. */
export type Tell = (how: string) => void

/** Waits, or less long once `signal` is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>

export interface Watched {
  /** The file that grows, and about how large it will be. */
  readonly path: string
  readonly bytes: number
  readonly tell: Tell
  readonly wait: Wait
}

/** How often it is looked. */
const LOOK_MS = 500

/** Answers what `writing` does. */
export async function watchWriting<T>(
  writing: Promise<T>,
  { path, bytes, tell, wait }: Watched,
): Promise<T> {
  const ended = new AbortController()
  const written = writing.finally(() => ended.abort())
  const watching = (async () => {
    while (!ended.signal.aborted) {
      const { size } = await unlessMissing(stat(path), { size: 0 })
      tell(`writing the database anew: ${inMegabytes(size)} of about ${inMegabytes(bytes)}`)
      await wait(LOOK_MS, ended.signal)
    }
  })()
  const [done] = await Promise.all([written, watching])
  return done
}
