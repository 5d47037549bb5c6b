// `tidemark restore`: makes a data folder out of a backup, without those who were erased after it was made.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { clockAhead, systemClock } from '../clock.ts'
import { ERASURES_FILE } from '../folder/contents.ts'
import { readErasures } from '../folder/erasures.ts'
import type { Tombstone } from '../folder/erasures.ts'
import { keyFileOf, readKeys, replaceKeys, writeKeys } from '../folder/keys.ts'
import type { ErasureKey } from '../folder/keys.ts'
import { restoreBackup } from '../folder/restore.ts'
import { readSettings } from '../settings.ts'
import type { Settings } from '../settings.ts'
import { createDuckdbDriver } from '../storage/drivers/duckdb.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import { createDuckdbDocuments } from '../storage/settings/duckdb.ts'
import { said } from './erase.ts'
import { connectIfRunning, showing } from './follow.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Verb } from './verb.ts'

export const restore: Verb = {
  summary: 'make a data folder out of a backup',
  usage: `tidemark restore BACKUP (--from OLD_FOLDER | --erasures FILE | --without-erasures)

  BACKUP              what \`tidemark backup\` has made
  --from OLD_FOLDER   the data folder that it takes the place of: who was erased there since is not brought back
  --erasures FILE     the same, where only ${ERASURES_FILE} of it is left, or that of a later backup
  --without-erasures  nobody was erased since the backup was made

The data folder (TIDEMARK_DATA) must be empty, and no collector may run on it: move the old one aside, and name it with
--from. Who was erased is told by the key beside the data folder, or TIDEMARK_KEY_FILE.`,
  options: {
    from: { type: 'string' },
    erasures: { type: 'string' },
    'without-erasures': { type: 'boolean' },
  },
  run: async (given, shell) => {
    const [backup, another] = given.files
    if (backup === undefined || another !== undefined) throw new UsageError('expected one backup')
    const settings = readSettings(shell.environment)
    const erasures = await erasuresOf(given)
    const running = await connectIfRunning(settings.dataFolder)
    running?.close()
    if (running) throw new Error(`a collector runs on ${settings.dataFolder}: stop it first`)
    const keys = await keysOf(given, settings)
    const clock = clockAhead(settings.clockAheadMs)
    const restored = await showing(shell, systemClock, (tell) =>
      restoreBackup({
        backup: resolve(backup),
        dataFolder: resolve(settings.dataFolder),
        clock,
        openStore: async (path) => {
          const database = await openDatabase({ path, memoryLimit: settings.memoryLimit })
          return {
            driver: createDuckdbDriver(database),
            documents: createDuckdbDocuments(database),
          }
        },
        erasures,
        keys: keys.flat().map(({ secret }) => secret),
        tell,
      }),
    )
    await keepKeys(settings, keys, clock.now())
    const { manifest, visitors, erased, sites } = restored
    await shell.out(
      `${settings.dataFolder}: as of ${new Date(manifest.startedMs).toISOString()}, ${manifest.rows['events'] ?? 0} events stored then\n`,
    )
    if (sites > 0) await shell.out(`deleted anew, ${sites} sites\n`)
    if (visitors > 0) await shell.out(`erased anew, ${visitors} visitors: ${said(erased)}\n`)
  },
}

async function erasuresOf(given: Arguments): Promise<readonly Tombstone[] | 'nobody'> {
  const from = given.text('from')
  const file = given.text('erasures')
  const isNobody = given.has('without-erasures')
  const told = [from, file, isNobody || undefined].filter((each) => each !== undefined)
  if (told.length !== 1)
    throw new UsageError('expected one of --from, --erasures and --without-erasures')
  if (isNobody) return 'nobody'
  if (from !== undefined && !existsSync(from)) throw new UsageError(`--from: there is no ${from}`)
  if (file !== undefined && !existsSync(file))
    throw new UsageError(`--erasures: there is no ${file}`)
  return readErasures(file ?? join(from ?? '', ERASURES_FILE))
}

/** Those that the folder goes on with, and those of the old one. */
async function keysOf(given: Arguments, settings: Settings): Promise<readonly ErasureKey[][]> {
  const from = given.text('from')
  const own = await readKeys(keyFileOf(settings))
  if (from === undefined) return [own]
  return [own, await readKeys(keyFileOf({ keyFile: undefined, dataFolder: from }))]
}

/** The keys go with the data: without them, who was erased so far could not be told in a later restore. */
async function keepKeys(
  settings: Settings,
  [own = [], old = []]: readonly ErasureKey[][],
  nowMs: number,
): Promise<void> {
  const file = keyFileOf(settings)
  const known = new Set(own.map(({ secret }) => secret))
  const added = old.filter(({ secret }) => !known.has(secret))
  if (added.length === 0) return
  if (own.length === 0) return writeKeys(file, added)
  const retired = added.map(({ secret, retiredMs = nowMs }) => ({ secret, retiredMs }))
  await replaceKeys(file, [...own, ...retired])
}
