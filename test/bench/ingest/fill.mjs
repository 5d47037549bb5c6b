// Millions of stored events, put into a database at once: what a collector has after a while.
import { DuckDBInstance } from '@duckdb/node-api'
import { load } from '../load.mjs'

/** Fills the table as a loader would have; `site`: SQL of `i`, the number of the event: sites, visitors and times spread, in the order of receipt, one every `everyMs`. */
export async function fill(path, { events, site, everyMs = 200 }) {
  const { EVENT_COLUMNS } = await load('collector/storage/columns.ts')
  const instance = await DuckDBInstance.create(path, { memory_limit: '2GB' })
  const connection = await instance.connect()
  const names = EVENT_COLUMNS.map(({ name }) => name)
  const values = {
    site,
    stream: `substr(md5((i // 6)::varchar), 1, 22)`,
    seq: 'i % 6 + 1',
    type: `case when i % 6 = 0 then 'page_view' else 'custom' end`,
    name: `case when i % 6 = 0 then 'page_view' else 'spin' end`,
    time_ms: `${Date.now()} - (${events} - i) * ${everyMs}`,
    client_ms: `${Date.now()} - (${events} - i) * ${everyMs}`,
    received_ms: `${Date.now()} - (${events} - i) * ${everyMs}`,
    visitor: `'visitor-' || (hash(i // 24) % 500000)`,
    session: `'session-' || (i // 12)`,
    host: `'shop.example'`,
    path: `'/products/item-' || (hash(i) % 400)`,
    body: `'{}'`,
  }
  const empty = { text: `''`, int: '0', flag: 'false', json: `'{}'` }
  const columns = EVENT_COLUMNS.map(
    ({ name, kind, nullable }) => values[name] ?? (nullable ? 'null' : empty[kind]),
  )
  await connection.run(
    `insert into events (${names.join(', ')}) select ${columns.join(', ')} from range(${events}) t(i)`,
  )
  connection.closeSync()
  instance.closeSync()
}
