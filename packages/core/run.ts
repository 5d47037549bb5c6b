// Runs one feature, and takes back what it registered when it stops.
import type { Grant, Purpose } from '../wire/purpose.ts'
import type { Bus } from './bus.ts'
import type { Emit } from './emitter.ts'
import type { Env } from './env.ts'
import type { Feature, Gate, GateContext, Stop } from './feature.ts'
import type { Guard } from './guard.ts'

export interface Parts {
  env: Env
  bus: Bus
  guard: Guard
  emit: Emit
  level: (purpose: Purpose) => Grant
  /** What the gate gets on top. */
  gate: Pick<GateContext, 'grant' | 'note'>
}

/** Starts `feature`; what is returned stops it for good. */
export function runFeature(feature: Feature | Gate, parts: Parts): Stop {
  const { env, bus, guard, gate, emit, level } = parts
  const { name, door, purpose, aggregate } = feature
  const undo: Stop[] = []
  const context: GateContext = {
    ...gate,
    env,
    emit: (type, body, href) =>
      purpose
        ? emit(purpose, type, level(purpose) === 'full' ? body : aggregate?.(type, body), href)
        : 0,
    guard: (run) => guard(name, run),
    on(type, hear) {
      const guarded = guard(name, hear)
      undo.push(bus.on(type, guarded))
      if (type === 'page' && bus.knows(type)) guarded(undefined as never)
    },
    listen(type, handle) {
      const guarded = guard(name, handle)
      const { document } = env
      const how = { capture: true, passive: true }
      document.addEventListener(type, guarded, how)
      undo.push(() => document.removeEventListener(type, guarded, how))
    },
  }
  guard(name, () => {
    const stop = feature.start(context)
    if (stop) undo.push(guard(name, stop))
    door?.open(context)
  })()
  return () => {
    for (const each of undo) each()
    door?.shut()
  }
}
