// Opens a DuckDB file and speaks `Sql` with it: binds values, returns plain JavaScript, keeps writers in line.
import { BIGINT, BOOLEAN, DOUBLE, DuckDBInstance, VARCHAR } from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import type { Sql, SqlValue } from './sql.ts'

/** What a write may do while no other write runs. */
export interface Writer {
  /** Answers how many rows changed. */
  readonly run: (query: Sql) => Promise<number>
  readonly select: <T>(query: Sql) => Promise<T[]>
}

export interface Database {
  readonly select: <T>(query: Sql) => Promise<T[]>
  /** Rows as they come; the query ends when the reader does. */
  readonly stream: <T>(query: Sql) => AsyncIterable<T>
  /** Runs `work` in one transaction: committed if it returns, undone if it throws. */
  readonly transaction: <T>(work: (writer: Writer) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string
  /** What DuckDB may hold in memory, e.g. `512MB`. @default '1GB' */
  readonly memoryLimit?: string
}

/** Only one process at a time may open a database. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse'
}

/** Throws `DatabaseInUse`, or what DuckDB says is wrong with the file. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const instance = await createInstance(options)
  const writing = await instance.connect()
  let turn: Promise<unknown> = Promise.resolve()

  async function transaction<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
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

  return {
    select: async (query) => {
      const connection = await instance.connect()
      try {
        return await selectOn(connection, query)
      } finally {
        connection.closeSync()
      }
    },
    stream: async function* <T>(query: Sql) {
      const connection = await instance.connect()
      try {
        const result = await connection.stream(...bound(query))
        for await (const rows of result.yieldRowObjectJs())
          for (const row of rows) yield plain(row) as T
      } finally {
        connection.closeSync()
      }
    },
    transaction: (work) => {
      const mine = turn.then(() => transaction(work))
      turn = mine.catch(() => {})
      return mine
    },
    close: async () => {
      await turn
      writing.closeSync()
      instance.closeSync()
    },
  }
}

async function createInstance({ path, memoryLimit }: DatabaseOptions): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(path, {
      // Without these two, a query can make DuckDB fetch an extension from the network.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      memory_limit: memoryLimit ?? '1GB',
      preserve_insertion_order: 'false',
      threads: '2',
    })
  } catch (error) {
    if (!String(error).includes('Could not set lock')) throw error
    throw new DatabaseInUse(`another process has opened ${path}: does a collector run already?`)
  }
}

async function selectOn<T>(connection: DuckDBConnection, query: Sql): Promise<T[]> {
  const reader = await connection.runAndReadAll(...bound(query))
  return reader.getRowObjectsJS().map((row) => plain(row) as T)
}

/** Whole numbers are bound as BIGINT: beside a DOUBLE every column is cast, and no block can be skipped. */
function bound(query: Sql): [text: string, values: DuckDBValue[], types: DuckDBType[]] {
  const text = query.parts.reduce((before, part, index) => `${before}$${index}${part}`)
  const values = query.values.map((value) =>
    Number.isInteger(value) ? BigInt(value as number) : value,
  )
  return [text, values, query.values.map(typeOf)]
}

function typeOf(value: SqlValue): DuckDBType {
  if (typeof value === 'string') return VARCHAR
  if (typeof value === 'boolean') return BOOLEAN
  return Number.isInteger(value) ? BIGINT : DOUBLE
}

/** Whole numbers come as bigint; above 2^53 they lose their last digits, as JSON would make them do. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  for (const key in row) if (typeof row[key] === 'bigint') row[key] = Number(row[key])
  return row
}
