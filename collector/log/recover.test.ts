// After a crash, the log holds whole lines only, all of them sealed and in order.
import { expect, test } from 'vitest'
import { createFakeFiles } from '../../test/support/fake-files.ts'
import type { FakeFiles } from '../../test/support/fake-files.ts'
import { recover } from './recover.ts'

async function write(files: FakeFiles, name: string, text: string): Promise<void> {
  const file = await files.create(`/log/${name}`)
  await file.writev([new TextEncoder().encode(text)])
  await files.syncFolder('/log')
}

test('cuts a torn tail at the last newline and seals the rest', async () => {
  const files = createFakeFiles()
  await write(files, '0000000007-aa.open', '{"a":1}\n{"b":2}\n{"c":')
  const { segments, nextNumber } = await recover(files, '/log')
  expect(segments).toEqual([
    {
      name: '0000000007-aa',
      path: '/log/0000000007-aa.ndjson',
      bytes: 16,
      isSummed: false,
      namesIds: true,
    },
  ])
  expect(nextNumber).toBe(8)
  files.crash()
  expect(new TextDecoder().decode(await files.read('/log/0000000007-aa.ndjson'))).toBe(
    '{"a":1}\n{"b":2}\n',
  )
})

test('removes a segment that never got a whole line', async () => {
  const files = createFakeFiles()
  await write(files, '0000000001-aa.open', '{"a"')
  expect((await recover(files, '/log')).segments).toEqual([])
  expect(await files.list('/log')).toEqual([])
})

test('lists leftovers in the order in which they were written', async () => {
  const files = createFakeFiles()
  await write(files, '0000000010-aa.ndjson', 'a\n')
  await write(files, '0000000009-ff.open', 'b\n')
  const { segments, nextNumber } = await recover(files, '/log')
  expect(segments.map(({ name }) => name)).toEqual(['0000000009-ff', '0000000010-aa'])
  expect(nextNumber).toBe(11)
})

test('an empty folder starts at one', async () => {
  expect(await recover(createFakeFiles(), '/log')).toEqual({ segments: [], nextNumber: 1 })
})

test('knows of each version whether it has sums, and whether it names visitors by their ids', async () => {
  const files = createFakeFiles()
  const names = ['01-a.ndjson', '02-b.v2.ndjson', '03-c.512.v2.ndjson', '04-d.512.v3.ndjson']
  for (const name of names) await write(files, name, 'a\n')
  const { segments } = await recover(files, '/log')
  expect(
    segments.map(({ name, isSummed, namesIds, sealedBytes }) => [
      name,
      isSummed,
      namesIds,
      sealedBytes,
    ]),
  ).toEqual([
    ['01-a', false, true, undefined],
    ['02-b', true, true, undefined],
    ['03-c', true, true, 512],
    ['04-d', true, false, 512],
  ])
})
