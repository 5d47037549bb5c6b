// The file is rewritten once a day at most, and only where the owner has erased something.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DatabaseBusy } from '../storage/duckdb-readers.ts'
import type { Upkeep } from '../storage/duckdb-upkeep.ts'
import { createCompaction } from './compaction.ts'

const DAY_MS = 86_400_000

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-compaction-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function createRig(upkeep: Upkeep) {
  const path = join(folder, 'tidemark.duckdb')
  await writeFile(path, 'rows')
  const rig = {
    nowMs: 100 * DAY_MS,
    runs: 0,
    upkeep,
    fails: false,
    isRead: false,
    logged: [] as string[],
  }
  const compaction = createCompaction({
    path,
    file: {
      upkeep: async () => rig.upkeep,
      compact: async (nowMs) => {
        rig.runs++
        if (rig.isRead) throw new DatabaseBusy('an export is under way')
        if (rig.fails) throw new Error('no room')
        rig.upkeep = { compactedMs: nowMs }
        return { bytesBefore: 4, bytesAfter: 2 }
      },
    },
    clock: { now: () => rig.nowMs },
    logger: { write: (what) => rig.logged.push(what) },
    wait: async () => {},
    inTurn: (work) => work(),
  })
  return { rig, compaction }
}

test('nothing is rewritten where nothing was erased', async () => {
  const { rig, compaction } = await createRig({})
  await compaction.tick()
  expect(rig.runs).toBe(0)
  rig.upkeep = { erasedMs: 5 }
  await compaction.tick()
  expect(rig.runs).toBe(1)
})

test('once a day, however much is erased; at once where it is asked for', async () => {
  const { rig, compaction } = await createRig({ erasedMs: 5 })
  await compaction.tick()
  rig.upkeep = { ...rig.upkeep, erasedMs: rig.nowMs }
  rig.nowMs += DAY_MS - 1
  await compaction.tick()
  expect(rig.runs).toBe(1)
  await expect(compaction.run()).resolves.toEqual({ bytesBefore: 4, bytesAfter: 2 })
  rig.upkeep = { ...rig.upkeep, erasedMs: rig.nowMs }
  rig.nowMs += DAY_MS
  await compaction.tick()
  expect(rig.runs).toBe(3)
  expect(rig.logged).toEqual(['compacted', 'compacted', 'compacted'])
})

test('what fails is told, and tried again the next day', async () => {
  const { rig, compaction } = await createRig({ erasedMs: 5 })
  rig.fails = true
  await compaction.tick()
  await compaction.tick()
  expect([rig.runs, rig.logged]).toEqual([1, ['compact_failed']])
  rig.fails = false
  rig.nowMs += DAY_MS
  await compaction.tick()
  expect(rig.upkeep).toEqual({ compactedMs: rig.nowMs })
  rig.fails = true
  await expect(compaction.run()).rejects.toThrow('no room')
})

test('where somebody reads for long, it is only put off', async () => {
  const { rig, compaction } = await createRig({ erasedMs: 5 })
  rig.isRead = true
  await compaction.tick()
  rig.isRead = false
  await compaction.tick()
  expect([rig.runs, rig.logged]).toEqual([2, ['compact_failed', 'compacted']])
})
