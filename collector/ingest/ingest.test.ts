// A batch from a page: what is answered, what is stored, and what is refused.
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { BATCH_EVENTS_MAX, FUTURE_MAX_MS, REPEAT_WINDOW_MS } from '../../packages/wire/limits.ts'
import type { Sender } from './ingest.ts'
import {
  batch,
  bytes,
  createRig,
  event,
  faultOf,
  NOW_MS,
  ORIGIN,
  SENDER,
  storedIn,
} from '../../test/support/pipeline-rig.ts'
import type { Rig } from '../../test/support/pipeline-rig.ts'
import type { Pipeline } from './pipeline.ts'

let rig: Rig
let pipeline: Pipeline
beforeEach(async () => {
  rig = createRig()
  pipeline = await rig.start()
})

const stored = () => storedIn(rig, pipeline)

const send = (value: unknown, sender: Partial<Sender> = {}) =>
  pipeline.accept(bytes(value), { ...SENDER, ...sender })

describe('a batch from a page', () => {
  test('is stored with what the collector knows', async () => {
    expect(await send(batch())).toEqual({ accepted: 1 })
    expect(await stored()).toMatchObject([
      {
        site: 'shop',
        stream: 'stream-1',
        host: 'shop.example',
        path: '/page',
        source: 'news',
        medium: 'email',
        campaign: 'may',
        country: 'DE',
        device: 'desktop',
        browser: 'Chrome',
        bot: false,
        imported: false,
        received_ms: NOW_MS,
      },
    ])
  })

  test('may be gzipped', async () => {
    const packed = gzipSync(bytes(batch()))
    expect(await pipeline.accept(packed, SENDER)).toEqual({ accepted: 1 })
  })

  test('is known when it comes again', async () => {
    await send(batch())
    expect(await send(batch())).toEqual({ accepted: 1 })
    expect(await stored()).toHaveLength(1)
  })

  test('has its clock corrected, and the page’s own kept', async () => {
    const aheadMs = 3_600_000
    const timeMs = NOW_MS + aheadMs - 1000
    await send(batch({ sentMs: NOW_MS + aheadMs, events: [event(1, { timeMs })] }))
    expect(await stored()).toMatchObject([{ time_ms: NOW_MS - 1000, client_ms: timeMs }])
  })

  test('loses its visitor where no grant mints one', async () => {
    await send(batch({ grant: { analytics: 'aggregate' } }))
    expect(await stored()).toMatchObject([{ visitor: '' }])
  })

  test('half a character does not break the line', async () => {
    const title = 'a\ud800b\\ud800'
    await send(batch({ events: [event(1, { body: { title } })] }))
    expect(await stored()).toMatchObject([{ body: { title: 'a\ufffdb\\ud800' } }])
  })

  test('a robot is marked', async () => {
    await send(batch(), { userAgent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' })
    expect(await stored()).toMatchObject([{ bot: true }])
  })

  test('never writes the address', async () => {
    await send(batch())
    const names = await rig.files.list('/log')
    const kept = await Promise.all(names.map((name) => rig.files.read(`/log/${name}`)))
    expect(Buffer.concat(kept).toString()).toContain('"country":"DE"')
    expect(Buffer.concat(kept).toString() + rig.logged.join('')).not.toContain('203.0.113')
  })
})

describe('money', () => {
  const order = (fields: object) =>
    event(1, { type: 'purchase', body: { items: [], transaction_id: 'T-1', ...fields } } as never)

  test.each([
    [{ currency: 'EUR', value: 1000 }, 1000],
    [{ currency: 'USD', value: 1000 }, 900],
    [{ currency: 'JPY', value: 1000 }, 600],
    [{ currency: 'GBP', value: 1000 }, null],
    [{ currency: 'GBP', value: 0 }, 0],
    [{}, null],
  ])('%o is worth %s', async (fields, revenue) => {
    await send(batch({ events: [order(fields)] }))
    expect(await stored()).toMatchObject([{ revenue, transaction_id: 'T-1' }])
  })
})

describe('events at fault', () => {
  test('are refused one by one with their path, the rest is kept', async () => {
    const events = [
      event(1),
      event(2, { url: 'nowhere' }),
      event(3, { timeMs: NOW_MS - REPEAT_WINDOW_MS - 1 }),
      event(4, { timeMs: NOW_MS + FUTURE_MAX_MS + 1 }),
      event(5, { url: 'http://[' }),
      event(6),
    ]
    expect(await send(batch({ emitted: 6, events }))).toEqual({
      accepted: 2,
      refused: [
        { index: 1, code: 'event_invalid', path: 'events[1].url' },
        { index: 2, code: 'event_too_old', path: 'events[2].timeMs' },
        { index: 3, code: 'event_in_future', path: 'events[3].timeMs' },
        { index: 4, code: 'event_invalid', path: 'events[4].url' },
      ],
    })
    expect((await stored()).map(({ seq }) => seq)).toEqual([1, 6])
  })

  test('all of them: the batch is refused and nothing is written', async () => {
    const fault = await faultOf(send(batch({ grant: {} })))
    const refused = [{ index: 0, code: 'event_not_granted', path: 'events[0].type' }]
    expect(fault).toMatchObject({ status: 422, code: 'batch_refused', refused })
    expect(await stored()).toEqual([])
  })
})

describe('bodies at fault', () => {
  const one = new Uint8Array([0x7b, 0xff, 0x7d])
  test.each([
    ['no JSON', Buffer.from('{'), { status: 400, code: 'body_not_json' }],
    ['no UTF-8', one, { status: 400, code: 'body_not_json' }],
    ['broken gzip', new Uint8Array([0x1f, 0x8b, 1]), { status: 400, code: 'body_not_json' }],
    ['a bomb', gzipSync(Buffer.alloc(5_000_000, 32)), { status: 413, code: 'body_too_large' }],
    ['too long', Buffer.alloc(60_001, 32), { status: 413, code: 'body_too_large' }],
    ['null', bytes(null), { status: 400, code: 'batch_invalid', path: 'site' }],
    ['no such site', bytes(batch({ site: 'nope' })), { status: 404, code: 'site_unknown' }],
    ['a wrong field', bytes(batch({ stream: '' })), { code: 'batch_invalid', path: 'stream' }],
    [
      'too many events',
      bytes(batch({ events: Array(BATCH_EVENTS_MAX + 1).fill(0) })),
      { status: 400, code: 'batch_invalid', path: 'events' },
    ],
  ])('%s', async (_, body, expected) => {
    expect(await faultOf(pipeline.accept(body, SENDER))).toMatchObject(expected)
  })
})

describe('who may send', () => {
  test.each([undefined, 'null', 'https://evil.example', `${ORIGIN}.evil.example`])(
    'not %s',
    async (origin) => {
      const fault = await faultOf(send(batch(), { origin }))
      expect(fault).toMatchObject({ status: 403, code: 'origin_not_allowed' })
    },
  )

  test('any page, where the site says so', async () => {
    expect(await send(batch({ site: 'open' }), { origin: 'https://any.example' })).toEqual({
      accepted: 1,
    })
  })

  test('not too often from one address', async () => {
    for (let sent = 0; sent < 50; sent++) await send(batch())
    expect(await faultOf(send(batch()))).toMatchObject({ status: 429, code: 'rate_exceeded' })
    expect(await send(batch(), { address: '203.0.113.10' })).toEqual({ accepted: 1 })
  })
})

describe('streams', () => {
  const ended = (emitted: number) =>
    batch({ stream: 'stream-2', previous: [{ stream: 'stream-1', emitted }] })

  test('a later page hears which earlier streams have gaps', async () => {
    await send(batch({ emitted: 3, events: [event(1), event(3)] }))
    const wholeTo = (emitted: number) => [{ stream: 'stream-1', emitted }]
    expect(await send(ended(3))).toEqual({ accepted: 1, incomplete: wholeTo(1) })
    await send(batch({ emitted: 3, events: [event(2)] }))
    expect(await send(ended(3))).toEqual({ accepted: 1 })
    expect(await send(ended(4))).toEqual({ accepted: 1, incomplete: wholeTo(3) })
  })

  test('a void fills its gap', async () => {
    await send(batch({ emitted: 3, voids: [{ from: 2, to: 3, reason: 'overflow' }] }))
    expect(await send(ended(3))).toEqual({ accepted: 1 })
  })

  test('facts are written only where they say more than the events', async () => {
    await send(batch())
    await send(batch({ stream: 'stream-3', emitted: 2 }))
    await send(ended(1))
    await pipeline.drain()
    expect(rig.store.facts).toMatchObject([
      { stream: 'stream-3', emitted: 2, followed: false },
      { stream: 'stream-1', emitted: 1, followed: true },
    ])
  })

  test('after a restart nothing is taken for complete that is not known to be', async () => {
    await send(batch())
    pipeline = await rig.start()
    const incomplete = [{ stream: 'stream-1', emitted: 0 }]
    expect(await send(ended(1))).toEqual({ accepted: 1, incomplete })
  })
})
