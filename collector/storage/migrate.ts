// Brings a database to today's tables, a version at a time: each is there whole or not at all, and a newer one is left alone.
import { schemaOf } from './duckdb-count.ts'
import type { Database } from './duckdb-database.ts'
import { MIGRATIONS } from './migrations.ts'
import { raw, sql } from './sql.ts'

/** The database was written by a later version of this program. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase'
}

/** The version of the tables that this program knows. */
export const SCHEMA_NEWEST = MIGRATIONS.at(-1)?.version ?? 0

/** What is said where the tables are of a later version. */
export function newerThan(schema: number): string {
  return (
    `this data is of a later version of tidemark (its tables are version ${schema}, this one knows ` +
    `${SCHEMA_NEWEST}): nothing was changed. Install that version, or restore a backup made by this one`
  )
}

/** A crash between two versions is taken up by the next start. Throws `NewerDatabase`. */
export async function migrate(
  { select, transaction }: Pick<Database, 'select' | 'transaction'>,
  migrations = MIGRATIONS,
): Promise<void> {
  const current = await schemaOf(select)
  if (current > (migrations.at(-1)?.version ?? 0)) throw new NewerDatabase(newerThan(current))
  for (const { version, statements } of migrations) {
    if (version <= current) continue
    await transaction(async ({ run }) => {
      await run(raw('create table if not exists schema_version (version BIGINT)'))
      for (const statement of statements) await run(statement)
      await run(sql`insert into schema_version values (${version})`)
    })
  }
}
