// The part of recommendations that comes once they are granted: remembers what was looked at, and answers slots.
import type { SlotName } from '../wire/model.ts'
import { answer } from './answer.ts'
import type { Listed, Source } from './answer.ts'
import type { Chunk, GetOptions, Running } from './feature.ts'
import type { Entry } from './history.ts'
import { createMemory } from './memory.ts'
import { openModel } from './model.ts'
import type { Recommendation } from './recommendation.ts'
import { watchSlots } from './watch-slots.ts'

/** Starts: from now on products are remembered, and slots are filled. */
export const begin: Chunk['begin'] = (context, options) => {
  const { env } = context
  const memory = createMemory(context)
  let model: Promise<Source> | undefined
  /** What each slot of the page shows, so that no two show the same. */
  let shown = new Map<SlotName, readonly string[]>()
  let href = ''
  let turn: Promise<unknown> = Promise.resolve()

  const list = async (slot: SlotName, { count = 4, item }: GetOptions) => {
    if (href !== env.location.href) shown = new Map()
    href = env.location.href
    const own = item ?? memory.current()?.id
    const entries = await memory.entries()
    const about = entries.find(({ id }) => id === own) ?? (own ? { id: own } : undefined)
    const taken = new Set([...shown].flatMap(([name, ids]) => (name === slot ? [] : ids)))
    if (slot === 'recently-viewed')
      return entries
        .filter(({ id }) => id !== own && !taken.has(id))
        .slice(0, count)
        .map(viewed)
    const source = await (model ??= openModel(env, options.model ?? '/r'))
    const listed = await answer(source, { slot, seen: entries, current: about, taken, count })
    return listed.map((each) => explained(each, entries))
  }

  const get: Running['get'] = (slot, asked) => {
    const answered = turn.then(async () => {
      const found = await list(slot, asked)
      const ids = found.map(({ id }) => id)
      shown.set(slot, ids)
      return found
    })
    turn = answered.catch(() => 0)
    return answered
  }

  const stopSlots = watchSlots(context, options.loadSlot, ({ fillSlots }) =>
    fillSlots(context, get, () => memory.currency() ?? options.currency),
  )
  return {
    hear: memory.hear,
    get,
    stop() {
      stopSlots()
      memory.close()
    },
  }
}

/** From the history alone: nothing has to be fetched for it. */
const viewed = ({ kind: _kind, ...card }: Entry): Recommendation => ({ ...card, from: 'viewed' })

function explained(
  { score: _score, because, ...card }: Listed,
  entries: readonly Entry[],
): Recommendation {
  const name = entries.find(({ id }) => id === because)?.name
  return { ...card, because: because ? { id: because, name } : undefined }
}
