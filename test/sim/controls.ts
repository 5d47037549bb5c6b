// Stores that are broken on purpose: what the simulation must notice.
import type { LogLine, Row } from '../../collector/storage/columns.ts'
import type { Store } from '../../collector/storage/driver.ts'

/** Keeps every line it is given, however often. */
export function forgetfulStore(inner: Store, read: (path: string) => Promise<Uint8Array>): Store {
  const rows: Row[] = []
  return {
    ...inner,
    async insert({ path }) {
      for (const text of new TextDecoder()
        .decode(await read(path))
        .split('\n')
        .filter(Boolean)) {
        const { line, ...row } = JSON.parse(text) as LogLine
        if (line === 'event') rows.push(row as Row)
      }
      return { rows: 0 }
    },
    async *rows() {
      yield* rows
    },
  }
}

/** Gives the events of a stream other numbers than they had. */
export function reorderingStore(inner: Store): Store {
  return {
    ...inner,
    async *rows(site, fromMs, toMs) {
      for await (const row of inner.rows(site, fromMs, toMs)) yield { ...row, seq: 1_000 - row.seq }
    },
  }
}
