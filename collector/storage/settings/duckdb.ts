// Documents in a table beside the events.
import type { Documents } from '../documents.ts'
import type { Database } from '../duckdb-database.ts'
import type { DocumentKind } from '../kinds.ts'
import { sql } from '../sql.ts'

interface Stored {
  key: string
  body: string
}

export function createDuckdbDocuments(database: Database): Documents {
  return {
    get: async <T>(kind: DocumentKind, key: string) => {
      const [found] = await database.select<Stored>(
        sql`select key, body from documents where kind = ${kind} and key = ${key}`,
      )
      return found && (JSON.parse(found.body) as T)
    },
    put: async (kind, key, body) => {
      const text = JSON.stringify(body)
      await database.transaction((writer) =>
        writer.run(sql`insert or replace into documents values (${kind}, ${key}, ${text})`),
      )
    },
    delete: async (kind, key) => {
      await database.transaction((writer) =>
        writer.run(sql`delete from documents where kind = ${kind} and key = ${key}`),
      )
    },
    list: async <T>(kind: DocumentKind) => {
      const rows = await database.select<Stored>(
        sql`select key, body from documents where kind = ${kind} order by key`,
      )
      return rows.map(({ key, body }) => ({ key, body: JSON.parse(body) as T }))
    },
    newest: async <T>(
      kind: DocumentKind,
      { limit, before }: { limit: number; before?: string },
    ) => {
      const below = before === undefined ? sql`` : sql`and key < ${before}`
      const rows = await database.select<Stored>(sql`
        select key, body from documents where kind = ${kind} ${below}
        order by key desc limit ${limit}`)
      return rows.map(({ key, body }) => ({ key, body: JSON.parse(body) as T }))
    },
  }
}
