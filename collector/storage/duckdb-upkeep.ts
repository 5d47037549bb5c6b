// Remembers, among the documents, whether the file holds remains of erased rows, and when it was last rewritten.
import type { Database, Writer } from './duckdb-database.ts'
import { sql } from './sql.ts'

export interface Upkeep {
  /** Absent where nothing was erased since the file was last rewritten. */
  readonly erasedMs?: number
  readonly compactedMs?: number
}

const KIND = 'upkeep'

/** In the transaction that erases: the one is never there without the other. */
export async function markErased(writer: Writer): Promise<void> {
  await writer.run(sql`
    insert or replace into documents
    values (${KIND}, 'erased', json_object('atMs', epoch_ms(current_timestamp)))`)
}

export async function markCompacted(writer: Writer, nowMs: number): Promise<void> {
  await writer.run(sql`delete from documents where kind = ${KIND} and key = 'erased'`)
  await writer.run(sql`
    insert or replace into documents
    values (${KIND}, 'compacted', json_object('atMs', ${nowMs}))`)
}

export async function readUpkeep(select: Database['select']): Promise<Upkeep> {
  const rows = await select<{ key: string; atMs: number }>(sql`
    select key, (body->>'atMs')::bigint as "atMs" from documents where kind = ${KIND}`)
  return Object.fromEntries(rows.map(({ key, atMs }) => [`${key}Ms`, atMs]))
}
