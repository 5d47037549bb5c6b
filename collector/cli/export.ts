// `tidemark export`: writes the stored events of a site to standard output.
import { createInterface } from 'node:readline'
import { EVENT_COLUMNS } from '../storage/columns.ts'
import type { Row } from '../storage/columns.ts'
import { readSettings } from '../settings.ts'
import { connect } from './client.ts'
import type { Client } from './client.ts'
import { UsageError } from './verb.ts'
import type { Arguments, Shell, Verb } from './verb.ts'

export const exportRows: Verb = {
  summary: 'write the stored events of a site to standard output',
  usage: `tidemark export --site SITE [--from TIME] [--to TIME] [--format ndjson|csv]

  --site SITE      whose events
  --from, --to     span of time, e.g. 2026-01-31 or 2026-01-31T12:00Z; \`to\` itself is not in it
  --format FORMAT  ndjson (default) or csv`,
  options: {
    site: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
  },
  run: async (given, shell) => {
    const format = given.text('format') ?? 'ndjson'
    if (format !== 'ndjson' && format !== 'csv')
      throw new UsageError('--format: expected ndjson or csv')
    const site = given.text('site')
    if (site === undefined) throw new UsageError('--site: expected the name of a site')
    const path = `/api/v1/sites/${encodeURIComponent(site)}/export?${queryOf(given)}`
    const client = await connect(readSettings(shell.environment).dataFolder)
    try {
      await copy(client, path, format, shell)
    } finally {
      client.close()
    }
  },
}

function queryOf(given: Arguments): URLSearchParams {
  const query = new URLSearchParams()
  for (const name of ['from', 'to']) {
    const time = given.text(name)
    if (time === undefined) continue
    const timeMs = Date.parse(time)
    if (!(timeMs >= 0)) throw new UsageError(`--${name}: expected a time like 2026-01-31`)
    query.set(`${name}Ms`, String(timeMs))
  }
  return query
}

async function copy(
  client: Client,
  path: string,
  format: 'ndjson' | 'csv',
  shell: Shell,
): Promise<void> {
  const answer = await client.open(path)
  answer.setEncoding('utf8')
  if (answer.statusCode !== 200) {
    const told = (await answer.toArray()).join('')
    throw new Error(`the collector refused: ${told}`)
  }
  if (format === 'ndjson') {
    for await (const chunk of answer as AsyncIterable<string>) await shell.out(chunk)
    return
  }
  const names = EVENT_COLUMNS.map(({ name }) => name)
  await shell.out(`${names.join(',')}\r\n`)
  for await (const line of createInterface({ input: answer })) {
    if (line === '') continue
    const row = JSON.parse(line) as Row
    await shell.out(`${names.map((name) => cell(row[name])).join(',')}\r\n`)
  }
}

/** Quoted as RFC 4180 says; text that a spreadsheet would run as a formula gets an apostrophe. */
function cell(value: Row[keyof Row]): string {
  if (value === null) return ''
  if (typeof value === 'object') return quoted(JSON.stringify(value))
  if (typeof value !== 'string') return String(value)
  return quoted(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
