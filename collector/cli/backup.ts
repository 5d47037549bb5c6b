// `tidemark backup`: writes all that a data folder holds to a place of its own, while the collector goes on.
import { resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { clockAhead, systemClock } from '../clock.ts'
import { makeBackup, placeOf } from '../folder/backup.ts'
import type { MadeBackup } from '../folder/backup.ts'
import { inMegabytes } from '../folder/disk.ts'
import { readSettings } from '../settings.ts'
import { connectIfRunning, follow, showing } from './follow.ts'
import { openStopped } from './stopped.ts'
import { UsageError } from './verb.ts'
import type { Shell, Verb } from './verb.ts'

export const backup: Verb = {
  summary: 'write a backup of the data folder, while the collector runs or not',
  usage: `tidemark backup PLACE

  PLACE  a new name, which becomes the backup; or a folder, in which a backup of today's time is made

All that was acknowledged before is in it: events, settings, models, who was erased. The collector goes on taking events
meanwhile; a backup once begun is finished, though this command is ended. What is not whole is called
PLACE.unfinished. The key beside the data folder (TIDEMARK_KEY_FILE) is not in it: keep a copy elsewhere.`,
  options: {},
  run: async ({ files: [target, another] }, shell) => {
    if (target === undefined || another !== undefined) throw new UsageError('expected one place')
    const made = await make(resolve(target), shell)
    const events = made.manifest.rows['events'] ?? 0
    await shell.out(
      `${made.folder}: ${events} events, ${made.manifest.files.length} files, ${inMegabytes(made.bytes)}\n`,
    )
    if (made.leftOut.length > 0)
      shell.err(`not tidemark's, and not in the backup: ${made.leftOut.join(', ')}\n`)
  },
}

async function make(target: string, shell: Shell): Promise<MadeBackup> {
  const settings = readSettings(shell.environment)
  const client = await connectIfRunning(settings.dataFolder)
  if (client)
    try {
      return await follow<MadeBackup>(client, '/api/v1/folder/backup', { target }, shell)
    } finally {
      client.close()
    }
  const database = await openStopped(settings)
  try {
    const clock = clockAhead(settings.clockAheadMs)
    const { dataFolder } = settings
    const { version } = shell
    const place = await placeOf(target, clock.now())
    const parts = { dataFolder, version, clock, copy: database.copy, wait: waitFor }
    return await showing(shell, systemClock, (tell) =>
      makeBackup({ ...parts, drain: async () => {}, isStopped: true }, place, tell),
    )
  } finally {
    await database.close()
  }
}

const waitFor = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => {})
