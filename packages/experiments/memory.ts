// What the device remembers of experiments: when it was first seen, and on which day each exposure was last told.
import { readJot, writeJot } from '../core/index.ts'
import type { Context } from '../core/index.ts'
import { SESSION_IDLE_MS } from '../wire/limits.ts'

const KEY = 'tm_experiments'
const DAY_MS = 86_400_000

interface Memory {
  sinceMs: number
  told: Record<string, number>
}

export interface Remembered {
  /** First seen less than half an hour ago. */
  isNew(): boolean
  /** Tells an exposure, once a day: results need the first one alone. */
  expose(experiment: string, variation: string): void
  /** Removes it from the device. */
  forget(): void
}

/** Begins to remember; for a `context` whose purpose is granted. */
export function remember({ env, emit }: Context): Remembered {
  const read = () => readJot<Memory>(env, KEY) ?? { sinceMs: env.Date.now(), told: {} }
  const { sinceMs } = read()
  writeJot(env, KEY, read())
  return {
    isNew: () => env.Date.now() - sinceMs < SESSION_IDLE_MS,
    expose(experiment, variation) {
      const day = Math.floor(env.Date.now() / DAY_MS)
      const name = `${experiment} ${variation}`
      const { told } = read()
      if (told[name] === day) return
      emit('exposure', { experiment, variation })
      writeJot(env, KEY, { sinceMs, told: { ...told, [name]: day } })
    },
    forget: () => writeJot(env, KEY),
  }
}
