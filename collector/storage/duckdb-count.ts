// Counts the rows of every table that outlives the process, and says which version the tables are of.
import type { Sql } from './sql.ts'
import { raw } from './sql.ts'

/** How many rows each table has. */
export type TableRows = Readonly<Record<string, number>>

export interface Counted {
  readonly rows: TableRows
  /** The version of the tables, 0 where there are none. */
  readonly schema: number
}

type Select = <T>(query: Sql) => Promise<T[]>

const TABLES = raw(`
  select table_name as name from duckdb_tables()
  where database_name = current_database() and not temporary order by name`)

/** Of one moment only where `select` asks within one transaction. */
export async function countAll(select: Select): Promise<Counted> {
  const rows: Record<string, number> = {}
  for (const { name } of await select<{ name: string }>(TABLES)) {
    const [counted] = await select<{ rows: number }>(raw(`select count(*) as rows from "${name}"`))
    rows[name] = counted?.rows ?? 0
  }
  return { rows, schema: await schemaOf(select) }
}

export async function schemaOf(select: Select): Promise<number> {
  const tables = await select<{ name: string }>(TABLES)
  if (!tables.some(({ name }) => name === 'schema_version')) return 0
  const [row] = await select<{ version: number | null }>(
    raw('select max(version) as version from schema_version'),
  )
  return row?.version ?? 0
}
