// Runs the storage contract against every store; `DRIVERS=duckdb` narrows it.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDuckdbDriver } from '../../collector/storage/drivers/duckdb.ts'
import { createMemoryStore } from '../../collector/storage/drivers/memory.ts'
import { openDatabase } from '../../collector/storage/duckdb-database.ts'
import type { Store } from '../../collector/storage/driver.ts'
import { heatContract } from './storage-heat.ts'
import { storageContract } from './storage.ts'
import type { StorageRig } from './storage.ts'

async function onDisk(open: (folder: string) => Promise<Store>): Promise<StorageRig> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-storage-'))
  const store = await open(folder)
  return {
    store,
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

const STORES: Readonly<Record<string, (folder: string) => Promise<Store>>> = {
  memory: async () => createMemoryStore((path) => readFile(path)),
  duckdb: async (folder) =>
    createDuckdbDriver(await openDatabase({ path: join(folder, 'test.duckdb') })),
}

const wanted = process.env['DRIVERS']?.split(',') ?? Object.keys(STORES)
for (const [name, open] of Object.entries(STORES))
  if (wanted.includes(name)) {
    storageContract(name, () => onDisk(open))
    heatContract(name, () => onDisk(open))
  }
