// Those who wait for the disk, each with what it must do for them; all of a group are answered together.
import { Fault } from '../errors.ts'

export interface Waiting<T> {
  readonly count: () => number
  /** Answers once `value` was in a group whose work is done; throws `Fault` `log_failed` if that failed. */
  readonly wait: (value: T) => Promise<void>
  /** Takes all who wait now, and does the work for them. Throws what it throws. */
  readonly serve: (work: (values: readonly T[]) => Promise<void>) => Promise<void>
}

interface Waiter<T> {
  readonly value: T
  readonly resolve: () => void
  readonly reject: (fault: Fault) => void
}

export function createWaiting<T>(): Waiting<T> {
  let waiters: Waiter<T>[] = []
  return {
    count: () => waiters.length,
    wait: (value) =>
      new Promise((resolve, reject) => {
        waiters.push({ value, resolve, reject })
      }),
    serve: async (work) => {
      const group = waiters
      waiters = []
      try {
        await work(group.map(({ value }) => value))
      } catch (error) {
        for (const { reject } of group) reject(new Fault('log_failed'))
        throw error
      }
      for (const { resolve } of group) resolve()
    },
  }
}
