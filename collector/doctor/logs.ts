// Finds out whether a proxy logs visitors' addresses: by a mark in a request, looked for in the logs afterwards.
import { open, readdir } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { ok, warn, wrong } from './finding.ts'
import type { Finding } from './finding.ts'

/** Where the proxies of Debian write. */
export const LOG_FOLDERS = ['/var/log/nginx', '/var/log/caddy'] as const
const TAIL_BYTES = 4 * 1024 * 1024
/** A proxy may write a little later than it answers. */
const TRIES = 4
const PAUSE_MS = 250

interface LogParts {
  readonly folders: readonly string[]
  /** Named by the operator: one that cannot be read is a mistake. */
  readonly files: readonly string[]
  readonly pause: (ms: number) => Promise<void>
}

interface Read {
  readonly path: string
  readonly text: string | undefined
}

export async function checkLogs(parts: LogParts, marker: string): Promise<Finding> {
  let logs = await readAll(parts)
  for (let tried = 1; tried < TRIES && !logs.some(holds(marker)); tried++) {
    await parts.pause(PAUSE_MS)
    logs = await readAll(parts)
  }
  const marked = logs.filter(holds(marker))
  const telling = marked.filter(({ text = '' }) =>
    text.split('\n').some((line) => line.includes(marker) && namesAddress(line)),
  )
  if (telling.length > 0)
    return wrong(
      'proxy’s log',
      `the addresses of visitors are written to ${telling.map(({ path }) => path).join(', ')}`,
      'switch it off for the collector’s paths: `access_log off;` in nginx, `skip_log` in Caddy',
    )
  const unread = logs.filter(({ text }) => text === undefined).map(({ path }) => path)
  if (unread.length > 0)
    return warn('proxy’s log', `${unread.join(', ')} cannot be read`, 'ask as root')
  if (logs.length === 0)
    return warn(
      'proxy’s log',
      'none was found to look into',
      'name those of your proxy: --log FILE, as often as there are some',
    )
  return ok('proxy’s log', `no address in ${logs.map(({ path }) => path).join(', ')}`)
}

const holds =
  (marker: string) =>
  ({ text }: Read): boolean =>
    text?.includes(marker) === true

async function readAll({ folders, files }: LogParts): Promise<Read[]> {
  const found: string[] = []
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => [])
    // What is packed was written before the request was made.
    found.push(...names.filter((name) => name.endsWith('.log')).map((name) => join(folder, name)))
  }
  return Promise.all([...found, ...files].map(async (path) => ({ path, text: await tailOf(path) })))
}

async function tailOf(path: string): Promise<string | undefined> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, size - buffer.length)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}

function namesAddress(line: string): boolean {
  return line
    .split(/[\s"'(){}[\],;=]+/)
    .some((word) => isIP(word.replace(/:\d+$/, '')) !== 0 || isIP(word) !== 0)
}
