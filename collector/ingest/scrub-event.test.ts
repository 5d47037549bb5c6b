// Secrets in what an event says reach no line of the log; what things are counted by stays as it is.
import { beforeEach, expect, test } from 'vitest'
import type { AnyEvent, EventMap, EventType } from '../../packages/wire/event.ts'
import {
  batch,
  bytes,
  createRig,
  event,
  NOW_MS,
  ORIGIN,
  SENDER,
  storedIn,
} from '../../test/support/pipeline-rig.ts'
import type { Rig } from '../../test/support/pipeline-rig.ts'
import type { Pipeline } from './pipeline.ts'
import { scrubEvent } from './scrub-event.ts'

const CARD = '4111 1111 1111 1111'
const EMAIL = 'anna.smith@example.com'
const TOKEN = '9f86d081884c7d659a2feaa0c55ad015'
/** Luhn-valid, with the first digits of a card. */
const ORDER_ID = '4111111111111111'

let rig: Rig
let pipeline: Pipeline
beforeEach(async () => {
  rig = createRig()
  pipeline = await rig.start()
})

/** All lines of the log, as they lie on the disk. */
async function logged(): Promise<string> {
  const names = await rig.files.list('/log')
  const texts = await Promise.all(
    names.map(async (name) => Buffer.from(await rig.files.read(`/log/${name}`)).toString()),
  )
  return texts.join('\n')
}

const send = (...events: object[]) =>
  pipeline.accept(bytes(batch({ emitted: events.length, events })), SENDER)

const of = <T extends EventType>(type: T, body: EventMap[T], url = `${ORIGIN}/page`) =>
  ({ ...event(1), type, body, url }) as AnyEvent

const SAYING: readonly AnyEvent[] = [
  of('view_search_results', { search_term: `invoice ${EMAIL}` }),
  of('custom', {
    name: 'help',
    params: { question: `my card ${CARD} fails`, phone: '0171 9876543' },
  }),
  of(
    'page_view',
    { title: `${EMAIL} – My account` },
    `${ORIGIN}/verify/${TOKEN}?utm_source=${EMAIL}`,
  ),
  of('click', { link_url: `https://wa.me/491719876543`, link_domain: 'wa.me', outbound: true }),
  of('file_download', {
    link_url: `${ORIGIN}/invoice.pdf?X-Amz-Signature=${TOKEN}`,
    file_name: `invoice-${EMAIL}.pdf`,
    file_extension: 'pdf',
  }),
  of('form_submit', { form_name: EMAIL, form_destination: `${ORIGIN}/reset?token=${TOKEN}` }),
  of('add_to_cart', { items: [{ item_id: 'cup', item_name: `Cup for ${EMAIL}` }] }),
  of('sdk_error', { feature: 'track', message: `Bad answer for ${EMAIL}` }),
]

test('secrets in free text and in addresses do not reach the log', async () => {
  expect(await send(...SAYING.map((each, at) => ({ ...each, seq: at + 1 })))).toEqual({
    accepted: SAYING.length,
  })
  const lines = await logged()
  expect(lines.match(/"line":"event"/g)).toHaveLength(SAYING.length)
  for (const secret of [EMAIL, 'anna.smith', CARD, TOKEN, '9876543', '491719876543'])
    expect(lines).not.toContain(secret)
  expect(await storedIn(rig, pipeline)).toMatchObject([
    { body: { search_term: 'invoice [email]' } },
    { body: { question: 'my card [card] fails', phone: '[phone]' } },
    { path: '/verify/[token]', source: '[email]', body: { title: '[email] – My account' } },
    { body: { link_domain: 'wa.me' } },
    { body: { file_extension: 'pdf' } },
    { body: { form_name: '[email]' } },
    { body: { items: [{ item_id: 'cup', item_name: 'Cup for [email]' }] } },
    { body: { message: 'Bad answer for [email]' } },
  ])
})

test('what a server imports is no exception', async () => {
  const body = batch({ events: [SAYING[0]] })
  await pipeline.acceptImport(bytes(body), { receivedMs: NOW_MS })
  expect(await logged()).not.toContain(EMAIL)
})

test('what things are counted by stays, though it pass for a card', async () => {
  const item = { item_id: ORDER_ID, promotion_id: ORDER_ID, coupon: ORDER_ID }
  await send(of('purchase', { transaction_id: ORDER_ID, coupon: ORDER_ID, items: [item] }))
  expect(await storedIn(rig, pipeline)).toMatchObject([
    { transaction_id: ORDER_ID, body: { coupon: ORDER_ID, items: [item] } },
  ])
})

test('an event without a secret is the same object', () => {
  const said = of('view_search_results', { search_term: 'red shoes 42' })
  expect(scrubEvent(said)).toBe(said)
  const sold = of('add_to_cart', { items: [{ item_id: 'cup', item_name: 'Cup 300 ml' }] })
  expect(scrubEvent(sold)).toBe(sold)
})
