// A DuckDB file that is read and written: keeps writers in line, copies itself, and can be rewritten while it is used.
import { availableParallelism } from 'node:os'
import type { DuckDBConnection } from '@duckdb/node-api'
import { COMPACTING_SUFFIX, compactDatabase } from './duckdb-compact.ts'
import type { Compacted, CompactStep } from './duckdb-compact.ts'
import { copyDatabase, removeDatabase } from './duckdb-copy.ts'
import type { Counted } from './duckdb-count.ts'
import { bound, closeEngine, openEngine, plain, selectOn } from './duckdb-engine.ts'
import type { DatabaseOptions, Engine } from './duckdb-engine.ts'
import { createReaders } from './duckdb-readers.ts'
import type { Readers } from './duckdb-readers.ts'
import { createPace } from './pace.ts'
import type { Sql } from './sql.ts'
import { createTurns } from '../turns.ts'

export { DatabaseInUse } from './duckdb-engine.ts'
export type { DatabaseOptions } from './duckdb-engine.ts'

/** What a write may do while no other write runs. */
export interface Writer {
  /** Answers how many rows changed. */
  readonly run: (query: Sql) => Promise<number>
  readonly select: <T>(query: Sql) => Promise<T[]>
}

export interface Compacting {
  /** Written to the new file before anybody else writes. */
  readonly after?: (writer: Writer) => Promise<void>
  readonly onStep?: (step: CompactStep) => Promise<void>
}

export interface Database {
  readonly select: <T>(query: Sql) => Promise<T[]>
  /** Rows as they come; the query ends when the reader does. */
  readonly stream: <T>(query: Sql) => AsyncIterable<T>
  /** Runs `work` in one transaction: committed if it returns, undone if it throws. */
  readonly transaction: <T>(work: (writer: Writer) => Promise<T>) => Promise<T>
  /** Writes all that is stored now into a new file, which is then on the disk; nobody waits meanwhile. */
  readonly copy: (path: string) => Promise<Counted>
  /**
   * Rewrites the file without what was deleted; writers wait meanwhile. Throws `DatabaseBusy` where somebody reads for
   * long, and leaves all as it was.
   */
  readonly compact: (options?: Compacting) => Promise<Compacted>
  /** From now on questions rest in proportion to how late this says that everything else comes. */
  readonly giveWayTo: (lateMs: () => number) => void
  /** Makes copies and rewritings that are under way fail, soon. */
  readonly interrupt: () => void
  readonly close: () => Promise<void>
}

/** The file as it is open now; another is opened in its place when it is rewritten. */
interface OpenFile {
  readonly engine: () => Promise<Engine>
  readonly reopen: () => Promise<void>
  readonly readers: Readers
  /** A connection of one's own, and how to give it back; the file stays what it is until then. */
  readonly read: (howLong: 'short' | 'long') => Promise<[DuckDBConnection, () => void]>
}

async function openFile(options: DatabaseOptions): Promise<OpenFile> {
  let opened = openEngine(options)
  await opened
  const readers = createReaders()
  /** A file that could not be opened again is tried anew by whoever needs it. */
  const engine = (): Promise<Engine> => (opened = opened.catch(() => openEngine(options)))
  return {
    engine,
    readers,
    reopen: async () => {
      opened = openEngine(options)
      await opened
    },
    read: async (howLong) => {
      const leave = await readers.enter(howLong)
      try {
        const connection = await (await engine()).instance.connect()
        const end = (): void => {
          connection.closeSync()
          leave()
        }
        return [connection, end]
      } catch (error) {
        leave()
        throw error
      }
    },
  }
}

/**
 * Questions that run at once. Each keeps a core, and one of the four threads that Node also writes and syncs files with:
 * were all of them taken, events would wait for reports.
 */
const QUERIES_AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1))

/** Throws `DatabaseInUse`, or what DuckDB says is wrong with the file. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { path } = options
  const file = await openFile(options)
  const { engine, read } = file
  if (path !== ':memory:' && !options.isReadOnly) await removeDatabase(path + COMPACTING_SUFFIX)
  const copies = new Map<AbortController, Promise<unknown>>()
  let turn: Promise<unknown> = Promise.resolve()
  const pace = createPace()
  const queries = createTurns(QUERIES_AT_ONCE, pace.begin)

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  async function copy(to: string): Promise<Counted> {
    const [connection, end] = await read('long')
    const stop = new AbortController()
    const copying = copyDatabase(connection, to, stop.signal)
    copies.set(stop, copying)
    try {
      return await copying
    } finally {
      copies.delete(stop)
      end()
    }
  }

  const interrupt = (): void => {
    for (const stop of copies.keys()) stop.abort(new Error('the copy was given up'))
  }

  return {
    copy,
    giveWayTo: pace.giveWayTo,
    select: async (query) => {
      const [connection, end] = await read('short')
      try {
        return await queries.run(() => selectOn(connection, query))
      } finally {
        end()
      }
    },
    stream: async function* <T>(query: Sql) {
      const [connection, end] = await read('long')
      try {
        const result = await connection.stream(...bound(query))
        for await (const rows of result.yieldRowObjectJs())
          for (const row of rows) yield plain(row) as T
      } finally {
        end()
      }
    },
    transaction: (work) => inTurn(async () => transact(await engine(), work)),
    compact: ({ after, onStep } = {}) =>
      inTurn(async () => {
        if (path === ':memory:') return { bytesBefore: 0, bytesAfter: 0 }
        const done = await compactDatabase({ ...file, path, copy, onStep })
        if (after) await transact(await engine(), after)
        return done
      }),
    interrupt,
    close: async () => {
      interrupt()
      pace.stop()
      await Promise.allSettled(copies.values())
      await turn
      closeEngine(await engine())
    },
  }
}

async function transact<T>({ writing }: Engine, work: (writer: Writer) => Promise<T>): Promise<T> {
  await writing.run('begin')
  try {
    const result = await work({
      run: async (query) => (await writing.run(...bound(query))).rowsChanged,
      select: (query) => selectOn(writing, query),
    })
    await writing.run('commit')
    return result
  } catch (error) {
    // A commit that failed has already ended the transaction; the first error is the one to tell.
    await writing.run('rollback').catch(() => {})
    throw error
  }
}
