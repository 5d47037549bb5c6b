// Follows a long task of the running collector to its end, and shows how it goes.
import { createInterface } from 'node:readline'
import { systemClock } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Tell } from '../folder/watch.ts'
import type { FolderLine } from '../handlers/folder.ts'
import { createProgress } from '../import/progress.ts'
import { connect, NotRunning } from './client.ts'
import type { Client } from './client.ts'
import type { Shell } from './verb.ts'

/** What takes no longer is done without a word. */
const QUIET_MS = 1_000
const CLEAR_LINE = '\r\u001b[K'

/** Does `work`, and shows on standard error how it goes, from the second on. */
export async function showing<T>(
  shell: Pick<Shell, 'err' | 'isTerminal'>,
  clock: Clock,
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  const progress = createProgress(shell, clock)
  const startedMs = clock.now()
  let isShown = false
  try {
    return await work((how) => {
      if (clock.now() - startedMs < QUIET_MS) return
      isShown = true
      progress.show(how)
    })
  } finally {
    // What comes next begins on a line of its own.
    if (isShown && shell.isTerminal) shell.err(CLEAR_LINE)
  }
}

/** The collector that runs on a folder; undefined where none does, also where one has died and left its secret. */
export async function connectIfRunning(dataFolder: string): Promise<Client | undefined> {
  let client: Client
  try {
    client = await connect(dataFolder)
  } catch (error) {
    if (error instanceof NotRunning) return undefined
    throw error
  }
  try {
    // Something else may listen there by now.
    if ((await client.ask('GET', '/api/v1/me')).status === 200) return client
  } catch {
    // Nobody listens.
  }
  client.close()
  return undefined
}

/** Asks for a task, and answers what came of it. Throws what the collector says went wrong. */
export async function follow<T>(
  client: Client,
  path: string,
  body: object,
  shell: Shell,
): Promise<T> {
  const answer = await client.open(path, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  answer.setEncoding('utf8')
  if (answer.statusCode !== 200) {
    const told = (await answer.toArray()).join('')
    throw new Error(`the collector refused: ${told}`)
  }
  const last = await showing(shell, systemClock, async (tell) => {
    let latest: FolderLine = {}
    for await (const line of createInterface({ input: answer })) {
      if (line !== '') latest = JSON.parse(line) as FolderLine
      if (latest.told) tell(latest.told)
    }
    return latest
  })
  if (last.fault !== undefined) throw new Error(last.fault)
  if (!('done' in last)) throw new Error('the collector went away before it was done')
  return last.done as T
}
