// Opens a DuckDB file, and speaks `Sql` on its connections: binds values, returns plain JavaScript.
import { BIGINT, BOOLEAN, DOUBLE, DuckDBInstance, VARCHAR } from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import type { Sql, SqlValue } from './sql.ts'

export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string
  /** What DuckDB may hold in memory, e.g. `1GB`. @default '512MB' */
  readonly memoryLimit?: string
  /** Leaves the file and its neighbours as they are; it must exist. */
  readonly isReadOnly?: boolean
}

/** An open file, and the one connection that writes to it. */
export interface Engine {
  readonly instance: DuckDBInstance
  readonly writing: DuckDBConnection
}

/** Only one process at a time may open a database. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse'
}

/** Throws `DatabaseInUse`, or what DuckDB says is wrong with the file. */
export async function openEngine(options: DatabaseOptions): Promise<Engine> {
  const instance = await createInstance(options)
  return { instance, writing: await instance.connect() }
}

export function closeEngine({ instance, writing }: Engine): void {
  writing.closeSync()
  instance.closeSync()
}

async function createInstance(options: DatabaseOptions): Promise<DuckDBInstance> {
  const { path, memoryLimit, isReadOnly } = options
  try {
    return await DuckDBInstance.create(path, {
      // Without these two, a query can make DuckDB fetch an extension from the network.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      memory_limit: memoryLimit ?? '512MB',
      preserve_insertion_order: 'false',
      // A query runs in the thread that asks: several run side by side, and none pays for dividing its work. Loading
      // takes half the CPU so, and what a board asks is several queries anyway.
      threads: '1',
      // Each checkpoint packs the last rows of the tables anew: rarely, since events come all the time.
      checkpoint_threshold: '64MB',
      ...(isReadOnly && { access_mode: 'READ_ONLY' }),
    })
  } catch (error) {
    if (!String(error).includes('Could not set lock')) throw error
    throw new DatabaseInUse(`another process has opened ${path}: does a collector run already?`)
  }
}

export async function selectOn<T>(connection: DuckDBConnection, query: Sql): Promise<T[]> {
  const reader = await connection.runAndReadAll(...bound(query))
  return reader.getRowObjectsJS().map((row) => plain(row) as T)
}

/** Whole numbers are bound as BIGINT: beside a DOUBLE every column is cast, and no block can be skipped. */
export function bound(query: Sql): [text: string, values: DuckDBValue[], types: DuckDBType[]] {
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
export function plain(row: Record<string, unknown>): Record<string, unknown> {
  for (const key in row) if (typeof row[key] === 'bigint') row[key] = Number(row[key])
  return row
}
