// `tidemark compact`: takes the remains of erased rows out of the database's file, now.
import { clockAhead } from '../clock.ts'
import { inMegabytes } from '../folder/disk.ts'
import { readSettings } from '../settings.ts'
import type { Compacted } from '../storage/duckdb-compact.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { connectIfRunning, follow } from './follow.ts'
import { openStopped } from './stopped.ts'
import { UsageError } from './verb.ts'
import type { Shell, Verb } from './verb.ts'

export const compact: Verb = {
  summary: 'take the remains of erased rows out of the file, now',
  usage: `tidemark compact

Rows that are erased are gone from every answer at once; their bytes stay in the file until it is rewritten. The collector
does that by itself, once a day where something was erased. It goes on taking events meanwhile, and stores them
afterwards. As much room as the database takes is needed beside it.`,
  options: {},
  run: async ({ files }, shell) => {
    if (files.length > 0) throw new UsageError('compact takes no file')
    const { bytesBefore, bytesAfter } = await rewrite(shell)
    await shell.out(`${inMegabytes(bytesBefore)} before, ${inMegabytes(bytesAfter)} now\n`)
  },
}

async function rewrite(shell: Shell): Promise<Compacted> {
  const settings = readSettings(shell.environment)
  const client = await connectIfRunning(settings.dataFolder)
  if (client)
    try {
      return await follow<Compacted>(client, '/api/v1/folder/compact', {}, shell)
    } finally {
      client.close()
    }
  const driver = createDuckdbDriver(await openStopped(settings))
  try {
    await driver.migrate()
    return await driver.file!.compact(clockAhead(settings.clockAheadMs).now())
  } finally {
    await driver.close()
  }
}
