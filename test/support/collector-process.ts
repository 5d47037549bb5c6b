// A built collector with a data folder of its own, and the rights of whoever may read that folder.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeDataFolder, runCollector } from './run-collector.ts'

const PROGRAM = 'collector/dist/main.js'
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024
const execute = promisify(execFile)

export interface CollectorProcess {
  /** Where pages and the console reach it. */
  readonly url: string
  /** Asks the API with the right of whoever may read the data folder. */
  readonly ask: <T>(path: string, body?: object, method?: 'PUT' | 'POST') => Promise<T>
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
  const { data, remove } = await makeDataFolder()
  const collector = await runCollector({ data, env: settings })
  const file = await readFile(join(data, 'cli-token'), 'utf8')
  const { host, secret } = JSON.parse(file) as { host: string; secret: string }
  const url = `http://${host}`
  return {
    url,
    ask: async <T>(path: string, body?: object, method: 'PUT' | 'POST' = 'PUT') => {
      const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
      const write = body && { method, body: JSON.stringify(body) }
      const response = await fetch(url + path, { headers, ...write })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
    run: async (...words) => {
      const env = { ...process.env, ...settings, TIDEMARK_DATA: data }
      const options = { env, maxBuffer: OUTPUT_BYTES_MAX }
      return (await execute(process.execPath, [PROGRAM, ...words], options)).stdout
    },
    residentBytes: async () => {
      const status = await readFile(`/proc/${collector.pid}/status`, 'utf8')
      return 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1])
    },
    isRunning: collector.isRunning,
    stop: async () => {
      await collector.stop()
      await remove()
    },
  }
}
