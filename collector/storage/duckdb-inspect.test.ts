// What cannot be in a database is found and named; a sound one has no fault.
import { expect, test } from 'vitest'
import { createDuckdbDriver } from './drivers/duckdb.ts'
import { openDatabase } from './duckdb-database.ts'
import { raw } from './sql.ts'

const event = (stream: string, seq: number | null) =>
  `insert into events (site, stream, seq) values ('shop', '${stream}', ${seq})`

test.each([
  ['stored more than once: shop a 1', [event('a', 1), event('a', 1), event('a', 2)]],
  ['an event without site, stream or number: shop a', [event('a', null)]],
  [
    'a range that ends before it begins: shop a 5-4',
    [`insert into voids values ('shop', 'a', 1, 5, 4, 'overflow')`],
  ],
  [
    'a segment that was loaded more than once: 1-a',
    [`insert into segments values ('1-a', 5), ('1-a', 6)`],
  ],
  [
    'a segment in the ledger without its name or time: 1-a',
    [`insert into segments values ('1-a', null)`],
  ],
])('%s', async (fault, statements) => {
  const database = await openDatabase({ path: ':memory:' })
  const driver = createDuckdbDriver(database)
  await driver.migrate()
  expect(await driver.file?.inspect()).toMatchObject({ faults: [] })
  await database.transaction(async ({ run }) => {
    for (const statement of statements) await run(raw(statement))
  })
  expect(await driver.file?.inspect()).toMatchObject({ faults: [fault] })
  await database.close()
})

test('of many faults of a kind some are named', async () => {
  const database = await openDatabase({ path: ':memory:' })
  const driver = createDuckdbDriver(database)
  await driver.migrate()
  await database.transaction(({ run }) =>
    run(raw(`insert into segments select range % 9, 1 from range(18)`)),
  )
  const inspection = await driver.file?.inspect()
  expect(inspection?.faults[0]).toMatch(/^a segment that was loaded more than once: (\d, ){5}…$/)
  await database.close()
})
