// What a data folder of each version holds, and how the one of the present version is made: at each release that changes the tables.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pseudonymOf } from '../../../collector/privacy/pseudonym.ts'
import { createDuckdbDriver } from '../../../collector/storage/drivers/duckdb.ts'
import { openDatabase } from '../../../collector/storage/duckdb-database.ts'
import { createDuckdbDocuments } from '../../../collector/storage/settings/duckdb.ts'

/** 2026-01-10 00:00 UTC. */
export const FROM_MS = 1_768_003_200_000
const HOUR_MS = 3_600_000
const EVENTS = 48

/** What stood in the log of a version: an event, or what a page said of its stream. */
export type Line = Readonly<Record<string, unknown>>

export const SHOP = {
  name: 'Shop',
  currency: 'EUR',
  timeZone: 'UTC',
  origins: ['https://shop.example'],
  rates: { USD: 0.9 },
}

/** Events that are in the database of a version; those of `unloadedLines` are in its log alone. */
export function loadedLines(version: number): Line[] {
  return [...linesOf(version).slice(0, EVENTS - 8), ...streamLines()]
}

export function unloadedLines(version: number): Line[] {
  return linesOf(version).slice(EVENTS - 8)
}

function linesOf(version: number): Line[] {
  return Array.from({ length: EVENTS }, (_, at) => {
    const isOrder = at % 12 === 11
    const timeMs = FROM_MS + at * HOUR_MS
    return {
      line: 'event',
      site: 'shop',
      stream: `stream-${Math.floor(at / 6)}`,
      seq: (at % 6) + 1,
      type: isOrder ? 'purchase' : 'page_view',
      name: isOrder ? 'purchase' : 'page_view',
      time_ms: timeMs,
      client_ms: timeMs - 20,
      received_ms: timeMs + 500,
      visitor: `visitor-${Math.floor(at / 12)}`,
      session: `session-${Math.floor(at / 6)}`,
      host: 'shop.example',
      path: `/products/${at % 5}`,
      country: at % 2 === 0 ? 'DE' : 'FR',
      device: 'mobile',
      browser: 'Safari',
      language: 'de-DE',
      width: 390,
      ...(isOrder && {
        currency: 'EUR',
        value: 4990,
        revenue: 4990,
        transaction_id: `T-${at}`,
        body: { items: [{ item_id: `p-${at}`, price: 4990, quantity: 1 }] },
      }),
      ...(version >= 2 && { may_train: true }),
    }
  })
}

const streamLines = (): Line[] => [
  {
    line: 'stream',
    site: 'shop',
    stream: 'stream-0',
    received_ms: FROM_MS + HOUR_MS,
    emitted: 8,
    followed: true,
    voids: [{ from: 7, to: 8, reason: 'overflow' }],
  },
]

export const textOf = (lines: readonly Line[]): string =>
  lines.map((each) => `${JSON.stringify(each)}\n`).join('')

/** Since version 5 visitors are not stored under the ids of their browsers. */
export function named(line: Line): Line {
  return line['visitor'] ? { ...line, visitor: pseudonymOf('shop', String(line['visitor'])) } : line
}

/** Writes the folder of the present version; `closing` is the line that closes a group in its log, where there is one. */
export async function makeFolder(
  to: string,
  version: number,
  closing?: (chunks: Uint8Array[]) => Uint8Array,
): Promise<void> {
  const room = await mkdtemp(join(tmpdir(), 'tidemark-folder-'))
  const path = join(room, 'tidemark.duckdb')
  const database = await openDatabase({ path })
  const driver = createDuckdbDriver(database)
  await driver.migrate()
  const segment = join(room, '0000000001-00000001.ndjson')
  await writeFile(segment, textOf(loadedLines(version).map(named)))
  await driver.insert({ name: '0000000001-00000001', path: segment })
  await createDuckdbDocuments(database).put('site', 'shop', SHOP)
  await driver.close()

  await mkdir(join(to, 'log'), { recursive: true })
  await writeFile(join(to, 'tidemark.duckdb.gz'), gzipSync(await readFile(path), { level: 9 }))
  const lines = Buffer.from(textOf(unloadedLines(version).map(named)))
  const bytes = closing ? Buffer.concat([lines, closing([lines])]) : lines
  const name = `0000000002-00000002${closing ? '.v3' : ''}.ndjson`
  await writeFile(join(to, 'log', name), bytes)
  await rm(room, { recursive: true })
}
