// Each segment reaches the store exactly once, through crashes and failures of the store.
import { expect, test } from 'vitest'
import type { Segment, Store } from '../storage/driver.ts'
import { createMemoryStore } from '../storage/drivers/memory.ts'
import { createBacklog } from './backlog.ts'
import { createFakeFiles } from '../../test/support/fake-files.ts'
import type { FakeFiles } from '../../test/support/fake-files.ts'
import { diskError, interpose } from '../../test/support/interposed-files.ts'
import type { Files } from './files.ts'
import { createLoader } from './loader.ts'
import type { Loader } from './loader.ts'
import type { SealedSegment } from './recover.ts'

const line = (seq: number): string =>
  `${JSON.stringify({ line: 'event', site: 's', stream: 'stream-1', seq, type: 'page_view', time_ms: 1, received_ms: 1 })}\n`

async function seal(files: FakeFiles, number: number): Promise<SealedSegment> {
  const path = `/log/${number}.ndjson`
  const file = await files.create(path)
  await file.writev([new TextEncoder().encode(line(number))])
  await file.fdatasync()
  await files.syncFolder('/log')
  return { name: String(number), path, bytes: line(number).length, isSummed: false }
}

function createRig(files: Files, store: Store) {
  const backlog = createBacklog(1e9)
  const pausesMs: number[] = []
  const loader: Loader = createLoader({
    folder: '/log',
    onDamaged: () => {},
    files,
    store,
    backlog,
    logger: { write: () => {} },
    wait: async (ms) => {
      if (pausesMs.push(ms) > 20) throw new Error('it tries for ever')
    },
  })
  return { loader, backlog, pausesMs }
}

async function seqs(store: Store): Promise<number[]> {
  const found: number[] = []
  for await (const { seq } of store.rows('s', 0, 10)) found.push(seq)
  return found
}

test('loads in order, removes the files and frees the backlog', async () => {
  const files = createFakeFiles()
  const store = createMemoryStore(files.read)
  const { loader, backlog } = createRig(files, store)
  for (const number of [1, 2, 3]) {
    const segment = await seal(files, number)
    backlog.add(segment.bytes)
    loader.add(segment)
  }
  await loader.drained()
  expect(await seqs(store)).toEqual([1, 2, 3])
  expect(await files.list('/log')).toEqual([])
  expect(backlog.bytes()).toBe(0)
})

test('a crash between commit and removal loads nothing twice', async () => {
  const files = createFakeFiles()
  const store = createMemoryStore(files.read)
  const segment = await seal(files, 1)
  const inserted: number[] = []
  const counting: Store = {
    ...store,
    insert: async (each: Segment) => {
      const answer = await store.insert(each)
      inserted.push(answer.rows)
      return answer
    },
  }
  // The removal is not synced, so that a loss of power brings the file back.
  const first = createRig(files, counting)
  first.loader.add(segment)
  await first.loader.drained()
  files.crash()
  expect(await files.list('/log')).toEqual(['1.ndjson'])
  const second = createRig(files, counting)
  second.loader.add(segment)
  await second.loader.drained()
  expect(inserted).toEqual([1, 0])
  expect(await seqs(store)).toEqual([1])
  expect(await files.list('/log')).toEqual([])
})

test('retries with growing pauses until the store is back', async () => {
  const files = createFakeFiles()
  const store = createMemoryStore(files.read)
  let failures = 3
  const flaky: Store = {
    ...store,
    insert: async (segment) => {
      if (failures-- > 0) throw new Error('busy')
      return store.insert(segment)
    },
  }
  const { loader, pausesMs } = createRig(files, flaky)
  loader.add(await seal(files, 1))
  await loader.drained()
  expect(pausesMs).toEqual([100, 200, 400])
  expect(loader.isFailing()).toBe(false)
  expect(await seqs(store)).toEqual([1])
})

test('a file that was removed with an error holds nothing up, and is loaded once', async () => {
  const files = createFakeFiles()
  const store = createMemoryStore(files.read)
  let inserts = 0
  const counting: Store = {
    ...store,
    insert: (segment) => {
      inserts++
      return store.insert(segment)
    },
  }
  let failures = 1
  const telling = interpose(files, async ({ name, run }) => {
    const answer = await run()
    if (name === 'unlink' && failures-- > 0) throw diskError('EIO', name)
    return answer
  })
  const { loader } = createRig(telling, counting)
  loader.add(await seal(files, 1))
  loader.add(await seal(files, 2))
  await loader.drained()
  expect(await seqs(store)).toEqual([1, 2])
  expect(inserts).toBe(2)
  expect(loader.isFailing()).toBe(false)
})

test('stop gives up on a store that stays away, and leaves the file', async () => {
  const files = createFakeFiles()
  const store = createMemoryStore(files.read)
  const broken: Store = {
    ...store,
    insert: async () => {
      throw new Error('gone')
    },
  }
  const { loader } = createRig(files, broken)
  loader.add(await seal(files, 1))
  await loader.stop()
  expect(loader.isFailing()).toBe(true)
  expect(await files.list('/log')).toEqual(['1.ndjson'])
})
