// A disk in memory for tests and simulations: any call can be made to fail, and power can be lost.
import type { Files, OpenFile } from '../../collector/log/files.ts'

interface Inode {
  bytes: Uint8Array
  /** So much of it survives a loss of power. */
  durableBytes: number
}

export interface FakeFiles extends Files {
  readonly callsCount: () => number
  /** Makes the call of this number, counted from 1, throw; `code` as a disk says why. */
  readonly failAt: (call: number, code?: string) => void
  /** Makes every write fail as on a full disk, until it is told `false`. */
  readonly fill: (isFull: boolean) => void
  /** Flips a bit of a file, where it lies. */
  readonly flip: (path: string, at: number) => void
  /**
   * Loses power: names and bytes that were not synced go, but for `tornBytes` of what was under way, or zeros in their
   * place, and for the first `keptNames` of the names that were given or taken since.
   */
  readonly crash: (tornBytes?: number, keptNames?: number, areZeros?: boolean) => void
}

/** `honest: false` makes syncing do nothing: a control that crash tests must notice. */
export function createFakeFiles({ honest = true } = {}): FakeFiles {
  let names = new Map<string, Inode>()
  let durableNames = new Map<string, Inode>()
  /** What the names were after each change that is not synced yet: a disk keeps their order, and any number of them. */
  let unsynced: Map<string, Inode>[] = []
  let calls = 0
  let failing = Infinity
  let code = ''
  let isFull = false

  async function call(syscall = ''): Promise<void> {
    if (++calls === failing)
      throw Object.assign(new Error(`call ${calls} fails`), { code, syscall })
  }

  /** What a disk needs room for; it may take a part of it. */
  async function callForRoom(): Promise<void> {
    await call('write')
    if (isFull)
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' })
  }

  const namesChanged = (): void => void unsynced.push(new Map(names))

  function find(path: string): Inode {
    const inode = names.get(path)
    if (!inode) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' })
    return inode
  }

  return {
    callsCount: () => calls,
    failAt: (number, why = 'EIO') => {
      failing = number
      code = why
    },
    fill: (full) => {
      isFull = full
    },
    flip: (path, at) => {
      const { bytes } = find(path)
      bytes[at] = bytes[at]! ^ 1
    },
    crash: (tornBytes = 0, keptNames = 0, areZeros = false) => {
      durableNames = unsynced[Math.min(keptNames, unsynced.length) - 1] ?? durableNames
      names = new Map(durableNames)
      unsynced = []
      for (const inode of names.values()) {
        inode.bytes = inode.bytes.slice(0, inode.durableBytes + tornBytes)
        if (areZeros) inode.bytes.fill(0, inode.durableBytes)
        inode.durableBytes = inode.bytes.length
      }
    },
    create: async (path) => {
      await callForRoom()
      if (names.has(path)) throw new Error(`exists: ${path}`)
      const inode: Inode = { bytes: new Uint8Array(), durableBytes: 0 }
      names.set(path, inode)
      namesChanged()
      return openFile(inode, { call, callForRoom, honest })
    },
    rename: async (from, to) => {
      await call()
      const inode = find(from)
      names.delete(from)
      names.set(to, inode)
      namesChanged()
    },
    syncFolder: async () => {
      await call()
      if (!honest) return
      durableNames = new Map(names)
      unsynced = []
    },
    list: async (folder) => {
      await call()
      return [...names.keys()].map((path) => path.slice(folder.length + 1))
    },
    read: async (path) => {
      await call()
      return find(path).bytes
    },
    size: async (path) => {
      await call()
      return find(path).bytes.length
    },
    truncate: async (path, bytes) => {
      await call()
      const inode = find(path)
      inode.bytes = inode.bytes.slice(0, bytes)
      inode.durableBytes = inode.bytes.length
    },
    unlink: async (path) => {
      await call()
      find(path)
      names.delete(path)
      namesChanged()
    },
  }
}

interface Disk {
  readonly call: (syscall?: string) => Promise<void>
  readonly callForRoom: () => Promise<void>
  readonly honest: boolean
}

function openFile(inode: Inode, { call, callForRoom, honest }: Disk): OpenFile {
  return {
    writev: async (chunks) => {
      const all = Buffer.concat(chunks)
      try {
        await callForRoom()
      } catch (error) {
        // A part of it may have found room.
        inode.bytes = Buffer.concat([inode.bytes, all.subarray(0, all.length / 2)])
        throw error
      }
      inode.bytes = Buffer.concat([inode.bytes, all])
    },
    fdatasync: async () => {
      await call('fdatasync')
      if (honest) inode.durableBytes = inode.bytes.length
    },
    close: () => call(),
  }
}
