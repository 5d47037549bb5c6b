// What a disk has damaged is put aside and named, the rest is loaded, and no crash in between loses any of it.
import { expect, test } from 'vitest'
import { createFakeFiles } from '../../test/support/fake-files.ts'
import type { FakeFiles } from '../../test/support/fake-files.ts'
import { createMemoryStore } from '../storage/drivers/memory.ts'
import type { Store } from '../storage/driver.ts'
import { createBacklog } from './backlog.ts'
import { sumLine } from './checksum.ts'
import { createLoader } from './loader.ts'
import { recover } from './recover.ts'

const GROUPS = 3
const PATH = '/log/0000000001-aa.v3.ndjson'

const line = (seq: number): string =>
  `${JSON.stringify({ line: 'event', site: 's', stream: 'stream-1', seq, type: 'page_view', time_ms: 1, received_ms: 1 })}\n`
const groupOf = (seq: number): Uint8Array => {
  const chunk = Buffer.from(line(seq))
  return Buffer.concat([chunk, sumLine([chunk])])
}

async function writeSegment(): Promise<FakeFiles> {
  const files = createFakeFiles()
  const file = await files.create(PATH)
  await file.writev([1, 2, 3].map(groupOf))
  await file.fdatasync()
  await files.syncFolder('/log')
  return files
}

/** Starts as a collector does, and loads all there is; answers what it has told. */
async function load(files: FakeFiles, store: Store): Promise<string[]> {
  const told: string[] = []
  const loader = createLoader({
    folder: '/log',
    files,
    store,
    backlog: createBacklog(1e9),
    logger: { write: (what) => told.push(what) },
    wait: async () => {
      if (told.length > 20) throw new Error('it tries for ever')
    },
    onDamaged: () => told.push('damaged'),
  })
  const { segments } = await recover(files, '/log')
  for (const segment of segments) loader.add(segment)
  await loader.drained()
  return told
}

async function seqs(store: Store): Promise<number[]> {
  const found: number[] = []
  for await (const { seq } of store.rows('s', 0, 10)) found.push(seq)
  return found.toSorted()
}

test('a whole segment is loaded and gone', async () => {
  const files = await writeSegment()
  const store = createMemoryStore(files.read)
  expect(await load(files, store)).toEqual([])
  expect(await seqs(store)).toEqual([1, 2, 3])
  expect(await files.list('/log')).toEqual([])
})

test('each flipped byte costs its own group, is told, and leaves the segment as it was found', async () => {
  const size = groupOf(1).length * GROUPS
  for (let at = 0; at < size; at += 7) {
    const files = await writeSegment()
    files.flip(PATH, at)
    const store = createMemoryStore(files.read)
    const before = await files.read(PATH)
    expect(await load(files, store), `byte ${at}`).toEqual(['damaged', 'segment_damaged'])
    const hit = Math.floor((at * GROUPS) / size) + 1
    expect(await seqs(store), `byte ${at}`).toEqual([1, 2, 3].filter((seq) => seq !== hit))
    expect(await files.list('/log')).toEqual([`${PATH.slice(5)}.damaged`])
    expect(await files.read(`${PATH}.damaged`)).toEqual(before)
  }
})

test('a sealed segment that was cut is damaged, not torn', async () => {
  const files = await writeSegment()
  await files.truncate(PATH, groupOf(1).length * 2 + 5)
  const store = createMemoryStore(files.read)
  expect(await load(files, store)).toEqual(['damaged', 'segment_damaged'])
  expect(await seqs(store)).toEqual([1, 2])
})

test('a sealed segment that was cut between two groups is known by its length, once', async () => {
  for (let kept = 0; kept < GROUPS; kept++) {
    const size = groupOf(1).length
    const files = await writeSegment()
    const path = PATH.replace('-aa', `-aa.${size * GROUPS}`)
    await files.rename(PATH, path)
    await files.truncate(path, size * kept)
    const store = createMemoryStore(files.read)
    // The store is away until the next start: what was mended then is not taken for cut again.
    const away = { ...store, insert: () => Promise.reject(new Error('away')) }
    await expect(load(files, away)).rejects.toThrow('for ever')
    expect(await load(files, store)).toEqual(['damaged', 'segment_damaged'])
    expect(await seqs(store)).toEqual([1, 2, 3].slice(0, kept))
    expect(await files.list('/log')).toEqual([`${path.slice(5)}.damaged`])
    expect(await files.size(`${path}.damaged`)).toBe(size * kept)
  }
})

test('power lost at any call of it: the whole groups are loaded in the end, each once', async () => {
  const whole = await writeSegment()
  whole.flip(PATH, 5)
  const first = whole.callsCount()
  await load(whole, createMemoryStore(whole.read))
  const calls = whole.callsCount() - first
  expect(calls).toBeGreaterThan(8)
  for (let call = 1; call <= calls; call++) {
    const files = await writeSegment()
    files.flip(PATH, 5)
    const store = createMemoryStore(files.read)
    let isDead = false
    files.failAt(files.callsCount() + call)
    const loader = createLoader({
      folder: '/log',
      files,
      store,
      backlog: createBacklog(1e9),
      logger: { write: () => {} },
      // The first failure is the end of this collector.
      wait: () => {
        isDead = true
        return new Promise(() => {})
      },
      onDamaged: () => {},
    })
    const found = await recover(files, '/log').catch(() => undefined)
    for (const segment of found?.segments ?? []) loader.add(segment)
    if (found) await Promise.race([loader.drained(), untilTrue(() => isDead)])
    files.crash()
    await load(files, store)
    expect(await seqs(store), `call ${call}`).toEqual([2, 3])
    const left = await files.list('/log')
    expect(left, `call ${call}`).toEqual([`${PATH.slice(5)}.damaged`])
  }
})

test('whichever call fails, the next try goes on, and what is damaged is told', async () => {
  const whole = await writeSegment()
  whole.flip(PATH, 5)
  const before = whole.callsCount()
  await load(whole, createMemoryStore(whole.read))
  const calls = whole.callsCount() - before
  for (let call = 1; call <= calls; call++)
    for (const code of ['EIO', 'ENOSPC']) {
      const files = await writeSegment()
      files.flip(PATH, 5)
      const store = createMemoryStore(files.read)
      files.failAt(files.callsCount() + call, code)
      // A start that fails is made again.
      const told = await load(files, store).catch(() => load(files, store))
      const what = `call ${call}, ${code}`
      expect(
        told.filter((each) => each !== 'load_failed'),
        what,
      ).toEqual(['damaged', 'segment_damaged'])
      expect(await seqs(store), what).toEqual([2, 3])
      expect(await files.list('/log'), what).toEqual([`${PATH.slice(5)}.damaged`])
    }
})

async function untilTrue(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
