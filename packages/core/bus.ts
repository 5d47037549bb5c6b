// Where features meet: typed events and core's signals, heard in the order of registration.
import type { Heard, Stop } from './feature.ts'

export interface Bus {
  on<T extends keyof Heard>(type: T, hear: (body: Heard[T]) => void): Stop
  tell<T extends keyof Heard>(type: T, body?: Heard[T]): void
  /** Whether it was ever told. */
  knows(type: keyof Heard): boolean
}

export function createBus(): Bus {
  const hearers = new Set<{ type: keyof Heard; hear: (body: never) => void }>()
  const told = new Set<keyof Heard>()
  return {
    knows: (type) => told.has(type),
    on(type, hear) {
      const hearer = { type, hear }
      hearers.add(hearer)
      return () => hearers.delete(hearer)
    },
    tell(type, body) {
      told.add(type)
      for (const hearer of hearers) if (hearer.type === type) hearer.hear(body as never)
    },
  }
}
