// Opens the database of a data folder that no collector runs on.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DATABASE_FILE, RESTORING_FOLDER } from '../folder/contents.ts'
import type { Settings } from '../settings.ts'
import { openDatabase } from '../storage/duckdb-database.ts'
import type { Database } from '../storage/duckdb-database.ts'

/** Throws where there is none, or where one does run. The tables are left as they are. */
export async function openStopped({ dataFolder, memoryLimit }: Settings): Promise<Database> {
  const path = join(dataFolder, DATABASE_FILE)
  if (existsSync(join(dataFolder, RESTORING_FOLDER)))
    throw new Error(
      `a restore into ${dataFolder} was cut short: empty the folder, and restore again`,
    )
  if (!existsSync(path))
    throw new Error(`${dataFolder} is no data folder: TIDEMARK_DATA names another`)
  return openDatabase({ path, memoryLimit })
}
