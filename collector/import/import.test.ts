// Files become batches that the collector's own parser takes, numbered alike whenever they are read.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BATCH_EVENTS_MAX } from '../../packages/wire/limits.ts'
import type { ImportedBatch } from '../../packages/wire/event.ts'
import { parseImportedBatch } from '../../packages/wire/parse.ts'
import { batchesOf } from './batches.ts'
import type { SourceRow } from './batches.ts'
import { MappingError, mappedRows, parseMapping } from './csv.ts'
import { eshop2008Rows, RecordError } from './presets/eshop2008.ts'
import { readRecords } from './records.ts'
import { sampleVisits } from './sample.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-import-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const each of from) found.push(each)
  return found
}

async function* each<T>(values: readonly T[]): AsyncIterable<T> {
  yield* values
}

const row = (stream: string): SourceRow => ({
  stream,
  event: {
    type: 'page_view',
    timeMs: 1,
    session: 'session-1',
    url: 'https://shop.example/',
    body: {},
  },
})

/** Stream, emitted and seqs of each batch. */
const shape = (batches: readonly ImportedBatch[]) =>
  batches.map(({ stream, emitted, events }) => [stream, emitted, events.map(({ seq }) => seq)])

describe('batches', () => {
  test('number the rows of a stream in the order of the file', async () => {
    const rows = ['a', 'a', 'b', 'a'].map((name) => row(`stream-${name}`))
    expect(shape(await all(batchesOf(each(rows), 'shop')))).toEqual([
      ['stream-a', 2, [1, 2]],
      ['stream-b', 1, [1]],
      ['stream-a', 3, [3]],
    ])
  })

  test('hold no more events than one may', async () => {
    const rows = Array.from({ length: BATCH_EVENTS_MAX + 1 }, () => row('stream-a'))
    const batches = await all(batchesOf(each(rows), 'shop'))
    expect(batches.map(({ events }) => events.length)).toEqual([BATCH_EVENTS_MAX, 1])
  })
})

describe('records', () => {
  const csv = '\ufeffname,note\r\n"a ""b""","x\ny"\r\nc,\r\n'
  const records = [
    { name: 'a "b"', note: 'x\ny' },
    { name: 'c', note: '' },
  ]

  test.each([
    ['plain.csv', Buffer.from(csv)],
    ['packed.gz', gzipSync(csv)],
  ])('are read from %s', async (name, bytes) => {
    const file = join(folder, name)
    await writeFile(file, bytes)
    expect(await all(readRecords(file, ','))).toEqual(records)
  })

  test('a torn gzip file is an error', async () => {
    const file = join(folder, 'torn.gz')
    await writeFile(file, gzipSync(csv).subarray(0, 25))
    await expect(all(readRecords(file, ','))).rejects.toThrow()
  })
})

describe('eshop2008', () => {
  const record = {
    year: '2008',
    month: '4',
    day: '1',
    order: '3',
    country: '29',
    session_id: '17',
    main_category: '2',
    model: '71',
  }

  test('a record is a page view on its day, in its order', async () => {
    const [batch] = await all(batchesOf(eshop2008Rows(each([record])), 'shop'))
    expect(batch).toMatchObject({
      stream: 'eshop2008-00017',
      visitor: 'eshop2008-00017',
      country: 'PL',
      emitted: 1,
    })
    expect(batch?.events[0]).toMatchObject({
      seq: 1,
      timeMs: Date.parse('2008-04-01T12:00:03Z'),
      url: 'https://eshop2008.example/skirts/71',
    })
    expect(parseImportedBatch(batch, '').refused).toEqual([])
  })

  test.each([
    ['12', undefined],
    ['43', undefined],
    ['1', 'AU'],
    ['42', 'US'],
  ])('country %s is %s', async (country, expected) => {
    const [found] = await all(eshop2008Rows(each([{ ...record, country }])))
    expect(found?.country).toBe(expected)
  })

  test('another kind of file is named as such', async () => {
    await expect(all(eshop2008Rows(each([{ year: 'x' }])))).rejects.toThrow(RecordError)
  })
})

describe('a mapping', () => {
  const mapping = parseMapping(
    {
      stream: 'orders-{number}',
      session: 'orders-{number}',
      visitor: '{customer}',
      time: '{at}',
      url: 'https://shop.example/done',
      event: '{kind}',
      body: { transaction_id: '{number}', currency: 'EUR' },
      numbers: { value: '{cents}' },
    },
    '',
  )
  const record = {
    number: '1001',
    customer: '',
    at: '2026-01-01T00:00Z',
    kind: 'purchase',
    cents: '500',
  }

  test('feeds the fields of an event', async () => {
    const [batch] = await all(batchesOf(mappedRows(each([record]), mapping), 'shop'))
    expect(batch).not.toHaveProperty('visitor')
    expect(parseImportedBatch(batch, '').batch.events).toEqual([
      {
        seq: 1,
        type: 'purchase',
        timeMs: Date.parse('2026-01-01'),
        session: 'orders-1001',
        url: 'https://shop.example/done',
        body: { items: [], transaction_id: '1001', currency: 'EUR', value: 500 },
      },
    ])
  })

  test('a name that is none of ours becomes a custom event', async () => {
    const [found] = await all(mappedRows(each([{ ...record, kind: 'loyalty' }]), mapping))
    expect(found?.event).toMatchObject({ type: 'custom', body: { name: 'loyalty' } })
  })

  test.each([
    ['a missing column', { number: '1' }],
    ['no time', { ...record, at: 'soon' }],
  ])('%s is named', async (_, bad) => {
    await expect(all(mappedRows(each([bad]), mapping))).rejects.toThrow(MappingError)
  })
})

describe('sample visits', () => {
  const NOW_MS = Date.parse('2026-06-10T15:30Z')

  /** Each visit as text, by its stream. */
  async function visitsAt(nowMs: number): Promise<Map<string, string>> {
    const visits = await all(sampleVisits('demo', nowMs, 10))
    return new Map(visits.map((visit) => [visit.stream, JSON.stringify(visit)]))
  }

  test('are taken whole by the parser, and end before the hour', async () => {
    const visits = await all(sampleVisits('demo', NOW_MS))
    expect(visits.length).toBeGreaterThan(7_000)
    expect(visits.flatMap((visit) => parseImportedBatch(visit, '').refused)).toEqual([])
    const ends = visits.map(({ events }) => events.at(-1)?.timeMs ?? Infinity)
    expect(Math.max(...ends)).toBeLessThan(Date.parse('2026-06-10T15:00Z'))
    const orders = visits.filter(({ events }) => events.some(({ type }) => type === 'purchase'))
    expect(orders.length / visits.length).toBeGreaterThan(0.01)
    expect(orders.length / visits.length).toBeLessThan(0.05)
  })

  test('are the same within the hour, and a day later the days before are', async () => {
    const first = await visitsAt(NOW_MS)
    const sameHour = await visitsAt(NOW_MS + 60_000)
    expect(sameHour.size).toBe(first.size)
    expect([...first].filter(([stream, visit]) => sameHour.get(stream) !== visit)).toEqual([])
    const nextDay = await visitsAt(NOW_MS + 86_400_000)
    const kept = [...first].filter(([stream]) => nextDay.has(stream))
    expect(kept.length).toBeGreaterThan(first.size * 0.8)
    expect(kept.filter(([stream, visit]) => nextDay.get(stream) !== visit)).toEqual([])
  })
})
