// The public side of a feature with an API: calls work before the start and before consent, and never throw.
import type { EventMap, EventType } from '../wire/event.ts'
import type { Context } from './feature.ts'

/** Calls held in memory until a choice; more than a page makes before its visitor has chosen. */
const HELD_MAX = 50

/** Core opens, shuts and refuses it; the feature only emits. */
export interface Door {
  emit<T extends EventType>(type: T, body: () => EventMap[T]): void
  /** Lets through what was held, and what comes. */
  open(context: Context): void
  /** Holds again. */
  shut(): void
  /** The visitor chose, and not this: forgets what was held, and what comes until it is opened. */
  refuse(): void
}

/** Makes a door that holds calls until it is opened or refused. */
export function createDoor(): Door {
  let context: Context | undefined
  let held: ((open: Context) => void)[] | undefined = []
  return {
    emit(type, body) {
      const call = ({ guard, emit }: Context) => guard(() => emit(type, body()))()
      if (context) call(context)
      else if (held && held.length < HELD_MAX) held.push(call)
    },
    open(opened) {
      context = opened
      held?.forEach((call) => call(opened))
      held = []
    },
    shut() {
      context = undefined
    },
    refuse() {
      held = undefined
    },
  }
}
