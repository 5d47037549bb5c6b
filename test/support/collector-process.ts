// Runs the built collector as a process of its own, on a free port and a fresh data folder.
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const MAIN = fileURLToPath(new URL('../../collector/dist/main.js', import.meta.url))
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024

export interface CollectorProcess {
  /** Where pages and the console reach it. */
  readonly url: string
  /** Asks the API with the right of whoever may read the data folder. */
  readonly ask: <T>(path: string, put?: object) => Promise<T>
  /** Runs a verb against it; answers what was printed. */
  readonly run: (...words: readonly string[]) => Promise<string>
  /** Bytes of memory that the process holds. */
  readonly residentBytes: () => Promise<number>
  readonly isRunning: () => boolean
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>
}

/** Starts a collector; `settings` are further variables of its environment. */
export async function startCollector(
  settings: Readonly<Record<string, string>> = {},
): Promise<CollectorProcess> {
  if (!existsSync(MAIN)) throw new Error('the collector is not built: run npm run build first')
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-collector-'))
  const port = await freePort()
  const env = {
    PATH: process.env.PATH,
    TIDEMARK_DATA: folder,
    TIDEMARK_PORT: String(port),
    ...settings,
  }
  const child = spawn(process.execPath, [MAIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  await listening(child)
  const token = JSON.parse(await readFile(join(folder, 'cli-token'), 'utf8')) as { secret: string }
  const url = `http://localhost:${port}`
  return {
    url,
    ask: async <T>(path: string, put?: object) => {
      const headers = {
        authorization: `Bearer ${token.secret}`,
        'content-type': 'application/json',
      }
      const write = put && { method: 'PUT', body: JSON.stringify(put) }
      const response = await fetch(url + path, { headers, ...write })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    run: async (...words) => {
      const options = { env, maxBuffer: OUTPUT_BYTES_MAX }
      return (await promisify(execFile)(process.execPath, [MAIN, ...words], options)).stdout
    },
    residentBytes: async () => {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(child.pid)])
      return Number(stdout) * 1024
    },
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      await stopped(child)
      await rm(folder, { recursive: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Waits until the process says that it listens; its pipes are read on, so that it never waits for us. */
function listening(child: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4_096)
      if (said.includes('listens on')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`the collector did not start: ${said}`)))
  })
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
