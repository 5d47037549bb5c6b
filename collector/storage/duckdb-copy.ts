// Writes a whole database, as it is at one moment, into a new file, and makes sure that the file holds it.
import { existsSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { countAll } from './duckdb-count.ts'
import type { Counted } from './duckdb-count.ts'
import { closeEngine, openEngine, selectOn } from './duckdb-engine.ts'
import { raw } from './sql.ts'

/** Names of attached databases are one instance's, and copies may be made side by side. */
let copiesCount = 0

/** Others read and write meanwhile. What fails, or is stopped, leaves no file. */
export async function copyDatabase(
  connection: DuckDBConnection,
  path: string,
  stop: AbortSignal,
): Promise<Counted> {
  const name = `copy_${++copiesCount}`
  // What is there is somebody's: it is neither added to nor removed.
  if (existsSync(path)) throw new Error(`${path} is there already`)
  try {
    const copied = await unlessStopped(connection, stop, async () => {
      await connection.run(`attach '${path.replaceAll("'", "''")}' as ${name}`)
      const counted = await copyInto(connection, name)
      await connection.run(`checkpoint ${name}`)
      await connection.run(`detach ${name}`)
      return counted
    })
    await checkCopy(path, copied)
    await syncFile(path)
    await syncFile(dirname(path))
    return copied
  } catch (error) {
    // Where the first rollback was interrupted as well.
    await connection.run('rollback').catch(() => {})
    await connection.run(`detach database if exists ${name}`).catch(() => {})
    await removeDatabase(path)
    throw error
  }
}

const INTERRUPT_MS = 20

/** DuckDB forgets an interruption that falls between two statements: it is repeated until one has failed. */
async function unlessStopped<T>(
  connection: DuckDBConnection,
  stop: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  let again: NodeJS.Timeout | undefined
  const interrupt = (): void => {
    connection.interrupt()
    again = setInterval(() => connection.interrupt(), INTERRUPT_MS)
  }
  stop.addEventListener('abort', interrupt, { once: true })
  try {
    stop.throwIfAborted()
    const done = await work()
    stop.throwIfAborted()
    return done
  } finally {
    stop.removeEventListener('abort', interrupt)
    clearInterval(again)
  }
}

/** The counts are taken of the same moment. */
async function copyInto(connection: DuckDBConnection, name: string): Promise<Counted> {
  await connection.run('begin')
  try {
    const [main] = await selectOn<{ name: string }>(
      connection,
      raw('select current_database() as name'),
    )
    await connection.run(`copy from database "${main?.name}" to ${name}`)
    const copied = await countAll((query) => selectOn(connection, query))
    await connection.run('commit')
    return copied
  } catch (error) {
    await connection.run('rollback').catch(() => {})
    throw error
  }
}

/** A copy that cannot be opened, or lacks rows, must be known before anybody relies on it. */
async function checkCopy(path: string, expected: Counted): Promise<void> {
  const engine = await openEngine({ path, isReadOnly: true })
  try {
    const found = await countAll((query) => selectOn(engine.writing, query))
    if (JSON.stringify(found) !== JSON.stringify(expected))
      throw new Error(
        `the copy holds ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`,
      )
  } finally {
    closeEngine(engine)
  }
}

export async function removeDatabase(path: string): Promise<void> {
  await rm(path, { force: true })
  await rm(`${path}.wal`, { force: true })
}

/** Makes a file, or the names in a folder, survive a loss of power. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
