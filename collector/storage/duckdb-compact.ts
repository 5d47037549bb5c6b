// Puts a file without the remains of deleted rows in the place of a database's own; a crash leaves the one or the other, whole.
import { existsSync } from 'node:fs'
import { rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { removeDatabase, syncFile } from './duckdb-copy.ts'
import { closeEngine } from './duckdb-engine.ts'
import type { Engine } from './duckdb-engine.ts'
import type { Readers } from './duckdb-readers.ts'

/** Beside the database, until it takes its place. */
export const COMPACTING_SUFFIX = '.compacting'

/** What has just been done: a test looks at the files after each. */
export type CompactStep = 'copied' | 'closed' | 'replaced'

export interface Compacted {
  readonly bytesBefore: number
  readonly bytesAfter: number
}

export interface CompactParts {
  readonly path: string
  readonly readers: Readers
  readonly engine: () => Promise<Engine>
  /** Writes all that is stored into a new file, which is then on the disk. */
  readonly copy: (path: string) => Promise<unknown>
  /** Opens the file again, whichever it is now. */
  readonly reopen: () => Promise<void>
  readonly onStep?: ((step: CompactStep) => Promise<void>) | undefined
}

/** To be called while nobody writes. Readers go on until the files change places. */
export async function compactDatabase(parts: CompactParts): Promise<Compacted> {
  const { path } = parts
  const next = path + COMPACTING_SUFFIX
  const step = parts.onStep ?? (async () => {})
  parts.readers.check()
  await removeDatabase(next)
  const bytesBefore = (await stat(path)).size
  await parts.copy(next)
  await step('copied')
  try {
    await parts.readers.alone(async () => {
      // What is in the write-ahead log would be replayed onto the new file.
      const engine = await parts.engine()
      await engine.writing.run('checkpoint')
      closeEngine(engine)
      try {
        await step('closed')
        if (existsSync(`${path}.wal`)) throw new Error(`${path}.wal is still in use`)
        await rename(next, path)
        await syncFile(dirname(path))
        await step('replaced')
      } finally {
        await parts.reopen()
      }
    })
  } catch (error) {
    await removeDatabase(next)
    throw error
  }
  return { bytesBefore, bytesAfter: (await stat(path)).size }
}
