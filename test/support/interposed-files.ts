// A file layer around another one: every call goes through one function, which may fail it, leave it out or never answer.
import type { Files, OpenFile } from '../../collector/log/files.ts'

export type CallName = keyof Files | keyof OpenFile

export interface FileCall {
  readonly name: CallName
  /** Does what was asked for. */
  readonly run: () => Promise<unknown>
  /** Does the first half of it, where it has one. */
  readonly half: () => Promise<unknown>
}

/** Answers what the caller is to be given. */
export type OnCall = (call: FileCall) => Promise<unknown>

export function interpose(files: Files, onCall: OnCall): Files {
  const through = <T>(
    name: CallName,
    run: () => Promise<T>,
    half: () => Promise<unknown> = async () => {},
  ) => onCall({ name, run, half }) as Promise<T>

  const opened = (file: OpenFile): OpenFile => ({
    writev: (chunks) =>
      through(
        'writev',
        () => file.writev(chunks),
        () => {
          const all = Buffer.concat(chunks)
          return file.writev([all.subarray(0, all.length / 2)])
        },
      ),
    fdatasync: () => through('fdatasync', file.fdatasync),
    close: () => through('close', file.close),
  })

  return {
    create: (path) => through('create', async () => opened(await files.create(path))),
    rename: (from, to) => through('rename', () => files.rename(from, to)),
    syncFolder: (path) => through('syncFolder', () => files.syncFolder(path)),
    list: (folder) => through('list', () => files.list(folder)),
    read: (path) => through('read', () => files.read(path)),
    size: (path) => through('size', () => files.size(path)),
    truncate: (path, bytes) => through('truncate', () => files.truncate(path, bytes)),
    unlink: (path) => through('unlink', () => files.unlink(path)),
  }
}

/** How the kernel calls what each call does. */
const SYSCALLS: Readonly<Record<CallName, string>> = {
  create: 'open',
  writev: 'writev',
  fdatasync: 'fdatasync',
  close: 'close',
  rename: 'rename',
  syncFolder: 'fsync',
  list: 'scandir',
  read: 'read',
  size: 'stat',
  truncate: 'ftruncate',
  unlink: 'unlink',
}

/** What Node throws where the kernel answers `code`. */
export function diskError(code: string, name: CallName): Error {
  const syscall = SYSCALLS[name]
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall })
}

/** A file layer that answers to one kind of call without doing it: the control that a check must notice. */
export const leaveOut =
  (name: CallName): OnCall =>
  async (call) =>
    call.name === name ? undefined : call.run()
