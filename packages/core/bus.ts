// Where features meet: typed events and core's signals, heard in the order of registration.
import type { Heard } from './feature.ts'

export interface Bus extends EventTarget {
  /** `page` was told before: who hears of it later has missed one. */
  appeared?: boolean
}

/** Tells all who hear; what they throw is theirs. */
export function tell<T extends keyof Heard>(bus: Bus, type: T, body?: Heard[T]): void {
  bus.dispatchEvent(new CustomEvent(type, { detail: body }))
}
