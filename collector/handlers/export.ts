// Hands out the stored rows of a site, a line each, as fast as they are read.
import { fail } from '../errors.ts'
import type { Handler } from '../http/call.ts'
import type { Sites } from '../sites/sites.ts'
import type { Row } from '../storage/columns.ts'
import type { Driver } from '../storage/driver.ts'

const ROWS_PER_CHUNK = 500

/** `site`, and optionally `fromMs` and `toMs`; without them all that is stored. */
export function exportHandler(driver: Driver, sites: Sites): Handler {
  return ({ query }) => {
    const site = query.get('site') ?? ''
    if (!sites.get(site)) fail('site_unknown', { path: 'site' })
    const fromMs = timeOf(query, 'fromMs', 0)
    const toMs = timeOf(query, 'toMs', Number.MAX_SAFE_INTEGER)
    return {
      status: 200,
      headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
      body: inChunks(driver.rows(site, fromMs, toMs)),
    }
  }
}

function timeOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null) return otherwise
  return /^\d{1,16}$/.test(text) ? Number(text) : fail('ask_invalid', { path: name })
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
