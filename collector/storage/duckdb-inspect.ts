// Looks at all of a database for what cannot be: rows that are there twice, a ledger that contradicts itself, broken documents.
import { countAll } from './duckdb-count.ts'
import type { Counted } from './duckdb-count.ts'
import type { Database } from './duckdb-database.ts'
import { newerThan, SCHEMA_NEWEST } from './migrate.ts'
import { raw } from './sql.ts'

export interface Inspection extends Counted {
  /** One sentence each; none where all is well. */
  readonly faults: readonly string[]
}

/** Of faults of one kind so many are named. */
const NAMED_MAX = 5

/** What is wrong, by the table it is asked of: `what` names one case. */
const CHECKS: readonly {
  readonly table: string
  readonly fault: string
  readonly query: string
}[] = [
  {
    table: 'events',
    fault: 'stored more than once',
    query: `select site || ' ' || stream || ' ' || seq as what from events
      group by site, stream, seq having count(*) > 1`,
  },
  {
    table: 'events',
    fault: 'an event without site, stream or number',
    query: `select coalesce(site, '?') || ' ' || coalesce(stream, '?') as what from events
      where site is null or stream is null or seq is null`,
  },
  {
    table: 'voids',
    fault: 'a range that ends before it begins',
    query: `select site || ' ' || stream || ' ' || from_seq || '-' || to_seq as what from voids
      where from_seq > to_seq`,
  },
  {
    table: 'segments',
    fault: 'a segment that was loaded more than once',
    query: `select name as what from segments group by name having count(*) > 1`,
  },
  {
    table: 'segments',
    fault: 'a segment in the ledger without its name or time',
    query: `select coalesce(name, '?') as what from segments where name is null or loaded_ms is null`,
  },
  {
    table: 'documents',
    fault: 'a document that is not JSON',
    query: `select kind || ' ' || key as what from documents where not json_valid(body::varchar)`,
  },
]

export async function inspectDatabase(select: Database['select']): Promise<Inspection> {
  const { rows, schema } = await countAll(select)
  if (schema > SCHEMA_NEWEST) return { schema, rows, faults: [newerThan(schema)] }
  const faults: string[] = []
  for (const { table, fault, query } of CHECKS) {
    if (rows[table] === undefined) continue
    const found = await select<{ what: string }>(raw(`${query} limit ${NAMED_MAX + 1}`))
    const named = found.slice(0, NAMED_MAX).map(({ what }) => what)
    if (found.length > NAMED_MAX) named.push('…')
    if (found.length > 0) faults.push(`${fault}: ${named.join(', ')}`)
  }
  return { schema, rows, faults }
}
