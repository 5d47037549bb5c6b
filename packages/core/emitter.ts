// Gives an event its envelope: who, when, where; nothing leaves once its purpose is gone.
import type { EventMap, EventType } from '../wire/event.ts'
import type { Grant, Purpose } from '../wire/purpose.ts'
import { address } from './address.ts'
import type { Bus } from './bus.ts'
import type { Env } from './env.ts'
import type { Heard } from './feature.ts'
import type { Queue } from './queue.ts'
import { sessionId } from './session.ts'

/** Sends an event for a purpose; returns its seq, 0 where it went nowhere. `href`: the page it is about. */
export type Emit = <T extends EventType>(
  purpose: Purpose,
  type: T,
  body: EventMap[T] | undefined,
  href?: string,
) => number

export function createEmitter(
  env: Env,
  bus: Bus,
  queue: Queue,
  level: (purpose: Purpose) => Grant,
): Emit {
  return (purpose, type, body, href = env.location.href) => {
    const isKept = level(purpose) === 'full'
    const page = address(href)
    if (level(purpose) === 'none' || !body) return 0
    const seq = queue.hold(purpose, {
      type,
      timeMs: env.Date.now(),
      session: isKept ? sessionId(env, page) : queue.stream(),
      url: isKept ? page : page.split('?')[0]!,
      body,
    })
    bus.tell(type, body as Heard[typeof type])
    return seq
  }
}
