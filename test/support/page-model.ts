// A shop of lamps, the model learned from visits to it, and the chunks: as a collector would serve them.
import { readAssets } from '../../collector/decide/assets.ts'
import type { Asset } from '../../collector/decide/assets.ts'
import { readChunks } from '../../collector/decide/chunks.ts'
import { buildModel } from '../../collector/recommend/build.ts'
import type { Facts } from '../../collector/recommend/build.ts'
import { gatherVisits } from '../../collector/recommend/visits.ts'
import { answer } from '../../packages/recommend/answer.ts'
import type { Listed, Question } from '../../packages/recommend/answer.ts'
import { readRows } from '../../packages/recommend/rows.ts'
import type { SiteConfig } from '../../packages/wire/decision.ts'
import { bucketOf } from '../../packages/wire/model.ts'
import type { Card, ModelHead } from '../../packages/wire/model.ts'
import { createPrng } from './prng.ts'

const ITEMS = 270
const VISITS = 3_000
const K = 3

export const idOf = (number: number) => `LAMP-${String(number).padStart(3, '0')}`

export interface PageModel {
  readonly head: ModelHead
  /** By path at the collector: head, shards and chunks. */
  readonly files: ReadonlyMap<string, Asset>
  /** What goes down with the tag. */
  readonly config: SiteConfig
  /** The same answer, worked out in this process from the same files. */
  readonly answer: (question: Question) => Promise<Listed[]>
}

/** Neighbouring numbers are looked at together, so that every list has an order. */
export async function makePageModel(): Promise<PageModel> {
  const prng = createPrng(7)
  const visits = Array.from({ length: VISITS }, (_, at) => {
    const first = prng.whole(0, ITEMS - 1)
    const items = Array.from({ length: 6 }, () => idOf((first + prng.whole(0, 9)) % ITEMS))
    return { visitor: `visitor-${at}`, timeMs: at * 60_000, items }
  })
  const facts = new Map<string, Facts>(
    Array.from({ length: ITEMS }, (_, at) => [
      idOf(at),
      {
        name: `Lamp ${at}`,
        category: `shelf ${at % 9}`,
        url: `http://127.0.0.1/lamp/${at}`,
        prices: { EUR: 1_000 + at, JPY: 500 + at },
      },
    ]),
  )
  const model = buildModel(gatherVisits(visits), { k: K, nowMs: 0, facts, told: [] })
  const head: ModelHead = { ...model.head, pins: {}, excluded: [] }
  const json = (value: object) => Buffer.from(JSON.stringify(value))
  const chunks = (await readAssets('dist/assets')).chunks
  const files = new Map<string, Asset>([
    ['/r/demo/head.json', { type: 'application/json', bytes: json(head) }],
    ...[...model.files].map(
      ([name, bytes]) => [`/r/demo/${name}`, { type: 'application/octet-stream', bytes }] as const,
    ),
    ...[...chunks].map(([name, asset]) => [`/m/${name}`, asset] as const),
  ])
  const ofFeature = Object.entries(readChunks(chunks)).filter(([name]) =>
    name.startsWith('recommend'),
  )
  const cards = Array.from({ length: head.cards.shards }, (_, at) => {
    const { bytes } = files.get(`/r/demo/${head.cards.folder}/${at}`)!
    return JSON.parse(Buffer.from(bytes).toString()) as Card[]
  }).flat()
  return {
    head,
    files,
    config: {
      site: 'demo',
      currency: 'EUR',
      recommend: true,
      chunks: Object.fromEntries(ofFeature),
    },
    answer: (question) =>
      answer(
        {
          head,
          card: async (place) => cards[place],
          row: async (id) => {
            const { folder, shards } = head.rows
            const { bytes } = files.get(`/r/demo/${folder}/${bucketOf(id, shards)}`)!
            return readRows(new Uint8Array(bytes)).get(id)
          },
        },
        question,
      ),
  }
}
