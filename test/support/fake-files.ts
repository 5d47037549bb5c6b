// A disk in memory for tests and simulations: any call can be made to fail, and power can be lost.
import type { Files, OpenFile } from '../../collector/log/files.ts'

interface Inode {
  bytes: Uint8Array
  /** So much of it survives a loss of power. */
  durableBytes: number
}

export interface FakeFiles extends Files {
  readonly callsCount: () => number
  /** Makes the call of this number, counted from 1, throw. */
  readonly failAt: (call: number) => void
  /** Loses power: names and bytes that were not synced go, but for `tornBytes` of what was under way. */
  readonly crash: (tornBytes?: number) => void
}

/** `honest: false` makes syncing do nothing: a control that crash tests must notice. */
export function createFakeFiles({ honest = true } = {}): FakeFiles {
  let names = new Map<string, Inode>()
  let durableNames = new Map<string, Inode>()
  let calls = 0
  let failing = Infinity

  async function call(): Promise<void> {
    if (++calls === failing) throw new Error(`call ${calls} fails`)
  }

  function find(path: string): Inode {
    const inode = names.get(path)
    if (!inode) throw new Error(`no such file: ${path}`)
    return inode
  }

  return {
    callsCount: () => calls,
    failAt: (number) => {
      failing = number
    },
    crash: (tornBytes = 0) => {
      names = new Map(durableNames)
      for (const inode of names.values()) {
        inode.bytes = inode.bytes.slice(0, inode.durableBytes + tornBytes)
        inode.durableBytes = inode.bytes.length
      }
    },
    create: async (path) => {
      await call()
      if (names.has(path)) throw new Error(`exists: ${path}`)
      const inode: Inode = { bytes: new Uint8Array(), durableBytes: 0 }
      names.set(path, inode)
      return openFile(inode, call, honest)
    },
    rename: async (from, to) => {
      await call()
      const inode = find(from)
      names.delete(from)
      names.set(to, inode)
    },
    syncFolder: async () => {
      await call()
      if (honest) durableNames = new Map(names)
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
    },
  }
}

function openFile(inode: Inode, call: () => Promise<void>, honest: boolean): OpenFile {
  return {
    writev: async (chunks) => {
      await call()
      inode.bytes = Buffer.concat([inode.bytes, ...chunks])
    },
    fdatasync: async () => {
      await call()
      if (honest) inode.durableBytes = inode.bytes.length
    },
    close: call,
  }
}
