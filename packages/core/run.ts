// Runs one feature, and takes back what it registered when it stops.
import { tell } from './bus.ts'
import type { Bus } from './bus.ts'
import type { Emit } from './emitter.ts'
import type { Feature, Gate, GateContext, Stop } from './feature.ts'
import type { Guard } from './guard.ts'

export interface Parts extends Pick<GateContext, 'env' | 'grant' | 'visitor'> {
  guard: Guard
  bus: Bus
  emit: Emit
}

/** Starts `feature`; what is returned stops it for good. */
export function runFeature(feature: Feature | Gate, parts: Parts): Stop {
  const { env, bus } = parts
  const { name, door } = feature
  const life = new AbortController()
  const { signal } = life
  let stop: Stop | void
  const guard: GateContext['guard'] = (run) => parts.guard(name, run)
  const context: GateContext = {
    env,
    guard,
    grant: parts.grant,
    visitor: parts.visitor,
    emit: (type, body, href) => parts.emit(feature, type, body, href),
    tell: (told) => tell(bus, 'told', told),
    on(type, hear) {
      const guarded = guard(hear)
      bus.addEventListener(type, (event) => guarded((event as CustomEvent).detail), { signal })
      if (bus.appeared && type === 'page') guarded(undefined as never)
    },
    listen(type, handle) {
      // The window is the first to hear, and none of us is in the way of scrolling.
      const how = { capture: true, passive: true, signal }
      guard(() => env.addEventListener(type, guard(handle) as EventListener, how))()
    },
  }
  guard(() => {
    stop = feature.start(context)
    door?.open(context)
  })()
  return guard(() => {
    life.abort()
    door?.shut()
    stop?.()
  })
}
