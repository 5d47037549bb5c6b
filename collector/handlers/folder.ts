// What commands on the collector's own machine may ask of its data folder, told line by line while it goes on.
import { isAbsolute } from 'node:path'
import type { ApiHandlers } from '../api/asked.ts'
import { fail } from '../errors.ts'
import type { OpenFolder } from '../folder/open.ts'
import type { Tell } from '../folder/watch.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import { pseudonymOf } from '../privacy/pseudonym.ts'

/** What is done sooner is answered without a word before. */
const TOLD_EVERY_MS = 1_000

export interface FolderHandlersParts {
  readonly folder: OpenFolder
  readonly logger: Logger
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

type Names = 'eraseVisitor' | 'backupFolder' | 'verifyFolder' | 'compactFolder' | 'rotateErasureKey'

/** One line of an answer; the last one holds `done` or `fault`. */
export interface FolderLine {
  readonly told?: string
  readonly done?: unknown
  readonly fault?: string
}

export function folderHandlers(parts: FolderHandlersParts): Pick<ApiHandlers, Names> {
  const { folder } = parts
  return {
    eraseVisitor: ({ site, params: { visitor } }) =>
      folder.erase(site.id, [visitor, pseudonymOf(site.id, visitor)]),
    // Where files are written on the machine only those may say who have its files anyway, never a session.
    backupFolder: ({ body: { target } }) => {
      if (!isAbsolute(target)) fail('ask_invalid', { path: 'target' })
      return linesOf(parts, (tell) => folder.backup(target, tell))
    },
    verifyFolder: () => linesOf(parts, folder.verify),
    compactFolder: () => linesOf(parts, folder.compact),
    rotateErasureKey: () => folder.rotateKey(),
  }
}

/** A task goes on to its end though nobody listens any more. */
async function* linesOf(
  { wait, logger }: FolderHandlersParts,
  work: (tell: Tell) => Promise<unknown>,
): AsyncIterable<string> {
  let latest = ''
  const ended = new AbortController()
  let last: FolderLine | undefined
  const ending = work((how) => {
    latest = how
  })
    .then(
      (done) => {
        last = { done }
      },
      (error: unknown) => {
        logger.write('folder_task_failed', { cause: cause(error) })
        last = { fault: error instanceof Error ? error.message : String(error) }
      },
    )
    .finally(() => ended.abort())
  while (!last) {
    await Promise.race([ending, wait(TOLD_EVERY_MS, ended.signal)])
    if (!last) yield `${JSON.stringify({ told: latest } satisfies FolderLine)}\n`
  }
  yield `${JSON.stringify(last)}\n`
}
