// Visitors with ids as browsers keep them, each with page loads that order, click and see experiments: for tests of erasing.
import { createHash } from 'node:crypto'
import type { AnyEvent, Batch } from '../../packages/wire/event.ts'

const ID_CHARS = 28
export const ORDER_MINOR = 4_990

export interface Visitor {
  readonly at: number
  /** What their browser keeps. */
  readonly id: string
  /** The name under which they are stored: said here once more, so that it does not come from what is tested. */
  readonly stored: string
  /** The ids of all sessions that were sent. */
  readonly sessions: Set<string>
  /** What was sent last of each page load, in the order in which they began. */
  readonly loads: { readonly stream: string; seq: number }[]
}

const hex = (text: string): string => createHash('sha256').update(text).digest('hex')
const idOf = (text: string): string => hex(text).slice(0, ID_CHARS)

export function makeVisitor(site: string, at: number): Visitor {
  const id = idOf(`visitor ${at}`)
  const stored = hex(`${site}\n${id}`).slice(0, 32)
  return { at, id, stored, sessions: new Set(), loads: [] }
}

export interface Told {
  /** Of a page load before, counted from the last; else of a new one. */
  readonly ofLoad?: number
  readonly orders?: boolean
}

/** What `visitor` sends next; every third clicks, every fourth sees an experiment. */
export function nextBatch(
  visitor: Visitor,
  { ofLoad, orders = false }: Told = {},
): Omit<Batch, 'site'> {
  const { at, id, loads, sessions } = visitor
  const before = loads.at(-1)
  let load = ofLoad === undefined ? undefined : loads.at(ofLoad)
  if (!load) {
    load = { stream: idOf(`stream ${at} ${loads.length}`), seq: 0 }
    loads.push(load)
  }
  const session = idOf(`session ${at} ${loads.indexOf(load) >> 1}`)
  sessions.add(session)
  const isNew = load.seq === 0
  const nowMs = Date.now()
  const { stream } = load
  const first = load.seq
  const events = bodiesOf(visitor, orders ? `T-${stream.slice(0, 6)}-${first}` : undefined).map(
    (each, index) => ({
      ...each,
      seq: first + index + 1,
      timeMs: nowMs - 50,
      session,
      url: `https://shop.example/products/item-${at % 40}`,
    }),
  ) as AnyEvent[]
  load.seq += events.length
  return {
    sdk: '0.1.0',
    stream,
    sentMs: nowMs,
    emitted: load.seq,
    ...(isNew && before && { previous: [{ stream: before.stream, emitted: before.seq }] }),
    grant: { analytics: 'full', heatmaps: 'full', experiments: 'full' },
    visitor: id,
    language: 'en-GB',
    width: 390,
    events,
  }
}

function bodiesOf(
  { at }: Visitor,
  transaction_id: string | undefined,
): Pick<AnyEvent, 'type' | 'body'>[] {
  const items = [{ item_id: `item-${at % 40}`, price: ORDER_MINOR, quantity: 1 }]
  const bought = { items, currency: 'EUR', value: ORDER_MINOR }
  const told: (Pick<AnyEvent, 'type' | 'body'> | false)[] = [
    { type: 'page_view', body: { title: 'Linen throw' } },
    { type: 'view_item', body: bought },
    at % 3 === 0 && {
      type: 'heat',
      body: {
        width: 390,
        sample: 100,
        fold: 18,
        reach: 62,
        anchors: ['main a.pic'],
        points: [[0, 0, 118, 201, 8, 64]],
      },
    },
    at % 4 === 0 && {
      type: 'exposure',
      body: { experiment: 'hero', variation: at % 8 ? 'bold' : 'plain' },
    },
    transaction_id !== undefined && { type: 'purchase', body: { ...bought, transaction_id } },
  ]
  return told.filter((each) => each !== false)
}
