// The few things the log does with files, as an interface, so that a test can make any one of them fail.
import { open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'

/** A file open for appending. */
export interface OpenFile {
  readonly writev: (chunks: readonly Uint8Array[]) => Promise<void>
  readonly fdatasync: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface Files {
  /** Makes a file that must not exist yet. */
  readonly create: (path: string) => Promise<OpenFile>
  readonly rename: (from: string, to: string) => Promise<void>
  /** Makes creations and renames in a folder survive a loss of power. */
  readonly syncFolder: (path: string) => Promise<void>
  /** Names of the files in a folder. */
  readonly list: (folder: string) => Promise<string[]>
  readonly read: (path: string) => Promise<Uint8Array>
  readonly size: (path: string) => Promise<number>
  /** Cuts a file, and makes what is left of it survive a loss of power. */
  readonly truncate: (path: string, bytes: number) => Promise<void>
  readonly unlink: (path: string) => Promise<void>
}

export const diskFiles: Files = {
  create: async (path) => {
    const handle = await open(path, 'ax', 0o600)
    return {
      writev: async (chunks) => {
        let left = chunks
        while (left.length > 0) {
          const { bytesWritten } = await handle.writev(left as Uint8Array[])
          left = afterBytes(left, bytesWritten)
        }
      },
      fdatasync: () => handle.datasync(),
      close: () => handle.close(),
    }
  },
  rename,
  syncFolder: async (path) => {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  list: (folder) => readdir(folder),
  read: (path) => readFile(path),
  size: async (path) => (await stat(path)).size,
  truncate: async (path, bytes) => {
    const handle = await open(path, 'r+')
    try {
      await handle.truncate(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  unlink,
}

/** The kernel may take less than it was given: what is left to write. */
function afterBytes(chunks: readonly Uint8Array[], written: number): readonly Uint8Array[] {
  let skip = written
  const left: Uint8Array[] = []
  for (const chunk of chunks) {
    if (skip >= chunk.byteLength) skip -= chunk.byteLength
    else {
      left.push(chunk.subarray(skip))
      skip = 0
    }
  }
  return left
}
