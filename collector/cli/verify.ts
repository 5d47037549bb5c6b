// `tidemark verify`: says whether a backup or a data folder is whole, and what is not.
import { resolve } from 'node:path'
import { systemClock } from '../clock.ts'
import { verifyFolder } from '../folder/verify.ts'
import type { Verdict } from '../folder/verify.ts'
import { readSettings } from '../settings.ts'
import { connectIfRunning, follow, showing } from './follow.ts'
import { UsageError } from './verb.ts'
import type { Shell, Verb } from './verb.ts'

export const verify: Verb = {
  summary: 'say whether a backup or a data folder is whole',
  usage: `tidemark verify [FOLDER]

  FOLDER  a backup or a data folder (TIDEMARK_DATA)

Holds files against their sums and tables against the manifest, looks for rows that are there twice, for a ledger that
contradicts itself, for damaged segments and missing parts of models. Changes nothing. Ends with code 1 where something is
wrong, and says what.`,
  options: {},
  run: async ({ files: [folder, another] }, shell) => {
    if (another !== undefined) throw new UsageError('expected one folder')
    const { what, rows, faults } = await look(folder, shell)
    const counts = Object.entries(rows).map(([table, count]) => `${table} ${count}`)
    await shell.out(`${what}\n  ${counts.join(', ') || 'no table could be read'}\n`)
    for (const fault of faults) await shell.out(`  ✗ ${fault}\n`)
    if (faults.length > 0) throw new Error(`${what} is not whole: ${faults.length} found`)
    await shell.out('  whole\n')
  },
}

async function look(folder: string | undefined, shell: Shell): Promise<Verdict> {
  const { dataFolder, memoryLimit } = readSettings(shell.environment)
  const path = resolve(folder ?? dataFolder)
  const client = await connectIfRunning(path)
  if (!client)
    return showing(shell, systemClock, (tell) => verifyFolder(path, { memoryLimit, tell }))
  try {
    return await follow<Verdict>(client, '/api/v1/folder/verify', {}, shell)
  } finally {
    client.close()
  }
}
