// The small part of recommendations: holds questions and what was looked at until the chunk has come, and forgets on refusal.
import { dropDatabase, lazily } from '../core/index.ts'
import type { Context, Door, Feature, Stop } from '../core/index.ts'
import type { Commerce } from '../wire/event.ts'
import type { SlotName } from '../wire/model.ts'
import type { Recommendation } from './recommendation.ts'

export interface GetOptions {
  /** How many products at most. @default 4 */
  count?: number
  /** Id of the product that the page is about. @default the last that was viewed on it */
  item?: string | undefined
}

export interface RecommendOptions {
  /** Where the site's model lies. @default '/r' on the page's own origin */
  model?: string
  /** The currency that prices are shown in where no event has named one, ISO 4217. @default none: no price is shown */
  currency?: string
}

/** What the page's visitor did with products, as the chunk is told of it. */
export type Heard = readonly [type: 'view_item' | 'add_to_cart' | 'purchase', body: Commerce]

/** The chunk, at work. */
export interface Running {
  hear(heard: Heard): void
  get(slot: SlotName, options: GetOptions): Promise<readonly Recommendation[]>
  readonly stop: Stop
}

/** What the lazy chunk offers. */
export interface Chunk {
  begin(context: Context, options: RecommendOptions & Pick<Parts, 'loadSlot'>): Running
}

/** What the part for pages with slots offers, fetched once there is one. */
export interface SlotPart {
  fillSlots(context: Context, get: Running['get'], currencyOf: () => string | undefined): Stop
}

/** Where the code comes from that is fetched once recommendations are granted. */
export interface Parts {
  readonly load: () => Promise<Chunk>
  readonly loadSlot: () => Promise<SlotPart>
}

/** Methods work before the start and before consent, and never throw. */
export interface Recommend extends Feature {
  /**
   * Products for a slot, the best first. Waits for the visitor's choice; a refusal, like anything that goes wrong, is
   * an empty list.
   * @example const products = await recommend.get('related', { count: 6 })
   */
  get(slot: SlotName, options?: GetOptions): Promise<readonly Recommendation[]>
}

/** Everything that it keeps on the device. */
export const DATABASE = 'tm_recommend'
/** Questions and views held until the chunk has come. */
const HELD_MAX = 50

type Held = (running: Running | undefined) => void

/** Makes the feature. */
export function createRecommend({ load, ...options }: RecommendOptions & Parts): Recommend {
  let running: Running | undefined
  let held: Held[] | undefined = []

  const hold = (call: Held) => {
    if (running || !held) call(running)
    else if (held.length < HELD_MAX) held.push(call)
    else call(undefined)
  }
  const settle = (answered?: Running) => {
    const calls = held
    held = answered && []
    calls?.forEach((call) => call(answered))
  }
  const door: Door = {
    emit() {},
    open() {
      held ??= []
    },
    shut() {},
    refuse() {
      settle()
      dropDatabase(DATABASE)
    },
  }

  return {
    name: 'recommend',
    purpose: 'recommendations',
    door,
    // Heard from the start, since counting may tell of a product before this is granted; held in memory alone.
    prepare({ on }) {
      for (const type of ['view_item', 'add_to_cart', 'purchase'] as const)
        on(type, (body) => hold((chunk) => chunk?.hear([type, body])))
    },
    start(context) {
      return lazily(context, load, (chunk) => {
        running = chunk.begin(context, options)
        settle(running)
        return () => {
          running?.stop()
          running = undefined
        }
      })
    },
    get: (slot, options = {}) =>
      new Promise<readonly Recommendation[]>((resolve) =>
        hold((chunk) => resolve(chunk ? chunk.get(slot, options) : [])),
      ).catch(() => []),
  }
}
