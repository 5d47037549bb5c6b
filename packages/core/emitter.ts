// Gives an event its envelope: who, when, where; nothing leaves once its purpose is gone.
import type { EventMap, EventType } from '../wire/event.ts'
import type { Grant, Purpose } from '../wire/purpose.ts'
import { address } from './address.ts'
import { tell } from './bus.ts'
import type { Bus } from './bus.ts'
import type { Env } from './env.ts'
import type { Feature, Heard } from './feature.ts'
import type { Queue } from './queue.ts'
import { sessionId } from './session.ts'

/** Sends an event for a feature's purpose; returns its seq, 0 where it went nowhere. `href`: the page it is about. */
export type Emit = <T extends EventType>(
  feature: Pick<Feature, 'purpose' | 'aggregate'>,
  type: T,
  body: EventMap[T],
  href?: string,
) => number

export function createEmitter(
  env: Env,
  bus: Bus,
  queue: Queue,
  level: (purpose: Purpose | null) => Grant,
): Emit {
  return ({ purpose, aggregate }, type, body, href = env.location.href) => {
    const isFull = level(purpose) === 'full'
    const told = isFull ? body : level(purpose) === 'aggregate' && aggregate?.(type, body)
    if (!purpose || !told) return 0
    const url = address(href)
    const seq = queue.hold(purpose, {
      type,
      timeMs: env.Date.now(),
      session: isFull ? sessionId(env, url) : queue.stream(),
      url: isFull ? url : url.split('?')[0]!,
      body: told,
    })
    tell(bus, type, told as Heard[typeof type])
    return seq
  }
}
