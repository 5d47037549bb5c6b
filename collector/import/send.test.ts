// Sending goes on until the collector has taken everything, and says how much of it was new.
import { describe, expect, test } from 'vitest'
import type { ImportedBatch } from '../../packages/wire/event.ts'
import type { Client, ClientAnswer } from '../cli/client.ts'
import { SendError, sendBatches, summaryOf } from './send.ts'

const batch = (number: number): ImportedBatch => ({
  site: 'shop',
  sdk: 'import-1',
  stream: `stream-${number}`,
  sentMs: 0,
  emitted: 1,
  grant: {},
  events: [
    {
      seq: 1,
      type: 'page_view',
      timeMs: 0,
      session: 'session-1',
      url: 'https://shop.example/',
      body: {},
    },
  ],
})

async function* batches(count: number): AsyncIterable<ImportedBatch> {
  for (let number = 0; number < count; number++) yield batch(number)
}

/** A collector that keeps streams, and answers as `answer` says where that says anything. */
function createRig(answer: (attempt: number) => ClientAnswer | undefined = () => undefined) {
  const stored = new Set<string>()
  let attempts = 0
  const requests: number[] = []
  const client: Client = {
    ask: async (method, _, body) => {
      if (method === 'GET') return { status: 200, body: JSON.stringify({ rows: stored.size }) }
      const fault = answer(++attempts)
      if (fault) return fault
      const taken = JSON.parse(body ?? '[]') as ImportedBatch[]
      requests.push(taken.length)
      for (const { stream } of taken) stored.add(stream)
      return { status: 202, body: JSON.stringify({ accepted: taken.length }) }
    },
    open: () => Promise.reject(new Error('not asked')),
    close: () => {},
  }
  const send = (count: number) =>
    sendBatches(batches(count), {
      client,
      site: 'shop',
      progress: { show: () => {}, end: () => {} },
      pause: async () => {},
      stopped: new AbortController().signal,
    })
  return { send, requests, attempts: () => attempts }
}

test('all arrive, and a second time all are known', async () => {
  const { send, requests } = createRig()
  expect(await send(1_200)).toMatchObject({ rows: 1_200, accepted: 1_200, known: 0 })
  expect(requests).toEqual([500, 500, 200])
  const again = await send(1_200)
  expect(again).toMatchObject({ accepted: 1_200, known: 1_200 })
  expect(summaryOf(again)).toBe(
    '1200 rows read, 1200 accepted, 1200 of them already known, 0 refused',
  )
})

describe('faults', () => {
  test.each([0, 429, 503])('status %s is tried again', async (status) => {
    const { send, attempts } = createRig((attempt) =>
      attempt < 3 ? { status, body: '{}' } : undefined,
    )
    expect(await send(1)).toMatchObject({ accepted: 1 })
    expect(attempts()).toBe(3)
  })

  test('a request at fault ends the import', async () => {
    const { send, attempts } = createRig(() => ({ status: 400, body: '{"code":"batch_invalid"}' }))
    await expect(send(1)).rejects.toThrow(SendError)
    expect(attempts()).toBe(1)
  })

  test('refused events are counted and named', async () => {
    const refused = [{ index: 0, code: 'event_invalid', path: '[0].events[0].url' }]
    const { send } = createRig(() => ({
      status: 422,
      body: JSON.stringify({ code: 'batch_refused', refused }),
    }))
    const sent = await send(1)
    expect(sent).toMatchObject({ rows: 1, accepted: 0, refused: 1 })
    expect(summaryOf(sent)).toContain('event_invalid at [0].events[0].url')
  })
})
