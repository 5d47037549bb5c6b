// A database of the first version becomes today's, and keeps its rows.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDuckdbDriver } from './drivers/duckdb.ts'
import { openDatabase } from './duckdb-database.ts'
import { MIGRATIONS } from './migrations.ts'
import { raw, sql } from './sql.ts'

const ADDED = ['may_train', 'item_list']

test('columns that were added are empty in rows that were there before', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-migrations-'))
  const database = await openDatabase({ path: ':memory:' })
  const driver = createDuckdbDriver(database)
  const insert = async (stream: string, more = {}) => {
    const path = join(folder, `${stream}.ndjson`)
    const event = { line: 'event', site: 'shop', stream, seq: 1, type: 'click', name: 'click' }
    await writeFile(path, JSON.stringify({ ...event, time_ms: 1, received_ms: 1, ...more }))
    await driver.insert({ name: stream, path })
  }
  await driver.migrate()
  await insert('before')
  await database.transaction(async ({ run }) => {
    for (const name of ADDED) await run(raw(`alter table events drop column ${name}`))
    await run(raw('drop table heat_cells'))
    await run(raw('drop table choices'))
    await run(raw('drop table leavings'))
    await run(raw('delete from schema_version where version > 1'))
  })

  await driver.migrate()
  await insert('after', { may_train: true, item_list: 'list' })
  const versions = sql`select count(*) as versions from schema_version`
  expect(await driver.select(versions)).toEqual([{ versions: MIGRATIONS.length }])
  expect(await driver.cells('shop')).toEqual([])
  const rows = sql`select stream, may_train, item_list from events order by stream desc`
  expect(await driver.select(rows)).toEqual([
    { stream: 'before', may_train: false, item_list: '' },
    { stream: 'after', may_train: true, item_list: 'list' },
  ])
  await driver.close()
  await rm(folder, { recursive: true })
})
