// Hands out the stored rows of a site, a line each, as fast as they are read.
import type { ApiHandlers } from '../api/asked.ts'
import type { Row } from '../storage/columns.ts'
import type { Driver } from '../storage/driver.ts'

const ROWS_PER_CHUNK = 500

/** Between `fromMs` and `toMs`; without them all that is stored. */
export function exportHandler(driver: Driver): ApiHandlers['exportRows'] {
  return ({ site, query: { fromMs = 0, toMs = Number.MAX_SAFE_INTEGER } }) =>
    inChunks(driver.rows(site.id, fromMs, toMs))
}

async function* inChunks(rows: AsyncIterable<Row>): AsyncIterable<string> {
  let lines: string[] = []
  for await (const row of rows) {
    lines.push(`${JSON.stringify(row)}\n`)
    if (lines.length < ROWS_PER_CHUNK) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}
