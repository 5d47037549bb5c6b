// What leaves in a batch: the events as they wait, but for what a page should never have written into them.
import { expect, test } from 'vitest'
import type { AnyEvent } from '../wire/event.ts'
import { pack } from './batch.ts'

const event: AnyEvent = {
  seq: 1,
  timeMs: 1,
  session: 'session-1',
  url: 'https://shop.example/account/ann%40shop.example',
  type: 'page_view',
  body: { title: 'Ann, ann@shop.example', referrer: 'https://bank.example/4111111111111111' },
}

const head = { site: 'shop', sdk: '1', stream: 'stream-1', grant: {}, notice: undefined }

test('addresses and cards do not leave, and what waits is as it was', () => {
  const held = { purpose: 'analytics', event, bytes: 100 } as const
  const parcel = { head, emitted: 1, voids: [], events: [held] }
  const { body = '' } = pack(parcel, new Set(), 2, []) ?? {}
  expect((JSON.parse(body) as { events: unknown }).events).toEqual([
    {
      ...event,
      url: 'https://shop.example/account/[email]',
      body: { title: 'Ann, [email]', referrer: 'https://bank.example/[card]' },
    },
  ])
  expect(parcel.events).toEqual([held])
})

test('the names of elements stay, since changed they name none', () => {
  const anchors = ['a[href="mailto:ann@shop.example"]']
  const heat = { ...event, type: 'heat', body: { anchors } } as unknown as AnyEvent
  const parcel = {
    head,
    emitted: 1,
    voids: [],
    events: [{ purpose: 'heatmaps', event: heat, bytes: 100 } as const],
  }
  const { body = '' } = pack(parcel, new Set(), 2, []) ?? {}
  expect(JSON.parse(body)).toMatchObject({ events: [{ body: { anchors } }] })
})
