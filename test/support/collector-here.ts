// A collector in this process over a real socket, with a database in memory: for checks of its API.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecret } from '../../collector/accounts/secret.ts'
import { systemClock } from '../../collector/clock.ts'
import { createCollector } from '../../collector/collector.ts'
import type { Collector, CollectorParts } from '../../collector/collector.ts'
import { diskFiles } from '../../collector/log/files.ts'
import { systemRandom } from '../../collector/random.ts'
import { trainHere } from '../../collector/recommend/training.ts'
import { startServer } from '../../collector/server.ts'
import { readSettings } from '../../collector/settings.ts'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import { createDuckdbDocuments } from '../../collector/storage/settings/duckdb.ts'

export interface CollectorHere {
  readonly url: string
  readonly collector: Collector
  /** By which a command shows itself. */
  readonly secret: string
  /** Asks with the right of a command, or with other headers. */
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Response>
  readonly stop: () => Promise<void>
}

export async function startHere(parts: Partial<CollectorParts> = {}): Promise<CollectorHere> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-here-'))
  const database = await openDatabase({ path: ':memory:' })
  const secret = createSecret(systemRandom)
  let port = 0
  const collector = await createCollector({
    settings: { ...readSettings({}), dataFolder: join(folder, 'data') },
    version: 'test',
    consoleOrigin: () => `http://localhost:${port}`,
    clock: systemClock,
    random: systemRandom,
    files: diskFiles,
    driver: createDuckdbDriver(database),
    documents: createDuckdbDocuments(database),
    assets: {
      tags: new Map([['', 'run("__TIDEMARK_CONFIG__")']]),
      chunks: new Map(),
      console: new Map(),
    },
    logger: { write: () => {} },
    wait: async () => {},
    startTraining: trainHere,
    cliSecret: secret,
    ...parts,
  })
  const server = await startServer(collector.handle, { host: '127.0.0.1', port: 0 })
  port = server.port
  const url = `http://localhost:${port}`
  return {
    url,
    collector,
    secret,
    ask: (method, path, body, headers = { authorization: `Bearer ${secret}` }) =>
      fetch(url + path, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    stop: async () => {
      await server.stop()
      await collector.stop()
      await rm(folder, { recursive: true })
    },
  }
}
