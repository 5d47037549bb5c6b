// What commands on the collector's own machine may ask of its data folder, told line by line while it goes on.
import { isAbsolute } from 'node:path'
import { line, object } from '../../packages/wire/schema.ts'
import { fail } from '../errors.ts'
import type { OpenFolder } from '../folder/open.ts'
import type { Tell } from '../folder/watch.ts'
import { json } from '../http/call.ts'
import type { Caller, Handler, Reply } from '../http/call.ts'
import { readJson } from '../http/read-json.ts'
import { cause } from '../logger.ts'
import type { Logger } from '../logger.ts'
import type { Sites } from '../sites/sites.ts'
import { siteOfPath } from './site.ts'

const PATH_CHARS_MAX = 4_000
/** What is done sooner is answered without a word before. */
const TOLD_EVERY_MS = 1_000

export interface FolderHandlersParts {
  readonly folder: OpenFolder
  readonly sites: Sites
  readonly logger: Logger
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
}

export interface FolderHandlers {
  readonly backup: Handler
  readonly compact: Handler
  readonly verify: Handler
  readonly erase: Handler
}

/** One line of an answer; the last one holds `done` or `fault`. */
export interface FolderLine {
  readonly told?: string
  readonly done?: unknown
  readonly fault?: string
}

const backupAsk = object<{ target: string }>({ target: line(PATH_CHARS_MAX, 1) })

export function folderHandlers(parts: FolderHandlersParts): FolderHandlers {
  const { folder, sites } = parts
  return {
    backup: ({ body }, caller) => {
      checkCommand(caller)
      const { target } = readJson(body, backupAsk)
      if (!isAbsolute(target)) fail('ask_invalid', { path: 'target' })
      return told(parts, (tell) => folder.backup(target, tell))
    },
    compact: (_, caller) => {
      checkCommand(caller)
      return told(parts, (tell) => folder.compact(tell))
    },
    verify: (_, caller) => {
      checkCommand(caller)
      return told(parts, (tell) => folder.verify(tell))
    },
    erase: async (call) => {
      const { id } = siteOfPath(sites, call)
      return json(200, await folder.erase(id, call.params['visitor'] ?? ''))
    },
  }
}

/** Where files are written on the machine only those may say who have its files anyway, never a session. */
function checkCommand(caller: Caller): void {
  if (caller.kind !== 'owner' || !caller.isCommand) fail('command_only')
}

function told(parts: FolderHandlersParts, work: (tell: Tell) => Promise<unknown>): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
    body: linesOf(parts, work),
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
