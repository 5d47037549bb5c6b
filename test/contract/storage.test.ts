// Runs the storage contract against every store; `DRIVERS=duckdb` narrows it.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import { createMemoryStore } from '../../collector/storage/drivers/memory.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import { sql } from '../../collector/storage/sql.ts'
import { heatContract } from './storage-heat.ts'
import { leavingContract } from './storage-leaving.ts'
import { storageContract } from './storage.ts'
import type { StorageRig } from './storage.ts'

type Opened = Pick<StorageRig, 'store' | 'streams'>

async function onDisk(open: (folder: string) => Promise<Opened>): Promise<StorageRig> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-storage-'))
  const { store, streams } = await open(folder)
  return {
    store,
    streams,
    write: async (name, text) => {
      const path = join(folder, `${name}.ndjson`)
      await writeFile(path, text)
      return { name, path }
    },
    dispose: async () => {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

const inOrder = (streams: readonly string[]): string[] => [...new Set(streams)].toSorted()

const STORES: Readonly<Record<string, (folder: string) => Promise<Opened>>> = {
  memory: async () => {
    const store = createMemoryStore((path) => readFile(path))
    return { store, streams: async () => inOrder(store.facts.map(({ stream }) => stream)) }
  },
  duckdb: async (folder) => {
    const store = createDuckdbDriver(await openDatabase({ path: join(folder, 'test.duckdb') }))
    const streams = async () => {
      const told = await store.select<{ stream: string }>(sql`
        select stream from streams union all select stream from voids`)
      return inOrder(told.map(({ stream }) => stream))
    }
    return { store, streams }
  },
}

const wanted = process.env['DRIVERS']?.split(',') ?? Object.keys(STORES)
for (const [name, open] of Object.entries(STORES))
  if (wanted.includes(name)) {
    storageContract(name, () => onDisk(open))
    heatContract(name, () => onDisk(open))
    leavingContract(name, () => onDisk(open))
  }
